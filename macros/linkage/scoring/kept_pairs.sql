{#- The scored pairs from `clustering.keep_match_weight` on, for the materialisation `statements`: all
    at once or, where they are too many for memory, by ranges of profiles on the left.

    To find the best pair of names of two profiles, every kept pair is held. identity_ids have to
    ascend with profile_ids, so that all pairs of names of two profiles are in one range. -#}
{% macro kept_pairs(settings, pairs, identities, pattern_weights, parameters, n_ranges=none) %}
{%- set n = n_ranges or data_first._n_ranges_of_kept(settings, pairs, pattern_weights) %}
{%- set largest = data_first._largest(identities, 'profile_id') if n > 1 %}
{%- for i in range(n) %}
-- statement: pairs kept{{ ', part ' ~ (i + 1) ~ ' of ' ~ n if n > 1 }}
{{ data_first.score_pairs(
    settings, pairs, identities, pattern_weights, parameters,
    at_least=settings.clustering.keep_match_weight,
    left=none if n == 1 else data_first._id_range('profile_id', largest, i, n),
) }}
{%- endfor %}
{% endmacro %}


{#- How many ranges: so many that the kept pairs of one fit into a quarter of the memory limit. A pattern
    bounds the weight of its pairs, so that they can be counted before; some third of those that
    could be kept is (19 million justice records), at some 300 bytes a pair. -#}
{% macro _n_ranges_of_kept(settings, pairs, pattern_weights) %}
    {%- if not execute or pairs is string or load_relation(pairs) is none
        or load_relation(pattern_weights) is none -%}
        {% do return(1) %}
    {%- endif -%}
    {%- set n_pairs = run_query(
        'select count(*) from ' ~ pairs ~ ' where pattern in (select pattern from ' ~ pattern_weights
        ~ ' where match_weight + most_tf >= ' ~ settings.clustering.keep_match_weight ~ ')'
    ).columns[0].values()[0] | int -%}
    {% do return((n_pairs * 100 / (data_first._memory_limit() / 4)) | round(0, 'ceil') | int or 1) %}
{% endmacro %}

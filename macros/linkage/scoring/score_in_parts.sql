{#- Pairs of profiles with their weight, from `at_least` bits on, for the materialisation `statements`:
    all at once or, where they are too many for memory, by ranges of profiles on the left.

    To find the best pair of names of two profiles, every pair of theirs is held. identity_ids have to
    ascend with profile_ids, so that all pairs of names of two profiles are in one range. -#}
{% macro score_in_parts(
    settings, pairs, identities, pattern_weights, parameters, at_least=none, n_ranges=none
) %}
{%- set n = n_ranges or data_first._n_ranges_of_scored(pairs, pattern_weights, at_least) %}
{%- set largest = data_first._largest(identities, 'profile_id') if n > 1 %}
{%- for i in range(n) %}
-- statement: pairs scored{{ ', part ' ~ (i + 1) ~ ' of ' ~ n if n > 1 }}
{{ data_first.score_pairs(
    settings, pairs, identities, pattern_weights, parameters,
    at_least=at_least,
    left=none if n == 1 else data_first._id_range('profile_id', largest, i, n),
) }}
{%- endfor %}
{% endmacro %}


{#- How many ranges: so many that the scored pairs of one fit into a quarter of the memory limit, at some
    300 bytes a pair. A pattern bounds the weight of its pairs, so that those that could reach
    `at_least` can be counted before; some third of them does (19 million justice records). -#}
{% macro _n_ranges_of_scored(pairs, pattern_weights, at_least) %}
    {%- if not execute or pairs is string or load_relation(pairs) is none
        or at_least is not none and load_relation(pattern_weights) is none -%}
        {% do return(1) %}
    {%- endif -%}
    {%- set where = '' if at_least is none else ' where pattern in (select pattern from '
        ~ pattern_weights ~ ' where match_weight + most_tf >= ' ~ at_least ~ ')' -%}
    {%- set n_pairs = run_query('select count(*) from ' ~ pairs ~ where).columns[0].values()[0] | int -%}
    {%- set bytes = 300 if at_least is none else 100 -%}
    {% do return((n_pairs * bytes / (data_first._memory_limit() / 4)) | round(0, 'ceil') | int or 1) %}
{% endmacro %}

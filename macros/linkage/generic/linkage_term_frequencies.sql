{#- How common each value of each term is among people, for the materialisation `term_frequencies`:
    term, value, tf, n_entities.

    People are counted as on records: equal records that their levels alone do not make one person
    are so many people, each of whom bears the values. -#}
{% macro linkage_term_frequencies(settings, records, pairs, parameters, match_shares) %}
{%- do data_first._check_model(
    'linkage_term_frequencies', settings, 'term_frequencies', reads_settings=true
) -%}
{%- set columns = [] -%}
{%- for term in settings.terms -%}{%- do columns.extend(term.columns) -%}{%- endfor -%}
{%- set columns = columns | unique | join(', ') ~ (',' if columns) -%}
{{ data_first.settings_read(settings, ['terms']) }}
-- statement: bearers
with link__repeated as (
    select * from {{ records }} where n_records > 1
),

link__weak as (
    {{ data_first._weak_contents(settings, 'link__repeated', parameters, match_shares) | indent(4) }}
)

select identity_id, profile_id, is_main, {{ columns }}
from {{ records }}
union all
select
    link__repeated.identity_id, further.node_id as profile_id, link__repeated.is_main, {{ columns }}
from link__repeated
inner join (
    {{ data_first.further_records(records) | indent(4) }}
) as further on link__repeated.profile_id = further.profile_id
where link__repeated.profile_id in (select profile_id from link__weak)

{{ data_first.term_frequency_statements(
    settings, 'link__bearers', pairs, parameters, match_shares, one_name_each=true
) }}
{% endmacro %}


{#- Contents whose records are not one person by their levels alone, as equal records would be compared:
    profile_id. All of them where only records of different sources are compared. -#}
{% macro _weak_contents(settings, repeated, parameters, match_shares) -%}
{%- if settings.link_type == 'link_only' -%}
select profile_id, from {{ repeated }}
{%- else -%}
with link__self_pairs as (
    {{ data_first.self_pairs(settings, repeated) | indent(4) }}
),

link__self_weights as (
    {{ data_first.pattern_weights(
        settings, 'link__self_pairs', parameters, match_shares
    ) | indent(4) }}
)

select link__self_pairs.identity_id_l as profile_id,
from link__self_pairs
inner join link__self_weights using (pattern)
where {{ data_first.match_probability('link__self_weights.match_weight') }}
    < {{ settings.clustering.match_probability_high }}
{%- endif -%}
{%- endmacro %}

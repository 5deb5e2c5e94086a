{#- Agreement patterns with their counts: pattern, its columns, n_pairs (pairs of names), n_record_pairs
    (pairs of records; alias names stand for none). Pairs of records inside one profile come from
    `self_pairs`, where the model has profiles. -#}
{% macro count_patterns(settings, pairs, self_pairs=none) %}
with link__counted as (
    select pattern, count(*) as n_pairs, sum(n_record_pairs) as n_record_pairs,
    from {{ pairs }}
    group by pattern
    {%- if self_pairs is not none %}
    union all
    select pattern, 0 as n_pairs, sum(n_record_pairs) as n_record_pairs,
    from {{ self_pairs }}
    where n_record_pairs > 0
    group by pattern
    {%- endif %}
)

select
    pattern,
    {{ data_first.decode_pattern(settings) }}
    cast(sum(n_pairs) as bigint) as n_pairs,
    cast(sum(n_record_pairs) as bigint) as n_record_pairs,
from link__counted
group by pattern
{% endmacro %}

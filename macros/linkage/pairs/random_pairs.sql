{#- About `random_pairs` pairs of main names that chance put together, each name used equally often:
    names in the order of a hash, each with the next so many, in a circle. With few enough names
    this is every pair there is. -#}
{% macro random_pairs(settings, relation) %}
{%- set from_clause %}
from link__offsets as l
inner join link__shuffled as r
    on r.position = (l.position + l.distance) % l.n_in_circle
where
    {{ data_first.link_type_condition(settings) }}
    -- half the circle away a pair meets from both sides: it is taken from one of them
    and (2 * l.distance < l.n_in_circle or l.position < l.distance)
{%- endset %}
with link__shuffled as (
    select
        *,
        row_number() over (order by hash(identity_id), identity_id) - 1 as position,
        count(*) over () as n_in_circle,
    from {{ relation }}
    where is_main
),

link__offsets as (
    -- no distance goes beyond half the circle, so that no pair comes twice
    select
        *,
        unnest(range(1, 1 + least(
            n_in_circle // 2,
            1 + {{ settings.training.random_pairs }} // n_in_circle
        ))) as distance,
    from link__shuffled
)

select * from (
    {{ data_first.compare_pairs(settings, from_clause, 'l.n_records * r.n_records') | indent(4) }}
)
{% endmacro %}

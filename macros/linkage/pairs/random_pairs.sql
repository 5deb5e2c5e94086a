{#- About `random_pairs` pairs of main names that chance put together, each name used equally often:
    names in the order of a hash, each with the next so many, in a circle. With few enough names
    this is every pair there is; with more names than pairs are wanted, a hash chooses as many names. -#}
{% macro random_pairs(settings, relation) %}
{%- set n_wanted = settings.training.random_pairs %}
{%- set chosen = data_first._with_one_sided(settings, 'link__rows') %}
{%- set from_clause %}
from link__together
inner join {{ chosen }} as l
    on link__together.identity_id_l = l.identity_id
inner join {{ chosen }} as r
    on link__together.identity_id_r = r.identity_id
where {{ data_first.link_type_condition(settings) }}
{%- endset %}
with link__main as (
    select identity_id, count(*) over () as n_main,
    from {{ relation }}
    where is_main
),

link__chosen as (
    -- of more names than pairs are wanted, those whose hash is among the lowest so many in a billion
    select identity_id,
    from link__main
    where
        cast(hash(identity_id, 'random pairs') % 1000000000 as bigint)
        < 1000000000::bigint * {{ n_wanted }} // greatest(n_main, {{ n_wanted }})
),

link__rows as (
    select * from {{ relation }} where identity_id in (select identity_id from link__chosen)
),

link__circle as (
    select
        identity_id,
        row_number() over (order by hash(identity_id), identity_id) - 1 as position,
        count(*) over () as n_in_circle,
    from link__chosen
),

link__offsets as (
    -- no distance goes beyond half the circle, so that no pair comes twice
    select
        *,
        unnest(range(1, 1 + least(n_in_circle // 2, 1 + {{ n_wanted }} // n_in_circle))) as distance,
    from link__circle
),

link__together as (
    select
        l.identity_id as identity_id_l,
        r.identity_id as identity_id_r,
    from link__offsets as l
    inner join link__circle as r
        on r.position = (l.position + l.distance) % l.n_in_circle
    -- half the circle away a pair meets from both sides: it is taken from one of them
    where 2 * l.distance < l.n_in_circle or l.position < l.distance
)

select * from (
    {{ data_first.compare_pairs(
        settings, from_clause, 'l.n_records * r.n_records', rules_satisfied='0::bigint', one_sided=true
    ) | indent(4) }}
)
{% endmacro %}

{#- A select that gives the levels of each comparison their share of a distribution.

    `relation` has pair_group, comparison, gamma, the old `value` and a `count` a level; levels with
    a value in `held` keep it, the others share what is left by their counts, none less than
    `least_probability`. Where nothing was counted the old value stays; missing values have 1. -#}
{% macro _share_out(settings, relation, value, count, held) -%}
    {%- set free = 'case when gamma >= 0 and ' ~ held ~ ' is null then ' ~ count ~ ' else 0 end' -%}
    {%- set holds = 'case when gamma >= 0 then coalesce(' ~ held ~ ', 0) else 0 end' -%}
select
    * replace (
        case
            when gamma < 0 then 1.0
            when {{ held }} is not null then {{ held }}
            when {{ data_first.exact_sum(free, window='link__comparison') }} > 0 then greatest(
                (1 - {{ data_first.exact_sum(holds, window='link__comparison') }})
                * {{ count }} / {{ data_first.exact_sum(free, window='link__comparison') }},
                {{ settings.training.least_probability }}
            )
            else greatest({{ value }}, {{ settings.training.least_probability }})
        end as {{ value }}
    ),
from {{ relation }}
window link__comparison as (partition by pair_group, comparison)
{%- endmacro %}


{#- What each level's m is held at: its fixed m, or u * 2^weight where a weight is given directly.

    Free levels keep at least half of what fixed levels leave, so that a weight which no distribution
    could have takes nothing away from them; where no level is free, the direct ones fill it. -#}
{% macro _held_m(relation) -%}
select
    * exclude (link__direct, link__room, link__n_free, link__all_direct),
    case
        when fixed_weight is null then fixed_m
        when link__n_free = 0 then link__room * link__direct / link__all_direct
        else link__direct * least(1, link__room / 2 / nullif(link__all_direct, 0))
    end as held_m,
from (
    select
        *,
        1 - {{ data_first.exact_sum(
            'case when fixed_weight is null then coalesce(fixed_m, 0) else 0 end',
            window='link__comparison') }} as link__room,
        count(*) filter (where gamma >= 0 and fixed_m is null and fixed_weight is null)
            over link__comparison as link__n_free,
        {{ data_first.exact_sum('coalesce(link__direct, 0)', window='link__comparison') }}
            as link__all_direct,
    from (
        select
            *,
            case when gamma >= 0 then u * pow(2.0, fixed_weight) end as link__direct,
        from {{ relation }}
    )
    window link__comparison as (partition by pair_group, comparison)
)
{%- endmacro %}

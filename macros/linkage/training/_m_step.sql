{#- Expected counts pooled over blocks and the pseudo-matches, made shares within each comparison. -#}
{% macro _m_step(settings) -%}
with expected as (
    select pair_group, parameter_index, {{ data_first.exact_sum('n * posterior') }} as n_expected,
    from (
        select
            pair_group,
            unnest([{% for comparison in settings.comparisons %}i_{{ loop.index }}{{ ', ' if not loop.last }}{% endfor %}]) as parameter_index,
            n,
            posterior,
        from link__posteriors
    )
    group by pair_group, parameter_index
),

counted as (
    select
        parameters.*,
        parameters.prior + coalesce(expected.n_expected, 0) as n_expected,
    from link__parameters as parameters
    left join expected using (pair_group, parameter_index)
),

-- a comparison without any expected match keeps its m
{{ data_first._fitted_m(settings, 'counted', 'n_expected') }}

select
    pair_group, parameter_index, comparison, gamma, m, u, fixed_m, fixed_u, fixed_weight, prior,
from fitted
{%- endmacro %}


{#- The m that fits counts of matches best, with what is held and, by option, in order: CTEs held,
    ordered, fitted. -#}
{% macro _fitted_m(settings, relation, count) -%}
held as (
    {{ data_first._held_m(relation) | indent(4) }}
),

ordered as (
    {{ data_first._monotone(settings, 'held', count) | indent(4) }}
),

fitted as (
    {{ data_first._share_out(settings, 'ordered', 'm', count, 'held_m') | indent(4) }}
)
{%- endmacro %}


{#- Counts of matches whose ratio to u does not fall from the worst free level to the best, nearest
    to those given: isotonic regression of count / u with weights u, by the formula of maxima of
    minima (Barlow et al. 1972); this is where the likelihood is greatest among such counts (Dykstra,
    Kochar and Robertson 1995). Only with the option `monotone_weights`. -#}
{% macro _monotone(settings, relation, count) -%}
    {%- if not settings.training.monotone_weights -%}
select * from {{ relation }}
    {%- else -%}
select
    * exclude (link__counts, link__chances, link__place, link__n_levels)
    replace (
        case
            when link__place is null then {{ count }}
            else u * list_max(list_transform(
                range(1, link__place + 1),
                lambda first: list_min(list_transform(
                    range(link__place, link__n_levels + 1),
                    lambda last:
                        list_sum(link__counts[first:last]) / list_sum(link__chances[first:last])
                ))
            ))
        end as {{ count }}
    ),
from {{ relation }}
left join (
    -- one row a free level, with the counts and u of all free levels from worst to best
    select
        pair_group,
        unnest(parameter_indices) as parameter_index,
        unnest(range(1, len(parameter_indices) + 1)) as link__place,
        len(parameter_indices) as link__n_levels,
        link__counts,
        link__chances,
    from (
        select
            pair_group,
            comparison,
            list(parameter_index order by gamma) as parameter_indices,
            list(cast({{ count }} as double) order by gamma) as link__counts,
            list(u order by gamma) as link__chances,
        from {{ relation }}
        where gamma >= 0 and held_m is null
        group by pair_group, comparison
    )
) using (pair_group, parameter_index)
    {%- endif -%}
{%- endmacro %}

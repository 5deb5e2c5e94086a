{#- A table of parameters without any training, from a relation (a seed) with comparison, gamma,
    m_probability and u_probability; columns as those of `parameters`, the same values for every pair
    of sources. A level that the relation does not hold weighs nothing.

    A whole table that `parameters` once selected needs no macro: read it in its place. -#}
{% macro given_parameters(settings, relation, all_pairs) %}
with link__levels as (
    {{ data_first._levels(settings) | indent(4) }}
),

link__groups as (
    select 0 as pair_group
    union all
    select pair_group from {{ all_pairs }}
),

link__given_weights as (
    {{ data_first._given_weights(settings) | indent(4) }}
)

select
    link__groups.pair_group,
    link__levels.comparison,
    link__levels.level_no,
    link__levels.gamma,
    link__levels.label,
    link__levels.parameter_index,
    given.m_probability,
    given.u_probability,
    coalesce(
        link__given_weights.match_weight,
        case
            when link__levels.gamma >= 0
                then log2(nullif(given.m_probability, 0) / nullif(given.u_probability, 0))
        end,
        0
    ) as match_weight,
    cast(null as double) as n_expected_matches,
    case when link__levels.gamma >= 0 then given.m_probability is not null end as is_trained,
    link__levels.tf_term,
    link__levels.tf_weight,
    cast(null as double) as n_random_pairs,
    cast(null as boolean) as is_exact,
    cast(null as double) as u_standard_error,
    cast(null as double) as n_compared_pairs,
    cast(null as boolean) as is_seen,
    cast(null as boolean) as is_switched,
from link__groups
cross join link__levels
left join {{ relation }} as given
    on
        link__levels.comparison = given.comparison
        and link__levels.gamma = given.gamma
        and link__levels.gamma >= 0
left join link__given_weights
    on link__levels.parameter_index = link__given_weights.parameter_index
order by link__groups.pair_group, link__levels.parameter_index
{% endmacro %}


{#- Weights that the settings give directly: parameter_index, match_weight (bits). -#}
{% macro _given_weights(settings) -%}
select cast(null as integer) as parameter_index, cast(null as double) as match_weight, where false
{%- for comparison in settings.comparisons %}
{%- for level in comparison.comparison_levels %}
{%- if level.get('match_weight') is not none %}
union all
select
    {{ comparison.first_index + comparison.n_codes - loop.index0 + 1 }},
    {{ level.match_weight }}::double
{%- endif %}
{%- endfor %}
{%- endfor %}
{%- endmacro %}

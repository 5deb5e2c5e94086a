{#- One row a pair of sources: its prior, and lists over parameter_index of what its levels weigh. A
    pair of sources without parameters of its own has those of all together. -#}
{% macro _levels_by_group(parameters, match_shares) -%}
select
    match_shares.pair_group,
    match_shares.prior_match_weight,
    match_shares.source_dataset_l || case
        when match_shares.source_dataset_l <> match_shares.source_dataset_r
            then ' and ' || match_shares.source_dataset_r
        else ''
    end as source_datasets,
    levels.* exclude (pair_group),
from {{ match_shares }} as match_shares
inner join (
    select
        pair_group,
        list(label order by parameter_index) as labels,
        list(m_probability order by parameter_index) as ms,
        list(u_probability order by parameter_index) as us,
        list(match_weight order by parameter_index) as weights,
        list(tf_term order by parameter_index) as tf_terms,
    from {{ parameters }}
    group by pair_group
) as levels
    on levels.pair_group = case
        when match_shares.pair_group in (select pair_group from {{ parameters }})
            then match_shares.pair_group
        else 0
    end
{%- endmacro %}


{#- A bar as a struct, all bars with the same fields. -#}
{% macro _bar(
    bar_no, bar, label, match_weight, value_l='null', value_r='null', m='null', u='null',
    tf_term='null', tf_adjustment='0.0'
) -%}
{
    'bar_no': {{ bar_no }},
    'bar': {{ bar }},
    'label': {{ label }}::varchar,
    'value_l': {{ value_l }}::varchar,
    'value_r': {{ value_r }}::varchar,
    'm_probability': {{ m }}::double,
    'u_probability': {{ u }}::double,
    'tf_term': {{ tf_term }}::varchar,
    'match_weight': ({{ match_weight }})::double,
    'tf_adjustment': ({{ tf_adjustment }})::double
}
{%- endmacro %}


{#- The bar of a comparison. -#}
{% macro _comparison_bar(comparison, place) -%}
    {%- set index = '[' ~ data_first._place_of_level(comparison) ~ ']' -%}
    {{ data_first._bar(
        place,
        "'" ~ comparison.output_column_name ~ "'",
        'labels' ~ index,
        'weights' ~ index,
        'link__l_' ~ place,
        'link__r_' ~ place,
        'ms' ~ index,
        'us' ~ index,
        'tf_terms' ~ index,
        data_first._tf_adjustment(
            comparison, 'link__log2_u_' ~ place, 'link__frequency_' ~ place
        ) if data_first._adjusted_levels(comparison) else '0.0',
    ) }}
{%- endmacro %}

{#- A trained model as the JSON of a Splink 5 model: one row, column `model`. Splink gives the same
    scores with it to the records that splink_records() selects.

    `pair_group` 0 is the model of all pairs of sources together, with the share of matches among
    all their pairs; another one is that of a pair of sources. What Splink has no word for is told by
    _splink_gaps(). -#}
{% macro splink_model(settings, parameters, match_shares, pair_group=0) %}
{%- set adjusted = [] %}
{%- for comparison in settings.comparisons %}
    {%- for level in data_first._adjusted_levels(comparison) %}
        {%- do adjusted.append(level.parameter_index) %}
    {%- endfor %}
{%- endfor %}
with link__group as (
    select
        case
            when {{ pair_group }} in (select pair_group from {{ parameters }}) then {{ pair_group }}
            else 0
        end as pair_group,
),

link__prior as (
    select
        {{ data_first.exact_sum('probability_two_random_records_match * n_all_pairs') }}
            / {{ data_first.exact_sum('n_all_pairs') }} as pooled_share,
        case when count(*) = 1 then max(probability_two_random_records_match) else pooled_share end
            as share,
        coalesce(max(source_dataset_l) <> max(source_dataset_r), false) as is_of_two_sources,
    from {{ match_shares }}
    {%- if pair_group %}
    where pair_group = {{ pair_group }}
    {%- endif %}
),

link__chance as (
    select list(u_probability order by parameter_index) as us,
    from {{ parameters }}
    where pair_group = (select pair_group from link__group)
),

link__levels as (
    -- u is that against which a level's frequencies are measured
    select
        parameters.parameter_index,
        parameters.match_weight,
        coalesce(case parameters.parameter_index
            {%- for comparison in settings.comparisons %}
            {%- for level in data_first._adjusted_levels(comparison) %}
            when {{ level.parameter_index }} then us[{{ level.u_index }}]
            {%- endfor %}
            {%- endfor %}
            else parameters.u_probability
        end, 0.5) as u,
        parameters.m_probability,
        parameters.parameter_index in ({{ (adjusted or [0]) | join(', ') }}) as is_adjusted,
    from {{ parameters }} as parameters
    cross join link__chance
    where parameters.pair_group = (select pair_group from link__group)
),

link__probabilities as (
    -- m / u is the weight, also where a weight was given or nothing was learnt
    select
        parameter_index,
        abs(log2(m_probability) - log2(u) - match_weight) < 1e-12 as is_as_trained,
        u * pow(2, match_weight) > 1 and not is_adjusted as is_too_much,
        case
            when is_as_trained then m_probability
            when is_too_much then 1
            else u * pow(2, match_weight)
        end as m,
        case
            when not coalesce(is_as_trained, false) and is_too_much then pow(2, -match_weight)
            else u
        end as u,
    from link__levels
),

link__values as (
    select
        list(m order by parameter_index) as ms,
        list(u order by parameter_index) as us,
    from link__probabilities
)

select
    json_object(
        'link_type', {% if pair_group %}case when is_of_two_sources then 'link_only' else 'dedupe_only' end
            {%- else %}'{{ settings.link_type }}'{% endif %},
        'probability_two_random_records_match', share,
        'sql_dialect', 'duckdb',
        'unique_id_column_name', 'unique_id',
        'source_dataset_column_name', 'source_dataset',
        'blocking_rules_to_generate_predictions', json_array(
            {%- for rule in data_first._rules_for_splink(settings) %}
            json_object(
                'blocking_rule', {{ data_first._text(rule.sql) }},
                'sql_dialect', 'duckdb'
                {%- if rule.arrays %},
                'arrays_to_explode', json_array(
                    {%- for array in rule.arrays %}
                    {{ data_first._text(array) }}{{ ',' if not loop.last }}
                    {%- endfor %}
                )
                {%- endif %}
            ){{ ',' if not loop.last }}
            {%- endfor %}
        ),
        'comparisons', json_array(
            {%- for comparison in settings.comparisons %}
            json_object(
                'output_column_name', {{ data_first._text(comparison.output_column_name) }},
                'comparison_description', {{ data_first._text(comparison.output_column_name) }},
                'comparison_levels', {{ data_first._levels_for_splink(comparison, settings) | indent(16) }}
            ){{ ',' if not loop.last }}
            {%- endfor %}
        )
    ) as model,
from link__values
cross join link__prior
{% endmacro %}

{%- set by_level = {} -%}
{%- for level, tolerance in var('review_tolerances').items() -%}
    {%- do by_level.update({tolerance: level}) -%}
{%- endfor -%}
{%- set tolerances = [0.001, 0.005, 0.01, 0.02, 0.05] + by_level.keys() | list -%}

with accuracy as (
    select
        *,
        1 - precision as false_link_rate,
        1 - precision_high as false_link_rate_low,
        1 - precision_low as false_link_rate_high,
        1 - expected_precision as expected_false_link_rate,
    from {{ ref('quality_label_accuracy') }}
    where method = 'pairs'
),

tolerances as (
    select
        unnest(cast({{ tolerances | unique | sort }} as double[])) as tolerance
),

kept as (
    -- by labels where their upper bound keeps the tolerance; by what the posteriors expect where
    -- labels are too few to say so, and their own estimate does not say the opposite
    select
        tolerances.tolerance,
        accuracy.*,
        accuracy.false_link_rate_high <= tolerances.tolerance
            and accuracy.share_of_frame > 0.99 as is_kept_by_labels,
        accuracy.expected_false_link_rate <= tolerances.tolerance
            and coalesce(accuracy.false_link_rate <= tolerances.tolerance, true)
            as is_kept_by_posteriors,
    from tolerances
    cross join accuracy
),

chosen as (
    select
        *,
        case when coalesce(is_kept_by_labels, false) then 'labels' else 'posteriors' end as basis,
    from kept
    where coalesce(is_kept_by_labels, false) or is_kept_by_posteriors
    -- the lowest that labels vouch for; only without one the lowest that posteriors do
    qualify row_number() over (
        partition by tolerance
        order by basis, threshold
    ) = 1
)

select
    tolerances.tolerance,
    case tolerances.tolerance
        {% for tolerance, level in by_level.items() %}
        when {{ tolerance }} then '{{ level }}'
        {% endfor %}
    end as level,
    coalesce(chosen.basis, 'none') as basis,
    chosen.threshold,
    log2(chosen.threshold / (1 - chosen.threshold)) as match_weight,
    coalesce(chosen.n_labels, 0) as n_labels,
    chosen.n_link_record_pairs,
    {% for rate, labelled, expected in [
        ('false_link_rate', 'false_link_rate', 'expected_false_link_rate'),
        ('missed_link_rate', '1 - recall', '1 - expected_recall'),
    ] %}
    case when chosen.basis = 'labels' then {{ labelled }} else {{ expected }} end as {{ rate }},
    {% endfor %}
    case when chosen.basis = 'labels' then false_link_rate_low end as false_link_rate_low,
    case when chosen.basis = 'labels' then false_link_rate_high end as false_link_rate_high,
    case when chosen.basis = 'labels' then 1 - recall_high end as missed_link_rate_low,
    case when chosen.basis = 'labels' then 1 - recall_low end as missed_link_rate_high,
    1 - chosen.true_precision as true_false_link_rate,
    1 - chosen.true_recall as true_missed_link_rate,
from tolerances
left join chosen using (tolerance)
order by tolerances.tolerance

{%- set shares = [
    ('linked', 'n_linked', 'n_crown_records'),
    ('rightly_linked', 'n_rightly_linked', 'n_linked'),
    ('found', 'n_rightly_linked', 'n_with_true_case'),
] -%}

with records as (
    select * from {{ ref('quality_case_link_records') }}
),

thresholds as (
    select cast(unnest([0, 0.5, 0.8, 0.95]) as double) as least_score
),

delivered as (
    select count(*) > 0 as has_truth, from {{ ref('stg_truth__case_link') }}
),

groups as (
    -- one row a dimension and record; a group of fewer than ten records is counted with others
    select
        dimension,
        if(
            count(*) over (partition by dimension, group_name) < 10,
            'small groups',
            group_name
        ) as group_name,
        record_id,
    from (
        select
            record_id,
            unnest(['all', 'year', 'court', 'case type']) as dimension,
            unnest([
                'all', coalesce(cast(receipt_year as varchar), 'not known'), court, case_type,
            ]) as group_name,
        from records
    ) as unmerged
),

counted as (
    select
        groups.dimension,
        groups.group_name,
        thresholds.least_score,
        count(*) as n_crown_records,
        count(*) filter (where records.score >= thresholds.least_score) as n_linked,
        case
            when any_value(delivered.has_truth)
                then count(*) filter (where records.has_true_case)
        end as n_with_true_case,
        case
            when any_value(delivered.has_truth)
                then count(*) filter (
                    where records.score >= thresholds.least_score and records.is_main_case
                )
        end as n_rightly_linked,
    from groups
    inner join records on groups.record_id = records.record_id
    cross join thresholds
    cross join delivered
    group by groups.dimension, groups.group_name, thresholds.least_score
),

final as (
    select
        dimension,
        group_name,
        least_score,
        {% for count in ['n_crown_records', 'n_linked', 'n_with_true_case', 'n_rightly_linked'] %}
        case when n_crown_records >= 10 then {{ count }} end as {{ count }},
        {% endfor %}
        n_crown_records < 10 as is_suppressed,
    from counted
)

select
    dimension,
    group_name,
    least_score,
    n_crown_records,
    n_linked,
    n_with_true_case,
    n_rightly_linked,
    {% for name, above, below in shares %}
    {{ above }} / nullif({{ below }}, 0) as share_{{ name }},
    {% for end, z in [('low', -1.959964), ('high', 1.959964)] %}
    {{ data_first.wilson_bound('share_' ~ name, below, z) | indent }}
        as share_{{ name }}_{{ end }},
    {% endfor %}
    {% endfor %}
    is_suppressed,
from final
order by dimension, group_name, least_score

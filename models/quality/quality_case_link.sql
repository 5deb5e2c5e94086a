with records as (
    select * from {{ ref('quality_case_link_records') }}
),

thresholds as (
    select cast(unnest([0, 0.5, 0.8, 0.95]) as double) as least_score
),

counted as (
    -- for all, and by type of case, way of receipt and year
    select
        thresholds.least_score,
        coalesce(records.case_type, 'all') as case_type,
        coalesce(records.receipt_type, 'all') as receipt_type,
        case
            when grouping(records.receipt_year) = 1 then 'all'
            else coalesce(cast(records.receipt_year as varchar), 'not known')
        end as receipt_year,
        count(*) as n_crown_records,
        count(*) filter (where records.score >= thresholds.least_score) as n_linked,
        count(*) filter (where records.has_true_case) as n_with_true_case,
        count(*) filter (where records.score >= thresholds.least_score and records.is_main_case)
            as n_linked_to_main_case,
        count(*) filter (where records.score >= thresholds.least_score and records.is_true_case)
            as n_linked_to_true_case,
        cast(sum(records.n_further_cases) as bigint) as n_further_true_cases,
        cast(
            sum(len(list_filter(
                records.further_scores, lambda further: further >= thresholds.least_score
            ))) as bigint
        ) as n_further_cases_found,
    from records
    cross join thresholds
    group by
        thresholds.least_score,
        cube(records.case_type, records.receipt_type, records.receipt_year)
    having
        count(*) > 0
        -- a way of receipt is only looked at within its type of case
        and grouping(records.case_type) <= grouping(records.receipt_type)
),

delivered as (
    select count(*) > 0 as has_truth, from {{ ref('stg_truth__case_link') }}
)

select
    counted.least_score,
    counted.case_type,
    counted.receipt_type,
    counted.receipt_year,
    counted.n_crown_records,
    counted.n_linked,
    counted.n_linked / counted.n_crown_records as share_linked,
    {% for column in [
        'n_with_true_case', 'n_linked_to_main_case', 'n_linked_to_true_case',
        'n_further_true_cases', 'n_further_cases_found',
    ] %}
    case when delivered.has_truth then counted.{{ column }} end as {{ column }},
    {% endfor %}
    case
        when delivered.has_truth then counted.n_linked_to_main_case / nullif(counted.n_linked, 0)
    end as precision,
    case
        when delivered.has_truth
            then counted.n_linked_to_main_case / nullif(counted.n_with_true_case, 0)
    end as recall,
from counted
cross join delivered
order by counted.case_type, counted.receipt_type, counted.receipt_year, counted.least_score

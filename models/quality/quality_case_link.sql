with crown_records as (
    select * from {{ ref('people_records') }}
    where source_dataset = 'crown_xhibit'
),

defendants_on_case as (
    select * from {{ ref('stg_xhibit__defendant_on_case') }}
),

cases as (
    select * from {{ ref('stg_xhibit__case') }}
),

best as (
    select * from {{ ref('link_case__best') }}
),

candidates as (
    select * from {{ ref('link_case__candidates') }}
),

truth as (
    select * from {{ ref('stg_truth__case_link') }}
),

true_cases as (
    -- one row a Crown record that came from a magistrates' case
    select
        cc_defendant_on_case_id,
        list(mc_defendant_id) as mc_defendant_ids,
        max(mc_defendant_id) filter (where is_main) as main_mc_defendant_id,
    from truth
    group by cc_defendant_on_case_id
),

further_cases as (
    -- true cases beside the main one, with the scores of those that are candidates; one whose
    -- offences are on the Crown record counts as found at every score
    select
        truth.cc_defendant_on_case_id,
        count(*) as n_further_cases,
        list(case when candidates.shares_offence then 1 else candidates.match_probability end)
            as further_scores,
    from truth
    left join candidates
        on
            truth.cc_defendant_on_case_id = candidates.cc_defendant_on_case_id
            and truth.mc_defendant_id = candidates.mc_defendant_id
    where not truth.is_main
    group by truth.cc_defendant_on_case_id
),

thresholds as (
    select cast(unnest([0, 0.5, 0.8, 0.95]) as double) as least_score
),

records as (
    select
        coalesce(cases.case_type, 'not known') as case_type,
        coalesce(cases.receipt_type, 'not known') as receipt_type,
        year(crown_records.record_date) as receipt_year,
        best.match_probability as score,
        true_cases.main_mc_defendant_id is not null as has_true_case,
        best.mc_defendant_id = true_cases.main_mc_defendant_id as is_main_case,
        list_contains(true_cases.mc_defendant_ids, best.mc_defendant_id) as is_true_case,
        coalesce(further_cases.n_further_cases, 0) as n_further_cases,
        coalesce(further_cases.further_scores, []) as further_scores,
    from crown_records
    left join defendants_on_case
        on crown_records.record_key = cast(defendants_on_case.defendant_on_case_id as varchar)
    left join cases on defendants_on_case.case_id = cases.case_id
    left join best
        on crown_records.record_key = best.cc_defendant_on_case_id
    left join true_cases on crown_records.record_key = true_cases.cc_defendant_on_case_id
    left join further_cases on crown_records.record_key = further_cases.cc_defendant_on_case_id
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
    select count(*) > 0 as has_truth, from truth
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

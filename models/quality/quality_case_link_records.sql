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
)

select
    crown_records.record_id,
    coalesce(cast(cases.court_code as varchar), 'not known') as court,
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

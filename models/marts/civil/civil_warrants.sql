with cases as (
    select * from {{ ref('people_caseman__cases') }}
    where {{ in_coverage('civil_warrants', 'issue_date') | indent }}
),

warrants as (
    select * from {{ ref('people_caseman__warrants') }}
),

-- One row a warrant: the last judgment before it.
judgments as (
    select
        warrants.warrant_key,
        max(judgments.judgment_date) as judgment_date,
    from warrants
    inner join {{ ref('people_caseman__judgments') }} as judgments
        on
            warrants.case_key = judgments.case_key
            and judgments.judgment_date <= warrants.issue_date
    group by warrants.warrant_key
)

select
    {{ hash_key('civil_warrant_id', 'warrants.warrant_key') }} as warrant_id_hash,
    {{ hash_key('civil_case_id', 'cases.case_key') }} as case_id_hash,
    cast(warrants.warrant_number as integer) as warrant_number,
    warrants.warrant_type as warrant_type_code,
    types.description as warrant_type_desc,
    {{ iso_date('warrants.issue_date') }} as warrant_date,
    cast(warrants.issue_date - judgments.judgment_date as integer) as days_from_judgment,
    warrants.warrant_amount,
    warrants.warrant_fee as fee_amount,
    cast(warrants.defendant_number as integer) as defendant_number,
    warrants.executing_court_code,
    courts.description as executing_court_desc,
    warrants.warrant_result as warrant_result_code,
    results.description as warrant_result_desc,
    {{ iso_date('warrants.result_date') }} as result_date,
    cast(warrants.result_date - warrants.issue_date as integer) as days_to_result,
from warrants
inner join cases on warrants.case_key = cases.case_key
left join judgments on warrants.warrant_key = judgments.warrant_key
left join {{ ref('civil_warrant_types') }} as types on warrants.warrant_type = types.code
left join {{ ref('civil_courts') }} as courts on warrants.executing_court_code = courts.code
left join {{ ref('civil_warrant_results') }} as results on warrants.warrant_result = results.code
order by warrant_id_hash

with cases as (
    select * from {{ ref('people_caseman__cases') }}
    where {{ in_coverage('civil_hearings', 'issue_date') | indent }}
),

hearings as (
    select * from {{ ref('people_caseman__hearings') }}
)

select
    {{ hash_key('civil_hearing_id', 'hearings.hearing_key') }} as hearing_id_hash,
    {{ hash_key('civil_case_id', 'cases.case_key') }} as case_id_hash,
    cast(hearings.hearing_number as integer) as hearing_number,
    hearings.hearing_type as hearing_type_code,
    types.description as hearing_type_desc,
    hearings.court_code,
    courts.description as court_desc,
    {{ iso_date('hearings.hearing_date') }} as hearing_date,
    cast(hearings.hearing_date - cases.issue_date as integer) as days_from_issue,
from hearings
inner join cases on hearings.case_key = cases.case_key
left join {{ ref('civil_hearing_types') }} as types on hearings.hearing_type = types.code
left join {{ ref('civil_courts') }} as courts on hearings.court_code = courts.code
order by hearing_id_hash

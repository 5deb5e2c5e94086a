with cases as (
    select * from {{ ref('people_caseman__cases') }}
    where {{ in_coverage('civil_judgments', 'issue_date') | indent }}
),

judgments as (
    select * from {{ ref('people_caseman__judgments') }}
)

select
    {{ hash_key('civil_judgment_id', 'judgments.judgment_key') }} as judgment_id_hash,
    {{ hash_key('civil_case_id', 'cases.case_key') }} as case_id_hash,
    cast(judgments.judgment_number as integer) as judgment_number,
    judgments.judgment_type as judgment_type_code,
    types.description as judgment_type_desc,
    {{ iso_date('judgments.judgment_date') }} as judgment_date,
    cast(judgments.judgment_date - cases.issue_date as integer) as days_from_issue,
    judgments.judgment_amount,
    judgments.judgment_costs as costs_amount,
    judgments.instalment_amount,
    {{ iso_date('judgments.paid_date') }} as paid_date,
    cast(judgments.paid_date - judgments.judgment_date as integer) as days_to_payment,
    {{ iso_date('judgments.set_aside_date') }} as set_aside_date,
from judgments
inner join cases on judgments.case_key = cases.case_key
left join {{ ref('civil_judgment_types') }} as types on judgments.judgment_type = types.code
order by judgment_id_hash

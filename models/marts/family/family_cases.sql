{%- set case_types = ref('familyman_case_types') -%}
{%- set statuses = ref('familyman_case_statuses') -%}
{%- set courts = ref('familyman_courts') -%}
{%- set order_types = ref('familyman_order_types') -%}
{%- set facts = ref('familyman_divorce_facts') -%}

with cases as (
    select * from {{ ref('people_familyman__cases') }}
    where {{ in_coverage('family_cases', 'receipt_date') | indent }}
),

outcomes as (
    select * from {{ ref('familyman_outcomes') }}
),

representations as (
    select * from {{ ref('familyman_representations') }}
)

select
    {{ hash_key('family_case_number', 'cases.case_number') }} as case_number_hash,

    -- The case and its court.
    {{ kept_code('case_types.code', 'cases.case_type_code') | indent }} as case_type_code,
    case_types.description as case_type_desc,
    {{ kept_code('statuses.code', 'cases.case_status_code') | indent }} as case_status_code,
    statuses.description as case_status_desc,
    {{ kept_code('creating_courts.court_code', 'cases.creating_court_prefix') | indent }}
        as creating_court_code,
    creating_courts.court_name as creating_court_desc,
    creating_courts.region as creating_court_region,
    {{ kept_code('home_courts.court_code', 'cases.home_court_prefix') | indent }}
        as home_court_code,
    home_courts.court_name as home_court_desc,
    coalesce(cases.high_court = 'Y', false) as is_high_court,

    -- Dates and timeliness.
    {{ iso_date('cases.receipt_date') }} as receipt_date,
    {{ iso_date('cases.issue_date') }} as issue_date,
    {{ iso_date('cases.first_hearing_date') }} as first_hearing_date,
    {{ iso_date('cases.final_order_date') }} as final_order_date,
    {{ iso_date('cases.closed_date') }} as closed_date,
    cast(cases.first_hearing_date - cases.receipt_date as integer) as days_to_first_hearing,
    cast(cases.final_order_date - cases.receipt_date as integer) as days_to_final_order,
    cast((cases.final_order_date - cases.receipt_date) // 7 as integer) as weeks_to_final_order,

    -- What was applied for and how it ended.
    {{ kept_code('application_types.code', 'cases.application_type_code') | indent }}
        as application_type_code,
    application_types.description as application_type_desc,
    cast(coalesce(cases.n_applications, 0) as integer) as number_of_applications,
    outcomes.code as outcome_code,
    outcomes.description as outcome_desc,
    cast(coalesce(cases.n_orders, 0) as integer) as number_of_orders,
    cast(coalesce(cases.n_hearings, 0) as integer) as number_of_hearings,

    -- Parties and their representation.
    cast(coalesce(cases.n_parties, 0) as integer) as number_of_parties,
    cast(coalesce(cases.n_children, 0) as integer) as number_of_children,
    representations.code as representation_code,
    representations.description as representation_desc,

    -- Related cases; marriage and divorce.
    {{ hash_key('family_case_number', 'cases.related_case_number') }} as related_case_number_hash,
    cast(cases.n_related_cases as integer) as number_of_related_cases,
    {{ age_at('cases.marriage_date', 'cases.receipt_date') | indent }} as marriage_length_years,
    {{ kept_code('facts.code', 'cases.divorce_fact_code') | indent }} as divorce_fact_code,
    facts.description as divorce_fact_desc,
    case cases.contested when 'Y' then true when 'N' then false end as is_contested,
from cases
left join {{ case_types }} as case_types on cases.case_type_code = case_types.code
left join {{ statuses }} as statuses on cases.case_status_code = statuses.code
left join {{ courts }} as creating_courts on cases.creating_court_prefix = creating_courts.prefix
left join {{ courts }} as home_courts on cases.home_court_prefix = home_courts.prefix
left join {{ order_types }} as application_types
    on cases.application_type_code = application_types.code
left join outcomes on cases.outcome_code = outcomes.code
left join representations on cases.representation_code = representations.code
left join {{ facts }} as facts on cases.divorce_fact_code = facts.code
order by case_number_hash

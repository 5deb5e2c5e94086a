with cases as (
    select * from {{ ref('stg_familyman__cases') }}
),

events as (
    select * from {{ ref('people_familyman__events') }}
),

field_models as (
    select * from {{ ref('familyman_field_models') }}
    where entity = 'case'
),

-- One row a case: the fields that are published, as columns.
fields as (
    select
        case_fields.case_number,
        min({{ parse_date('field_value') | indent(8) }})
            filter (where field_models.content = 'issue date') as issue_date,
        min({{ parse_date('field_value') | indent(8) }})
            filter (where field_models.content = 'marriage date') as marriage_date,
        max(field_value) filter (where field_models.content = 'divorce fact') as divorce_fact_code,
        max(upper(field_value)) filter (where field_models.content = 'contested') as contested,
        max(upper(field_value)) filter (where field_models.content = 'high court') as high_court,
    from {{ ref('stg_familyman__case_fields') }} as case_fields
    inner join field_models on case_fields.field_model = field_models.code
    group by case_fields.case_number
),

-- One row a case. Vacated hearings did not take place; the last order that ends a case counts.
counted as (
    select
        case_number,
        arg_min(order_type_code, event_number) filter (where event_group = 'application')
            as application_type_code,
        count(*) filter (where event_group = 'application') as n_applications,
        count(*) filter (where event_group = 'order') as n_orders,
        count(*) filter (where hearing_date is not null and not is_vacated) as n_hearings,
        min(hearing_date) filter (where not is_vacated) as first_hearing_date,
        max(event_date) filter (where is_final_order) as final_order_date,
        arg_max(outcome_code, event_number) filter (where is_final_order) as outcome_code,
    from events
    group by case_number
),

role_models as (
    select * from {{ ref('familyman_role_models') }}
    where role_group in ('applicant', 'respondent', 'child')
),

-- One row a case: parties of all kinds, local authorities too, but not their solicitors.
parties as (
    select
        roles.case_number,
        count(distinct roles.party_id) as n_parties,
        count(distinct roles.party_id) filter (where role_group = 'child') as n_children,
        bool_or(representative_role_id is not null) filter (where role_group = 'applicant')
            as applicant_is_represented,
        bool_or(representative_role_id is not null) filter (where role_group = 'respondent')
            as respondent_is_represented,
    from {{ ref('stg_familyman__roles') }} as roles
    inner join role_models on roles.role_model = role_models.code
    where not roles.is_deleted
    group by roles.case_number
),

-- One row a case: cases that it is linked with, in either direction, and the first that it follows.
related as (
    select
        case_number,
        count(distinct other_case_number) as n_related_cases,
        min(other_case_number) filter (where follows) as related_case_number,
    from (
        select case_number, linked_case_number as other_case_number, true as follows,
        from {{ ref('stg_familyman__links') }}
        union all
        select linked_case_number, case_number, false,
        from {{ ref('stg_familyman__links') }}
    ) as both_ways
    group by case_number
)

select
    cases.*,
    fields.* exclude (case_number),
    counted.* exclude (case_number),
    parties.* exclude (case_number),
    coalesce(related.n_related_cases, 0) as n_related_cases,
    related.related_case_number,
    case
        when parties.applicant_is_represented and parties.respondent_is_represented then 'B'
        when parties.applicant_is_represented then 'A'
        when parties.respondent_is_represented then 'R'
        when parties.case_number is not null then 'N'
    end as representation_code,
from cases
left join fields on cases.case_number = fields.case_number
left join counted on cases.case_number = counted.case_number
left join parties on cases.case_number = parties.case_number
left join related on cases.case_number = related.case_number

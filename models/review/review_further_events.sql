{{ config(materialized='view') }}

-- What happened outside courts of crime, prison and probation: by record, of every person record.
with family as (
    select
        parties.source_dataset,
        parties.record_key,
        parties.case_number,
        parties.receipt_date,
        coalesce(lower(roles.description), 'party') as role,
    from {{ ref('people_familyman__parties') }} as parties
    left join {{ ref('familyman_role_models') }} as roles on parties.role_model = roles.code
),

civil as (
    select
        'civil_caseman_pcol' as source_dataset,
        parties.record_key,
        parties.case_key,
        coalesce(lower(roles.description), 'party') as role,
    from {{ ref('people_caseman__parties') }} as parties
    left join {{ ref('civil_party_roles') }} as roles on parties.party_role = roles.code
    where parties.excluded_reason is null
)

select
    source_dataset,
    record_key,
    receipt_date as event_date,
    'family case received: ' || role as event,
from family
union all
select
    family.source_dataset,
    family.record_key,
    cases.final_order_date as event_date,
    'family case ended: ' || family.role as event,
from family
inner join {{ ref('people_familyman__cases') }} as cases on family.case_number = cases.case_number
where cases.final_order_date is not null
union all
select
    civil.source_dataset,
    civil.record_key,
    cases.issue_date as event_date,
    'civil claim issued: ' || civil.role as event,
from civil
inner join {{ ref('people_caseman__cases') }} as cases on civil.case_key = cases.case_key
union all
select
    civil.source_dataset,
    civil.record_key,
    judgments.judgment_date as event_date,
    'civil judgment: ' || civil.role as event,
from civil
inner join {{ ref('people_caseman__judgments') }} as judgments
    on civil.case_key = judgments.case_key
union all
select
    assessments.source_dataset,
    assessments.record_key,
    assessments.initiation_date as event_date,
    'assessed: ' || coalesce(lower(purposes.description), 'purpose not known') as event,
from {{ ref('people_oasys__assessments') }} as assessments
left join {{ ref('oasys_purposes') }} as purposes on assessments.purpose_code = purposes.code

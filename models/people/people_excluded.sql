with libra_records as (
    select
        case
            when defendant_type = 'O' then 'company'
            when {{ is_company_name('forename1', 'surname') | indent(12) }}
                then 'company entered as a person'
        end as reason,
    from {{ ref('stg_libra__defendants') }}
),

libra as (
    select
        'mags_hocas' as source_dataset,
        reason,
        count(*) as n_records,
    from libra_records
    where reason is not null
    group by reason
),

xhibit_records as (
    select
        case
            when not coalesce(case_types.is_published, false)
                then 'type of case not published'
            when defendants.company_marker = 'Y' then 'company'
            when {{ is_company_name('defendants.first_name', 'defendants.surname') | indent(12) }}
                then 'company entered as a person'
        end as reason,
    from {{ ref('stg_xhibit__defendant_on_case') }} as defendants_on_case
    left join {{ ref('stg_xhibit__case') }} as cases
        on defendants_on_case.case_id = cases.case_id
    left join {{ ref('xhibit_case_types') }} as case_types
        on cases.case_type = case_types.case_type
    left join {{ ref('stg_xhibit__defendant') }} as defendants
        on defendants_on_case.defendant_id = defendants.defendant_id
),

xhibit as (
    select
        'crown_xhibit' as source_dataset,
        reason,
        count(*) as n_records,
    from xhibit_records
    where reason is not null
    group by reason
),

delius as (
    select
        'probation_delius' as source_dataset,
        'deleted in the source' as reason,
        count(*) as n_records,
    from {{ ref('stg_delius__offender') }}
    where is_soft_deleted
    having count(*) > 0
),

-- One row a party on a case, as a person record is.
familyman_records as (
    select
        case
            when bool_and(roles.is_deleted) then 'deleted in the source'
            when any_value(parties.organisation_name) is not null then 'organisation'
            when bool_or({{ is_company_name('parties.forename1', 'parties.surname') | indent(12) }})
                then 'company entered as a person'
        end as reason,
    from {{ ref('stg_familyman__roles') }} as roles
    left join {{ ref('stg_familyman__parties') }} as parties
        on roles.party_id = parties.party_id
    group by roles.case_number, roles.party_id
),

familyman as (
    select
        'familyman' as source_dataset,
        reason,
        count(*) as n_records,
    from familyman_records
    where reason is not null
    group by reason
),

civil as (
    select
        'civil_caseman_pcol' as source_dataset,
        excluded_reason as reason,
        count(*) as n_records,
    from {{ ref('people_caseman__parties') }}
    where excluded_reason is not null
    group by excluded_reason
),

oasys as (
    select
        'prison_oasys' as source_dataset,
        'deleted in the source' as reason,
        count(*) as n_records,
    from {{ ref('stg_oasys__offender') }}
    where deleted_date is not null
    having count(*) > 0
)

select * from libra
union all
select * from xhibit
union all
select * from delius
union all
select * from familyman
union all
select * from civil
union all
select * from oasys

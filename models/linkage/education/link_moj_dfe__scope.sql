with offenders as (
    select * from {{ ref('stg_pnc__offenders') }}
),

-- One row an offender: convictions and cautions up to the day of the extract.
records as (
    select
        offender_id,
        min(record_date) as first_record_date,
        max(record_date) as last_record_date,
    from {{ ref('stg_pnc__offences') }}
    where {{ in_coverage('pnc_offences', 'record_date') }}
    group by offender_id
),

dated as (
    select
        offenders.offender_id,
        {{ data_first.standardise_dob('offenders.birth_date', "date '2017-12-31'") | indent(8) }}
            as date_of_birth,
        records.first_record_date,
        records.last_record_date,
    from offenders
    left join records on offenders.offender_id = records.offender_id
)

select
    *,
    case
        when date_of_birth is null then 'no date of birth'
        when not {{ in_coverage('pnc_offenders', 'date_of_birth') }} then 'born too early'
        when last_record_date is null then 'no record'
        when last_record_date < date '2000-01-01' then 'no record since 2000'
        else 'in scope'
    end as scope_status,
from dated

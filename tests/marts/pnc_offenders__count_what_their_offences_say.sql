-- A row here is an offender whose counts are not those of the published offences.
with offences as (
    select
        mojuid,
        count(*) as n_offences,
        count(distinct recno) as n_records,
        count(distinct recno) filter (where conviction = 1) as n_convictions,
        min(cdate) as first_date,
        max(cdate) as last_date,
    from {{ ref('pnc_offences') }}
    group by mojuid
)

select offenders.mojuid
from {{ ref('pnc_offenders') }} as offenders
left join offences on offenders.mojuid = offences.mojuid
where
    offenders.number_of_offences is distinct from offences.n_offences
    or offenders.number_of_records is distinct from offences.n_records
    or offenders.number_of_convictions is distinct from offences.n_convictions
    or offenders.first_record_date is distinct from offences.first_date
    or offenders.last_record_date is distinct from offences.last_date

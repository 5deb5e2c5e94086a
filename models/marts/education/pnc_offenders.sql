with scope as (
    select * from {{ ref('link_moj_dfe__scope') }}
    where scope_status = 'in scope'
),

offenders as (
    select
        *,
        {{ data_first.standardise_postcode('postcode') | indent(8) }} as postcode_std,
    from {{ ref('stg_pnc__offenders') }}
),

-- One row an offender: what the record holds up to the day of the extract.
counted as (
    select
        offences.offender_id,
        count(*) as n_offences,
        count(distinct offences.record_number) as n_records,
        count(distinct offences.record_number) filter (where types.is_conviction) as n_convictions,
        count(distinct offences.record_number) filter (where not types.is_conviction)
            as n_cautions,
    from {{ ref('stg_pnc__offences') }} as offences
    left join {{ ref('pnc_record_types') }} as types on offences.record_type_code = types.code
    where {{ in_coverage('pnc_offences', 'offences.record_date') }}
    group by offences.offender_id
),

resolved as (
    select * from {{ ref('link_moj_dfe__resolved') }}
),

statuses as (
    select * from {{ ref('moj_dfe_statuses') }}
),

-- One row a postcode, so that the join below cannot multiply offenders.
areas as (
    select postcode_std, min(lsoa_code) as lsoa_code
    from {{ ref('stg_reference__postcode_lookup') }}
    where postcode_std is not null
    group by postcode_std
)

select
    {{ hash_key('mojuid', 'scope.offender_id') }} as mojuid,
    {{ kept_code('sexes.code', 'offenders.sex_code') | indent }} as gender_code,
    sexes.description as gender_desc,
    {{ kept_code('appearances.code', 'offenders.ethnic_appearance_code') | indent }}
        as ethnic_appearance_code,
    appearances.description as ethnic_appearance_desc,
    appearances.ethnic_group,
    {{ iso_date('scope.first_record_date') }} as first_record_date,
    {{ iso_date('scope.last_record_date') }} as last_record_date,
    {{ age_at('scope.date_of_birth', 'scope.first_record_date') }} as age_at_first_record,
    {{ age_at('scope.date_of_birth', "date '2017-12-31'") }} as age_at_extract,
    cast(counted.n_records as integer) as number_of_records,
    cast(counted.n_convictions as integer) as number_of_convictions,
    cast(counted.n_cautions as integer) as number_of_cautions,
    cast(counted.n_offences as integer) as number_of_offences,
    areas.lsoa_code as lsoa_residence,
    statuses.code as link_status_code,
    statuses.description as link_status_desc,
    resolved.status = 'linked' as is_linked,
from scope
inner join offenders on scope.offender_id = offenders.offender_id
inner join counted on scope.offender_id = counted.offender_id
inner join resolved on cast(scope.offender_id as varchar) = resolved.offender_key
left join statuses on resolved.status = statuses.code
left join {{ ref('pnc_sexes') }} as sexes on offenders.sex_code = sexes.code
left join {{ ref('pnc_ethnic_appearances') }} as appearances
    on offenders.ethnic_appearance_code = appearances.code
left join areas on offenders.postcode_std = areas.postcode_std

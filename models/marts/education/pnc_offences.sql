with scope as (
    select * from {{ ref('link_moj_dfe__scope') }}
    where scope_status = 'in scope'
),

offences as (
    select * from {{ ref('stg_pnc__offences') }}
    where {{ in_coverage('pnc_offences', 'record_date') }}
)

select
    {{ hash_key('mojuid', 'offences.offender_id') }} as mojuid,
    {{ hash_key('offence_id', 'offences.offence_id') }} as offence_id_hash,
    cast(offences.record_number as integer) as recno,
    cast(offences.offence_number as integer) as offnum,
    {{ kept_code('codes.code', 'offences.offence_code') | indent }} as offence,
    codes.description as offence_desc,
    groups.code as offtype,
    groups.description as offtype_desc,
    groups.is_indictable as is_indictable_group,
    {{ iso_date('offences.offence_date') }} as offdate,
    {{ iso_date('offences.record_date') }} as cdate,
    cast(year(offences.offence_date) as integer) as yearoff,
    {{ age_at('scope.date_of_birth', 'offences.offence_date') }} as offenceage,
    cast(types.is_conviction as integer) as conviction,
    {{ kept_code('types.code', 'offences.record_type_code') | indent }} as record_type_code,
    types.description as record_type_desc,
    {{ kept_code('pleas.code', 'offences.plea_code') | indent }} as plea_code,
    pleas.description as plea_desc,
    {{ kept_code('countries.code', 'offences.country_code') | indent }} as country,
    countries.description as country_desc,
from offences
inner join scope on offences.offender_id = scope.offender_id
left join {{ ref('pnc_offence_codes') }} as codes on offences.offence_code = codes.code
left join {{ ref('pnc_offence_types') }} as groups on codes.offence_type = groups.code
left join {{ ref('pnc_record_types') }} as types on offences.record_type_code = types.code
left join {{ ref('pnc_pleas') }} as pleas on offences.plea_code = pleas.code
left join {{ ref('pnc_countries') }} as countries on offences.country_code = countries.code

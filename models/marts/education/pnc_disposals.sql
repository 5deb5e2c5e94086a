with scope as (
    select * from {{ ref('link_moj_dfe__scope') }}
    where scope_status = 'in scope'
),

offences as (
    select * from {{ ref('stg_pnc__offences') }}
    where {{ in_coverage('pnc_disposals', 'record_date') }}
),

disposals as (
    select * from {{ ref('stg_pnc__disposals') }}
)

select
    {{ hash_key('mojuid', 'offences.offender_id') }} as mojuid,
    {{ hash_key('offence_id', 'offences.offence_id') }} as offence_id_hash,
    cast(offences.record_number as integer) as recno,
    cast(offences.offence_number as integer) as offnum,
    cast(disposals.disposal_number as integer) as disposal_number,
    {{ kept_code('types.code', 'disposals.disposal_code') | indent }} as disposal_code,
    types.description as disposal_desc,
    types.disposal_group,
    -- Life has no length: it is told by is_life_sentence alone.
    cast(round(disposals.duration * units.days) as integer) as length_days,
    coalesce(units.code = 'L', false) as is_life_sentence,
    {{ kept_code('units.code', 'disposals.duration_unit_code') | indent }} as duration_unit_code,
    units.description as duration_unit_desc,
    disposals.fine_amount,
from disposals
inner join offences on disposals.offence_id = offences.offence_id
inner join scope on offences.offender_id = scope.offender_id
left join {{ ref('pnc_disposal_types') }} as types on disposals.disposal_code = types.code
left join {{ ref('pnc_duration_units') }} as units on disposals.duration_unit_code = units.code

with absence as (
    select
        *,
        sessions_authorised + sessions_unauthorised as sessions_missed,
    from {{ ref('stg_npd__absence') }}
    where {{ in_coverage('npd_absence', 'make_date(cast(school_year as integer), 8, 31)') }}
)

select
    {{ hash_key('pmra', 'absence.pupil_id') }} as pmra,
    cast(absence.school_year as integer) as school_year,
    {{ kept_code('terms.code', 'absence.term_code') | indent }} as term_code,
    terms.description as term_desc,
    cast(absence.sessions_possible as integer) as sessions_possible,
    cast(absence.sessions_authorised as integer) as sessions_authorised,
    cast(absence.sessions_unauthorised as integer) as sessions_unauthorised,
    cast(absence.sessions_missed as integer) as sessions_missed,
    absence.sessions_missed / nullif(absence.sessions_possible, 0) as absence_rate,
    absence.sessions_missed / nullif(absence.sessions_possible, 0) >= 0.1 as is_persistently_absent,
from absence
left join {{ ref('npd_terms') }} as terms on absence.term_code = terms.code

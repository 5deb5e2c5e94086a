with hearings as (
    select
        'caseman|' || given.hearing_id as hearing_key,
        'caseman|' || given.case_number as case_key,
        {{ kept_code('codes.civil_code', 'given.hearing_type_code') }} as hearing_type,
        given.hearing_date,
        {{ kept_code('courts.code', 'given.court_code') }} as court_code,
    from {{ ref('stg_caseman__hearings') }} as given
    left join {{ ref('caseman_codes') }} as codes
        on codes.code_set = 'hearing_type' and given.hearing_type_code = codes.code
    left join {{ ref('civil_courts') }} as courts on given.court_code = courts.code
    union all
    select
        'pcol|' || given.hearing_id as hearing_key,
        'pcol|' || given.claim_id as case_key,
        {{ kept_code('codes.civil_code', 'given.hearing_type_code') }} as hearing_type,
        given.hearing_date,
        {{ kept_code('courts.code', 'given.court_code') }} as court_code,
    from {{ ref('stg_pcol__hearing') }} as given
    left join {{ ref('pcol_codes') }} as codes
        on codes.code_set = 'hearing_type' and given.hearing_type_code = codes.code
    left join {{ ref('civil_courts') }} as courts on given.court_code = courts.code
)

select
    *,
    row_number() over (
        partition by case_key order by hearing_date nulls last, hearing_key
    ) as hearing_number,
from hearings

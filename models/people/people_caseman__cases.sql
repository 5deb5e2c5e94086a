with caseman_codes as (
    select * from {{ ref('caseman_codes') }}
),

pcol_codes as (
    select * from {{ ref('pcol_codes') }}
),

caseman as (
    select
        'caseman' as source_system,
        'caseman|' || cases.case_number as case_key,
        {{ kept_code('types.civil_code', 'cases.case_type_code') }} as case_type,
        {{ kept_code('courts.code', 'cases.court_code') }} as court_code,
        cases.issue_date,
        cases.service_date,
        cases.amount_claimed,
        cases.court_fee,
        cases.solicitor_costs,
        {{ kept_code('tracks.civil_code', 'cases.track_code') }} as track,
    from {{ ref('stg_caseman__cases') }} as cases
    left join caseman_codes as types
        on types.code_set = 'case_type' and cases.case_type_code = types.code
    left join caseman_codes as tracks
        on tracks.code_set = 'track' and cases.track_code = tracks.code
    left join {{ ref('civil_courts') }} as courts on cases.court_code = courts.code
),

pcol as (
    select
        'pcol' as source_system,
        'pcol|' || claims.claim_id as case_key,
        {{ kept_code('types.civil_code', 'claims.claim_type_code') }} as case_type,
        {{ kept_code('courts.code', 'claims.court_code') }} as court_code,
        claims.issue_date,
        cast(null as date) as service_date,
        claims.amount_claimed,
        claims.court_fee,
        claims.solicitor_costs,
        cast(null as varchar) as track,
    from {{ ref('stg_pcol__claim') }} as claims
    left join pcol_codes as types
        on types.code_set = 'claim_type' and claims.claim_type_code = types.code
    left join {{ ref('civil_courts') }} as courts on claims.court_code = courts.code
)

select * from caseman
union all
select * from pcol

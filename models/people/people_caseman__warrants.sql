-- One row a warrant: the report of the latest day, and of that day the last one entered.
with caseman_results as (
    select
        warrant_id,
        arg_max(return_code, (coalesce(return_date, date '0001-01-01'), warrant_return_id))
            as return_code,
        max(return_date) as return_date,
    from {{ ref('stg_caseman__warrant_returns') }}
    group by warrant_id
),

pcol_results as (
    select
        warrant_id,
        arg_max(return_code, (coalesce(return_date, date '0001-01-01'), warrant_return_id))
            as return_code,
        max(return_date) as return_date,
    from {{ ref('stg_pcol__warrant_return') }}
    group by warrant_id
),

warrants as (
    select
        'caseman|' || given.warrant_id as warrant_key,
        'caseman|' || given.case_number as case_key,
        {{ kept_code('types.civil_code', 'given.warrant_type_code') }} as warrant_type,
        given.issue_date,
        given.warrant_amount,
        given.warrant_fee,
        given.party_number as defendant_number,
        {{ kept_code('courts.code', 'given.executing_court_code') }}
            as executing_court_code,
        {{ kept_code('codes.civil_code', 'results.return_code') }} as warrant_result,
        results.return_date as result_date,
    from {{ ref('stg_caseman__warrants') }} as given
    left join caseman_results as results on given.warrant_id = results.warrant_id
    left join {{ ref('caseman_codes') }} as types
        on types.code_set = 'warrant_type' and given.warrant_type_code = types.code
    left join {{ ref('civil_courts') }} as courts on given.executing_court_code = courts.code
    left join {{ ref('caseman_codes') }} as codes
        on codes.code_set = 'warrant_return' and results.return_code = codes.code
    union all
    select
        'pcol|' || given.warrant_id as warrant_key,
        'pcol|' || given.claim_id as case_key,
        'possession' as warrant_type,
        given.issue_date,
        given.warrant_amount,
        given.warrant_fee,
        cast(null as bigint) as defendant_number,
        cast(null as varchar) as executing_court_code,
        {{ kept_code('codes.civil_code', 'results.return_code') }} as warrant_result,
        results.return_date as result_date,
    from {{ ref('stg_pcol__warrant') }} as given
    left join pcol_results as results on given.warrant_id = results.warrant_id
    left join {{ ref('pcol_codes') }} as codes
        on codes.code_set = 'warrant_return' and results.return_code = codes.code
)

select
    *,
    row_number() over (
        partition by case_key order by issue_date nulls last, warrant_key
    ) as warrant_number,
from warrants

with judgments as (
    select
        'caseman|' || given.judgment_id as judgment_key,
        'caseman|' || given.case_number as case_key,
        {{ kept_code('codes.civil_code', 'given.order_type_code') }} as judgment_type,
        given.judgment_date,
        given.judgment_amount,
        given.judgment_costs,
        given.instalment_amount,
        given.paid_date,
        given.set_aside_date,
    from {{ ref('stg_caseman__judgments') }} as given
    left join {{ ref('caseman_codes') }} as codes
        on codes.code_set = 'order_type' and given.order_type_code = codes.code
    union all
    select
        'pcol|' || given.judgement_id as judgment_key,
        'pcol|' || given.claim_id as case_key,
        {{ kept_code('codes.civil_code', 'given.judgement_type_code') }} as judgment_type,
        given.judgement_date as judgment_date,
        given.arrears_amount as judgment_amount,
        given.costs_amount as judgment_costs,
        given.instalment_amount,
        cast(null as date) as paid_date,
        cast(null as date) as set_aside_date,
    from {{ ref('stg_pcol__judgement') }} as given
    left join {{ ref('pcol_codes') }} as codes
        on codes.code_set = 'judgement_type' and given.judgement_type_code = codes.code
)

select
    *,
    -- 1 is the first judgment of the case.
    row_number() over (
        partition by case_key order by judgment_date nulls last, judgment_key
    ) as judgment_number,
from judgments

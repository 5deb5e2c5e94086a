with caseman_codes as (
    select * from {{ ref('caseman_codes') }}
),

pcol_codes as (
    select * from {{ ref('pcol_codes') }}
)

select
    'caseman|event|' || events.case_event_id as event_key,
    'caseman|' || events.case_number as case_key,
    {{ kept_code('codes.civil_code', 'events.standard_event_code') }} as event_type,
    events.event_date,
from {{ ref('stg_caseman__case_events') }} as events
left join caseman_codes as codes
    on codes.code_set = 'standard_event' and events.standard_event_code = codes.code
union all
select
    'caseman|ae|' || events.ae_event_id as event_key,
    'caseman|' || events.case_number as case_key,
    {{ kept_code('codes.civil_code', 'events.ae_event_code') }} as event_type,
    events.event_date,
from {{ ref('stg_caseman__ae_events') }} as events
left join caseman_codes as codes
    on codes.code_set = 'ae_event' and events.ae_event_code = codes.code
union all
select
    'pcol|event|' || events.claim_event_id as event_key,
    'pcol|' || events.claim_id as case_key,
    {{ kept_code('codes.civil_code', 'events.event_code') }} as event_type,
    events.event_date,
from {{ ref('stg_pcol__claim_event') }} as events
left join pcol_codes as codes
    on codes.code_set = 'event' and events.event_code = codes.code

{%- set event_models = ref('familyman_event_models') -%}
{%- set courts = ref('familyman_courts') -%}
{%- set order_types = ref('familyman_order_types') -%}
{%- set hearing_types = ref('familyman_hearing_types') -%}

-- Events of published cases, also those after the last day of receipt.
with cases as (
    select * from {{ ref('stg_familyman__cases') }}
    where {{ in_coverage('family_events', 'receipt_date') | indent }}
),

events as (
    select * from {{ ref('people_familyman__events') }}
),

outcomes as (
    select * from {{ ref('familyman_outcomes') }}
)

select
    {{ hash_key('family_event_id', 'events.event_id') }} as event_id_hash,
    {{ hash_key('family_case_number', 'events.case_number') }} as case_number_hash,
    cast(events.event_number as integer) as event_number,
    {{ kept_code('event_models.code', 'events.event_model') | indent }} as event_model_code,
    event_models.description as event_model_desc,
    event_models.event_group,
    {{ iso_date('events.receipt_date') }} as receipt_date,
    {{ iso_date('events.entry_date') }} as entry_date,
    {{ kept_code('courts.court_code', 'events.creating_court_prefix') | indent }} as court_code,
    courts.court_name as court_desc,

    -- What is applied for or ordered.
    {{ kept_code('order_types.code', 'events.order_type_code') | indent }} as order_type_code,
    order_types.description as order_type_desc,
    cast(events.n_order_types as integer) as number_of_order_types,
    outcomes.code as outcome_code,
    outcomes.description as outcome_desc,
    events.is_final_order,
    cast(coalesce(events.n_children, 0) as integer) as number_of_children,

    -- The hearing that is announced.
    {{ iso_date('events.hearing_date') }} as hearing_date,
    {{ kept_code('hearing_types.code', 'events.hearing_type_code') | indent }}
        as hearing_type_code,
    hearing_types.description as hearing_type_desc,
    events.is_vacated as is_hearing_vacated,
from events
inner join cases on events.case_number = cases.case_number
left join {{ event_models }} as event_models on events.event_model = event_models.code
left join {{ courts }} as courts on events.creating_court_prefix = courts.prefix
left join {{ order_types }} as order_types on events.order_type_code = order_types.code
left join {{ hearing_types }} as hearing_types on events.hearing_type_code = hearing_types.code
left join outcomes on events.outcome_code = outcomes.code
order by event_id_hash

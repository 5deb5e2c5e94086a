with events as (
    select * from {{ ref('stg_familyman__events') }}
    where not is_error
),

event_models as (
    select * from {{ ref('familyman_event_models') }}
),

field_models as (
    select * from {{ ref('familyman_field_models') }}
    where entity = 'event'
),

-- One row an event: the fields that are published, as columns.
fields as (
    select
        event_fields.event_id,
        max(field_value) filter (where field_models.content = 'order types') as order_types,
        max(field_value) filter (where field_models.content = 'children') as children,
        max(upper(field_value)) filter (where field_models.content = 'final order') as final_order,
        max(upper(field_value)) filter (where field_models.content = 'attendance') as attendance,
    from {{ ref('stg_familyman__event_fields') }} as event_fields
    inner join field_models on event_fields.field_model = field_models.code
    group by event_fields.event_id
),

-- One row an event that gives notice of a hearing; the first one, if it names several.
hearings as (
    select
        event_id,
        min(hearing_date) as hearing_date,
        arg_min(hearing_type_code, hearing_id) as hearing_type_code,
        bool_and(is_vacated) as is_vacated,
    from {{ ref('stg_familyman__hearings') }}
    group by event_id
),

-- One row a case: its children. An event that names none is about all of them.
case_children as (
    select
        case_number,
        count(*) as n_children,
    from {{ ref('people_familyman__parties') }}
    where role_group = 'child'
    group by case_number
),

described as (
    select
        events.*,
        -- Orders are dated by their receipt, or else by their entry.
        coalesce(events.receipt_date, events.entry_date) as event_date,
        event_models.event_group,
        coalesce(fields.order_types, event_models.order_type_code) as order_types,
        event_models.outcome_code as model_outcome,
        fields.final_order,
        event_models.is_final,
        fields.attendance,
        hearings.hearing_date,
        hearings.hearing_type_code,
        hearings.is_vacated,
        coalesce(
            len(regexp_extract_all(fields.children, '[0-9]+')), case_children.n_children
        ) as n_children,
    from events
    left join event_models on events.event_model = event_models.code
    left join fields on events.event_id = fields.event_id
    left join hearings on events.event_id = hearings.event_id
    left join case_children on events.case_number = case_children.case_number
)

select
    event_id,
    case_number,
    row_number() over (partition by case_number order by event_date, event_id) as event_number,
    event_model,
    event_group,
    event_date,
    receipt_date,
    entry_date,
    creating_court_prefix,
    nullif(trim(split_part(order_types, ',', 1)), '') as order_type_code,
    len(string_split(order_types, ',')) as n_order_types,
    -- A case ends by an order whose field says so, or by its model where there is no such field.
    case
        when event_group in ('order', 'withdrawal')
            then coalesce(final_order = 'Y', is_final, false)
    end as is_final_order,
    n_children,
    hearing_date,
    hearing_type_code,
    is_vacated,
    case
        when event_model like 'FL404%' and trim(order_types) like 'NM%'
            then case attendance when 'EP' then 'XNM' when 'ON' then 'NNM' else 'MAD' end
        when event_model like 'FL404%' and trim(order_types) like 'OCC%'
            then case attendance when 'EP' then 'XOC' when 'ON' then 'NOC' else 'MAD' end
        when model_outcome = 'MAD' and final_order = 'N' then 'INT'
        else model_outcome
    end as outcome_code,
from described

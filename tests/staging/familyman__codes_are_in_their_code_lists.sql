{{ config(severity='warn') }}

-- Every code stands in the seed that describes it. A row here is a code that is published as
-- UNLISTED, with how often it occurs: add it to the seed. A warning, because an extract may be
-- ahead of the seed. Field models that no seed lists are kept in staging and published nowhere.
{%- set coded = [
    ('cases', 'case_type_code', 'familyman_case_types', 'code'),
    ('cases', 'case_status_code', 'familyman_case_statuses', 'code'),
    ('cases', 'creating_court_prefix', 'familyman_courts', 'prefix'),
    ('cases', 'home_court_prefix', 'familyman_courts', 'prefix'),
    ('parties', 'gender_code', 'familyman_sexes', 'code'),
    ('roles', 'role_model', 'familyman_role_models', 'code'),
    ('events', 'event_model', 'familyman_event_models', 'code'),
    ('events', 'creating_court_prefix', 'familyman_courts', 'prefix'),
    ('hearings', 'hearing_type_code', 'familyman_hearing_types', 'code'),
    ('case_fields', 'field_model', 'familyman_field_models', 'code'),
    ('role_fields', 'field_model', 'familyman_field_models', 'code'),
    ('event_fields', 'field_model', 'familyman_field_models', 'code'),
] %}

with codes as (
    {% for table, column, seed, key in coded %}
    select
        '{{ table }}' as table_name,
        '{{ column }}' as column_name,
        '{{ seed }}' as code_list,
        {{ column }} as code,
        {{ column }} in (select listed.{{ key }} from {{ ref(seed) }} as listed) as is_listed,
    from {{ ref('stg_familyman__' ~ table) }}
    union all
    {% endfor %}
    -- Lists of orders, one row an order.
    select
        'event_fields' as table_name,
        'field_value' as column_name,
        'familyman_order_types' as code_list,
        orders.code,
        orders.code in (select listed.code from {{ ref('familyman_order_types') }} as listed),
    from (
        select trim(unnest(string_split(fields.field_value, ','))) as code,
        from {{ ref('stg_familyman__event_fields') }} as fields
        inner join {{ ref('familyman_field_models') }} as field_models
            on fields.field_model = field_models.code
        where field_models.content = 'order types'
    ) as orders
)

select
    table_name,
    column_name,
    code_list,
    code,
    count(*) as n_rows,
from codes
where code is not null and not is_listed
group by all

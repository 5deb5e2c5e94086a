-- Staging neither drops nor adds a row: one row here for each table whose count differs.
{%- set tables = [
    'cases', 'case_fields', 'links', 'parties', 'addresses', 'roles', 'role_fields', 'events',
    'event_fields', 'hearings',
] %}

{% for table in tables %}
select
    '{{ table }}' as table_name,
    extracted.n_rows as source_rows,
    staged.n_rows as staged_rows,
from (
    select count(*) as n_rows
    from {{ data_first.source_or_empty('familyman', table) }} as delivered
) as extracted
cross join (select count(*) as n_rows from {{ ref('stg_familyman__' ~ table) }}) as staged
where extracted.n_rows <> staged.n_rows
{% if not loop.last %}union all{% endif %}
{% endfor %}

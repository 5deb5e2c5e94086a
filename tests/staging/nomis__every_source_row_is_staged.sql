-- Staging neither drops nor adds a row: one row here for each table whose count differs.
{%- set tables = [
    'offenders', 'offender_identifiers', 'offender_addresses', 'offender_bookings',
    'offender_external_movements', 'offender_imprison_statuses', 'offender_cases',
    'offender_charges', 'offender_sentences', 'offender_sentence_terms',
] %}

{% for table in tables %}
select
    '{{ table }}' as table_name,
    source.n_rows as source_rows,
    staged.n_rows as staged_rows,
from (select count(*) as n_rows from {{ source('nomis', table) }}) as source
cross join (select count(*) as n_rows from {{ ref('stg_nomis__' ~ table) }}) as staged
where source.n_rows <> staged.n_rows
{% if not loop.last %}union all{% endif %}
{% endfor %}

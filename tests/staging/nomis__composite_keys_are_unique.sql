-- One row here for each key that occurs twice in a table whose key has several columns.
{%- set keys = {
    'offender_external_movements': ['booking_id', 'movement_sequence'],
    'offender_imprison_statuses': ['booking_id', 'status_sequence'],
    'offender_sentences': ['booking_id', 'sentence_sequence'],
    'offender_sentence_terms': ['booking_id', 'sentence_sequence', 'term_sequence'],
    'offender_identifiers': ['offender_id', 'identifier_sequence'],
} %}

{% for table, columns in keys.items() %}
select
    '{{ table }}' as table_name,
    concat_ws('|', {{ columns | join(', ') }}) as key,
    count(*) as n_rows,
from {{ ref('stg_nomis__' ~ table) }}
group by all
having count(*) > 1
{% if not loop.last %}union all{% endif %}
{% endfor %}

{% set person_records = source('conformed', 'person_records') %}
{% set found = data_first.extract_columns('conformed', '*.parquet') %}
{% set text_columns = [
    'source_dataset', 'record_key', 'forename1', 'middle_names', 'surname', 'sex', 'postcode',
    'other_postcodes', 'pnc', 'cro', 'prison_number', 'crn', 'ni_number',
    'ethnic_group',
] %}

select
    {% for column in text_columns %}
    {{ data_first.blank_to_null(column if column in found else 'null') }} as {{ column }},
    {% endfor %}
    {{ data_first.parse_date('date_of_birth' if 'date_of_birth' in found else 'null') | indent }}
        as date_of_birth,
    {{ data_first.parse_date('record_date' if 'record_date' in found else 'null') | indent }}
        as record_date,
{% if found %}
from {{ person_records }}
{% else %}
-- No conformed records were delivered.
where false
{% endif %}

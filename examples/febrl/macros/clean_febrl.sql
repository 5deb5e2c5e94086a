{#- A FEBRL file made ready to be compared: trimmed, empty texts made null, dates read. What is no
    date, such as the 31st of February, becomes null. -#}
{% macro clean_febrl(file) %}
select
    rec_id,
    {%- for column in [
        'given_name', 'surname', 'street_number', 'address_1', 'address_2', 'suburb', 'postcode',
        'state', 'soc_sec_id',
    ] %}
    nullif(trim({{ column }}), '') as {{ column }},
    {%- endfor %}
    cast(try_strptime(trim(date_of_birth), '%Y%m%d') as date) as date_of_birth,
from {{ file }}
{% endmacro %}

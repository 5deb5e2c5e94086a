{% set lookup = source('reference', 'postcode_lookup') %}
{% set found = data_first.extract_columns('reference', 'postcode_lookup[-.]*parquet') %}

{% if found %}
select
    upper(replace({{ data_first.blank_to_null('postcode') }}, ' ', '')) as postcode_std,
    {{ data_first.blank_to_null('lsoa11cd') }} as lsoa_code,
    {{ data_first.blank_to_null('region') if 'region' in found else 'cast(null as varchar)' }}
        as region,
from {{ lookup }}
{% else %}
-- No lookup was delivered.
select
    cast(null as varchar) as postcode_std,
    cast(null as varchar) as lsoa_code,
    cast(null as varchar) as region,
where false
{% endif %}

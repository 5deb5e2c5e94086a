{% set lookup = source('reference', 'postcode_lookup') %}

{% if data_first.extract_columns('reference', 'postcode_lookup[-.]*parquet') %}
select
    upper(replace({{ data_first.blank_to_null('postcode') }}, ' ', '')) as postcode_std,
    {{ data_first.blank_to_null('lsoa11cd') }} as lsoa_code,
from {{ lookup }}
{% else %}
-- No lookup was delivered.
select
    cast(null as varchar) as postcode_std,
    cast(null as varchar) as lsoa_code,
where false
{% endif %}

-- Reads every source that was delivered, and the code lists' files themselves.
with code_lists as (
    {{ data_first.listed_codes() | indent }}
),

unlisted as (
    {% for source in data_first.delivered_sources() %}
    {% if data_first._coded_columns(source) %}
    {{ data_first.unknown_codes(source) | indent }}
    union all
    {% endif %}
    {% endfor %}
    select
        cast(null as varchar) as source_name,
        cast(null as varchar) as table_name,
        cast(null as varchar) as column_name,
        cast(null as varchar) as code_set,
        cast(null as varchar) as code,
        cast(null as bigint) as n_rows,
    where false
)

select
    *,
    {{ looks_like_a_code('code') | indent }} as is_kept,
from unlisted

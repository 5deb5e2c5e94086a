-- Reads every source that was delivered, through the same macros as staging.
with unparsed as (
    {% for source in data_first.delivered_sources() %}
    {% if data_first._parsed_columns(source) %}
    {{ data_first.unparsed_values(source) | indent }}
    union all
    {% endif %}
    {% endfor %}
    select
        cast(null as varchar) as source_name,
        cast(null as varchar) as table_name,
        cast(null as varchar) as column_name,
        cast(null as varchar) as parsed_as,
        cast(null as bigint) as n_rows,
        cast(null as varchar) as example,
    where false
)

select * from unparsed

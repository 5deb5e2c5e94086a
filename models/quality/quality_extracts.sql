-- Reads every source that was delivered; counts come from the files' own metadata.
with delivered as (
    {% for source in data_first.delivered_sources() %}
    select
        '{{ source.node.source_name }}' as source_name,
        '{{ source.node.name }}' as table_name,
        (select count(*) from {{ source.location }}) as n_rows,
    union all
    {% endfor %}
    select
        cast(null as varchar) as source_name,
        cast(null as varchar) as table_name,
        cast(null as bigint) as n_rows,
    where false
)

select * from delivered

{#- A select with the published columns that hold a hash which anyone can make from a system key,
    since no salt went in. One row a column. `tables` is the list of published_columns(), `keys` a
    subquery with the column system_key. Tried: the key alone, and with the key type in front as
    hash_key() writes it, once with an empty salt. -#}
{% macro unsalted_hashes(tables, keys) -%}
    {#- The keys of the MoJ-DfE share have names of their own. -#}
    {%- set key_types = {'row_id': true, 'mojuid': true, 'pmra': true} -%}
    {%- for table in tables -%}
        {%- for column in table.text_columns if column.endswith('_hash') or column.endswith('_id') -%}
            {%- do key_types.update({column | replace('_hash', ''): true}) -%}
        {%- endfor -%}
    {%- endfor -%}
    with keys as (
        select distinct cast(system_key as varchar) as system_key
        from {{ keys }}
        where system_key is not null
    ),

    guesses as (
        select sha256(system_key) as guess from keys
        union
        select sha256(key_type || '|' || system_key) as guess
        from keys
        cross join (
            select unnest({{ key_types.keys() | list }}) as key_type
        ) as key_types
        union
        select sha256('|' || key_type || '|' || system_key) as guess
        from keys
        cross join (
            select unnest({{ key_types.keys() | list }}) as key_type
        ) as key_types
    ),

    hashes as (
        {% for table in tables if table.text_columns %}
        select
            '{{ table.name }}' as table_name,
            column_name,
            published_value,
        from (
            unpivot (select {{ table.text_columns | join(', ') }} from {{ table.relation }})
            on columns(*)
            into name column_name value published_value
        ) as published
        where length(published_value) = 64
        union all
        {% endfor %}
        select
            cast(null as varchar) as table_name,
            cast(null as varchar) as column_name,
            cast(null as varchar) as published_value,
        where false
    )

    select
        hashes.table_name,
        hashes.column_name,
        count(*) as n_rows,
        min(hashes.published_value) as example,
    from hashes
    inner join guesses
        on hashes.published_value = guesses.guess
    group by hashes.table_name, hashes.column_name
{%- endmacro %}

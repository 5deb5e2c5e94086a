{#- A select with the published columns in which some row holds a value of the very person it is about
    (name, date of birth, postcode, identifier, system key), found by joining back through the row's
    hash. Values that are members of a code list do not count, nor do system keys of fewer than six
    digits, which any count may equal. One row a column.
    `tables` is the list of published_columns(); `people` a relation or subquery with row_id_hash and
    own_values, a list of lower-case text. -#}
{% macro own_values(tables, people, code_files='seeds/reference/**/*.csv') -%}
    with people as (
        select * from {{ people }}
    ),

    -- One row a column: the own values found in it, with the rows of each.
    found as (
        {% for table in tables if 'row_id_hash' in table.columns %}
        select
            '{{ table.name }}' as table_name,
            unnest([
                {% for column in table.columns %}
                {% set published_value = 'lower(cast(published.' ~ column ~ ' as varchar))' %}
                struct_pack(
                    column_name := '{{ column }}',
                    own := histogram({{ published_value }}) filter (
                        where list_contains(people.own_values, {{ published_value }})
                    )
                ){{ ',' if not loop.last }}
                {% endfor %}
            ]) as leak,
        from {{ table.relation }} as published
        inner join people
            on published.row_id_hash = people.row_id_hash
        union all
        {% endfor %}
        select
            cast(null as varchar) as table_name,
            cast(null as struct(column_name varchar, own map(varchar, ubigint))) as leak,
        where false
    ),

    counted as (
        select
            table_name,
            leak.column_name as column_name,
            unnest(map_entries(leak.own), recursive := true),
        from found
    )

    -- What a code list has as well says nothing.
    select
        counted.table_name,
        counted.column_name,
        cast(sum(counted.value) as bigint) as n_rows,
    from counted
    anti join ({{ data_first.code_list_values(code_files) | indent(4) }}) as codes
        on counted.key = lower(codes.code_value)
    group by counted.table_name, counted.column_name
{%- endmacro %}

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

    -- One row: the members of all code lists.
    codes as (
        select list(distinct lower(code_value)) as code_values
        from ({{ data_first.code_list_values(code_files) | indent(8) }}) as listed
    ),

    -- One row a person; what a code list has as well says nothing.
    telling as (
        select
            people.row_id_hash,
            list_filter(
                people.own_values,
                lambda own: not list_contains(codes.code_values, own)
            ) as own_values,
        from people
        cross join codes
    ),

    found as (
        {% for table in tables if 'row_id_hash' in table.columns %}
        select
            '{{ table.name }}' as table_name,
            unnest([
                {% for column in table.columns %}
                struct_pack(
                    column_name := '{{ column }}',
                    n_rows := count(*) filter (
                        where list_contains(
                            telling.own_values, lower(cast(published.{{ column }} as varchar))
                        )
                    )
                ){{ ',' if not loop.last }}
                {% endfor %}
            ]) as leak,
        from {{ table.relation }} as published
        inner join telling
            on published.row_id_hash = telling.row_id_hash
        union all
        {% endfor %}
        select
            cast(null as varchar) as table_name,
            cast(null as struct(column_name varchar, n_rows bigint)) as leak,
        where false
    )

    select
        table_name,
        leak.column_name as column_name,
        leak.n_rows as n_rows,
    from found
    where leak.n_rows > 0
{%- endmacro %}

{#- A select with the published text values that are none of: a hash of 64 hexadecimal digits, an ISO
    date, a number, a member of a code list, the code of a small area in a column named lsoa_..., a
    text that can only be a code (looks_like_a_code) in a column of codes, which keeps those that
    its list does not have. All values of one column must come from one code list: a surname
    such as White is no ethnic group.
    One row a column and value. Takes the list of published_columns(); `labels`, a subquery of one
    column, has further values that the column source_dataset may hold. -#}
{% macro unsafe_values(
    tables, code_files='seeds/reference/**/*.csv', labels='(select null as label)'
) -%}
    with code_lists as (
        {{ data_first.code_list_values(code_files) | indent(8) }}
    ),

    -- What is neither hash, date, number nor area.
    other_values as (
        {% for table in tables if table.text_columns %}
        select
            '{{ table.name }}' as table_name,
            column_name,
            published_value,
            count(*) as n_rows,
        from (
            unpivot (select {{ table.text_columns | join(', ') }} from {{ table.relation }})
            on columns(*)
            into name column_name value published_value
        ) as published
        where
            not (length(published_value) = 64 and regexp_full_match(published_value, '[0-9a-f]+'))
            and not (
                length(published_value) = 10
                and regexp_full_match(published_value, '[0-9]{4}-[0-9]{2}-[0-9]{2}')
                and try_cast(published_value as date) is not null
            )
            and not regexp_full_match(published_value, '-?[0-9]+([.][0-9]+)?')
            and not (
                starts_with(column_name, 'lsoa_')
                and regexp_full_match(published_value, '[EW]01[0-9]{6}')
            )
            and not (
                (
                    ends_with(column_name, '_code')
                    or list_contains(cast({{ table.code_columns or [] }} as varchar[]), column_name)
                )
                and {{ data_first.looks_like_a_code('published_value') | indent(16) }}
            )
            and not (
                column_name = 'source_dataset'
                and coalesce(published_value in {{ labels }}, false)
            )
        group by column_name, published_value
        union all
        {% endfor %}
        select
            cast(null as varchar) as table_name,
            cast(null as varchar) as column_name,
            cast(null as varchar) as published_value,
            cast(null as bigint) as n_rows,
        where false
    ),

    -- One row a column: the code list that holds most of its values.
    best_lists as (
        select
            other_values.table_name,
            other_values.column_name,
            code_lists.code_list,
        from other_values
        inner join code_lists
            on other_values.published_value = code_lists.code_value
        group by other_values.table_name, other_values.column_name, code_lists.code_list
        qualify row_number() over (
            partition by other_values.table_name, other_values.column_name
            order by count(*) desc, code_lists.code_list
        ) = 1
    )

    select
        other_values.table_name,
        other_values.column_name,
        other_values.published_value,
        other_values.n_rows,
        best_lists.code_list as closest_code_list,
    from other_values
    left join best_lists
        on
            other_values.table_name = best_lists.table_name
            and other_values.column_name = best_lists.column_name
    left join code_lists
        on
            best_lists.code_list = code_lists.code_list
            and other_values.published_value = code_lists.code_value
    where code_lists.code_value is null
{%- endmacro %}

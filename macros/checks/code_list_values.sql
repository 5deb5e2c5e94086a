{#- A select with every value of every code list: one row a file of seeds/reference and value. Reads
    the files themselves, so that no list is forgotten. -#}
{% macro code_list_values(files='seeds/reference/**/*.csv') -%}
    select distinct
        filename as code_list,
        code_value,
    from (
        unpivot (
            select *
            from read_csv(
                '{{ files }}', union_by_name = true, all_varchar = true, filename = true
            )
        )
        on columns(* exclude (filename))
        into name code_column value code_value
    ) as listed
{%- endmacro %}

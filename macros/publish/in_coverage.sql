{#- True where a date lies in the published period of a table (seeds/coverage.csv, both ends
    included; an empty end is open). Null for a null date, so that `where` leaves the row out.
    A table that the seed does not list has no row in coverage. -#}
{% macro in_coverage(table_name, date_expression) -%}
    {%- set period = ref('data_first', 'coverage') -%}
    (
        cast({{ date_expression }} as date) >= (
            select coalesce(coverage.from_date, date '0001-01-01')
            from {{ period }} as coverage
            where coverage.table_name = '{{ table_name }}'
        )
        and cast({{ date_expression }} as date) <= (
            select coalesce(coverage.to_date, date '9999-12-31')
            from {{ period }} as coverage
            where coverage.table_name = '{{ table_name }}'
        )
    )
{%- endmacro %}

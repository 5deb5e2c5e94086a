{#- A date from text or from a date or timestamp column, in any format that the systems write:
    ISO (with or without a time), dd/mm/yyyy, dd-Mon-yyyy, yyyymmdd. Null where it is no date.
    What this turns to null is counted in quality_unparsed_values, by the same macro. -#}
{% macro parse_date(column) -%}
    {%- set text = data_first.blank_to_null(column) -%}
    coalesce(
        -- a cast that fails costs more than a look at the third letter, and most dates are dd/mm/yyyy
        case
            when substring({{ text }}, 3, 1) = '/' and length({{ text }}) >= 10 then null
            else try_cast(left({{ text }}, 10) as date)
        end,
        cast(try_strptime(
            left({{ text }}, 11), ['%d/%m/%Y', '%d-%b-%Y', '%Y%m%d']
        ) as date)
    )
{%- endmacro %}

{#- A date of birth; null for placeholder dates (seed placeholder_dates), before 1900, and after the
    date of the record (today where none is given). Takes a date column; the argument is read
    several times. -#}
{% macro standardise_dob(expression, record_date='current_date') -%}
    case
        when {{ expression }} in (
            select placeholder.placeholder_date
            from {{ ref('data_first', 'placeholder_dates') }} as placeholder
        ) then null
        when {{ expression }} < date '1900-01-01' then null
        when {{ expression }} > {{ record_date }} then null
        else {{ expression }}
    end
{%- endmacro %}

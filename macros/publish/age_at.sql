{#- Age in completed years on a date; someone born on 29 February is a year older on 1 March.
    Null where either date is, and where the date is before the birth. -#}
{% macro age_at(date_of_birth, on_date) -%}
    {%- set born = 'cast(' ~ date_of_birth ~ ' as date)' -%}
    {%- set day = 'cast(' ~ on_date ~ ' as date)' -%}
    case
        when {{ day }} >= {{ born }} then cast(
            year({{ day }}) - year({{ born }})
            - case
                when
                    month({{ day }}) * 100 + day({{ day }})
                    < month({{ born }}) * 100 + day({{ born }})
                    then 1
                else 0
            end
        as integer)
    end
{%- endmacro %}

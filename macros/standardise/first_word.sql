{#- The first word of a standardised name; null where there is none. -#}
{% macro first_word(column) -%}
    case when contains({{ column }}, ' ')
        then left({{ column }}, strpos({{ column }}, ' ') - 1)
        else {{ column }}
    end
{%- endmacro %}

{#- All words of a standardised name but the first; null where there are none. -#}
{% macro later_words(column) -%}
    case when contains({{ column }}, ' ')
        then substr({{ column }}, strpos({{ column }}, ' ') + 1)
    end
{%- endmacro %}

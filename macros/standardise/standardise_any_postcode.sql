{#- A postcode of any country. What begins like a British one (a letter or two, then a digit) is held to
    British rules; anything else is kept as capitals and digits. -#}
{% macro standardise_any_postcode(expression) -%}
    case
        when regexp_matches(trim({{ expression }}), '^[A-Za-z]{1,2}[0-9]')
            then {{ data_first.standardise_postcode(expression) | indent(12) }}
        else nullif(regexp_replace(upper({{ expression }}), '[^A-Z0-9]', '', 'g'), '')
    end
{%- endmacro %}

{#- Sex as m or f, from the letters, words and ISO 5218 digits (1, 2) that the systems write; null
    for anything else. -#}
{% macro standardise_sex(expression) -%}
    case
        when lower(trim(cast({{ expression }} as varchar))) in ('m', 'male', '1') then 'm'
        when lower(trim(cast({{ expression }} as varchar))) in ('f', 'female', '2') then 'f'
    end
{%- endmacro %}

{#- True where a text can hardly be a name: at most eight capital letters and digits, and either
    short (three characters) or with a digit. Null for null. -#}
{% macro looks_like_a_code(value) -%}
    (
        regexp_full_match({{ value }}, '[A-Z0-9]{1,8}')
        and (length({{ value }}) <= 3 or regexp_matches({{ value }}, '[0-9]'))
    )
{%- endmacro %}

{#- A code as it is compared with its list: text, a whole number without leading zeros. -#}
{% macro code_key(code) -%}
    coalesce(cast(try_cast({{ code }} as bigint) as varchar), {{ code }})
{%- endmacro %}

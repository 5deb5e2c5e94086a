{#- A select with every value of every code list by the list's name: list_name, code_key. -#}
{% macro listed_codes(files='seeds/reference/**/*.csv') -%}
    select distinct
        regexp_extract(code_list, '([^/\\]+)[.]csv$', 1) as list_name,
        {{ data_first.code_key('code_value') }} as code_key,
    from ({{ data_first.code_list_values(files) | indent(4) }}) as listed
{%- endmacro %}

{#- SQL over `l.` and `r.` with other aliases in their place, texts in quotes left alone. -#}
{% macro _with_aliases(sql, l, r) %}
    {%- set parts = [] -%}
    {%- for part in sql.split("'") -%}
        {%- if loop.index0 % 2 -%}
            {%- do parts.append(part) -%}
        {%- else -%}
            {%- set part = modules.re.sub('\\bl\\.', 'link__l.', part) -%}
            {%- set part = modules.re.sub('\\br\\.', r, part) -%}
            {%- do parts.append(modules.re.sub('\\blink__l\\.', l, part)) -%}
        {%- endif -%}
    {%- endfor -%}
    {% do return(parts | join("'")) %}
{% endmacro %}

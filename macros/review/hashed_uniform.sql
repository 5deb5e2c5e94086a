{#- A number between 0 and 1 by the MD5 of a text: the same in every run and for any number of
    threads. -#}
{% macro hashed_uniform(text) -%}
    (cast(md5_number_lower({{ text }}) as double) / 18446744073709551616)
{%- endmacro %}

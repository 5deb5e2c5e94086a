{#- A comment for the SQL of a model whose materialisation reads the settings while it runs: a
    fingerprint of each part that it reads (`clustering`, or `clustering.max_component`). So the SQL
    changes when they do, and `make rebuild` sees it. -#}
{% macro settings_read(settings, parts) -%}
-- settings read: {% for part in parts -%}
    {%- set found = namespace(value=settings) -%}
    {%- for key in part.split('.') -%}{%- set found.value = found.value[key] -%}{%- endfor -%}
    {{ part }} {{ local_md5(found.value | string)[:12] }}{{ ', ' if not loop.last }}
{%- endfor %}
{%- endmacro %}

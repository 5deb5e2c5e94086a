{#- A table of the history of releases, which lives in a file of its own, releases.duckdb, so that
    no build of the workspace touches it. -#}
{% macro release_store(table) -%}
    releases.main.{{ table }}
{%- endmacro %}

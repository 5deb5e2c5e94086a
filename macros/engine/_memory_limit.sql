{#- DuckDB's memory limit in bytes. -#}
{% macro _memory_limit() %}
    {%- set limit = run_query(
        "select value from duckdb_settings() where name = 'memory_limit'"
    ).columns[0].values()[0].split(' ') -%}
    {%- set units = {'bytes': 0, 'KiB': 10, 'MiB': 20, 'GiB': 30, 'TiB': 40, 'PiB': 50, 'EiB': 60} -%}
    {% do return(limit[0] | float * 2 ** units[limit[1]]) %}
{% endmacro %}

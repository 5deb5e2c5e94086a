{#- DuckDB's memory limit in bytes. -#}
{% macro _memory_limit() %}
    {%- set limit = run_query(
        "select value from duckdb_settings() where name = 'memory_limit'"
    ).columns[0].values()[0].split(' ') -%}
    {%- set units = {'bytes': 0, 'KiB': 10, 'MiB': 20, 'GiB': 30, 'TiB': 40, 'PiB': 50, 'EiB': 60} -%}
    {% do return(limit[0] | float * 2 ** units[limit[1]]) %}
{% endmacro %}


{#- Whether so many bytes a row of a relation take no more than half of the memory limit; true while it
    is not there yet. -#}
{% macro _fits_memory(relation, bytes) %}
    {%- if not execute or load_relation(relation) is none -%}
        {% do return(true) %}
    {%- endif -%}
    {%- set n_rows = run_query('select count(*) from ' ~ relation).columns[0].values()[0] | int -%}
    {% do return(n_rows * bytes <= data_first._memory_limit() / 2) %}
{% endmacro %}

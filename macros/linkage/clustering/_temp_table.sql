{#- Makes a temporary table of the select that is called around, in place of one of that name. -#}
{% macro _temp_table(name) %}
    {% do run_query('create or replace temp table ' ~ name ~ ' as ' ~ caller()) %}
{% endmacro %}


{#- Lets go of temporary tables, which else stand in memory or on disk until the session ends: those
    named, or all that clustering made. -#}
{% macro _drop_temp_tables(names=none) %}
    {%- if names is none -%}
        {%- set names = run_query(
            "select table_name from duckdb_tables() where temporary and starts_with(table_name, 'link__')"
        ).columns[0].values() -%}
    {%- endif -%}
    {%- for name in names -%}
        {% do run_query('drop table if exists ' ~ name) %}
    {%- endfor -%}
{% endmacro %}


{#- The number of rows of a table. -#}
{% macro _count(relation) %}
    {% do return(run_query('select count(*) from ' ~ relation).columns[0].values()[0] | int) %}
{% endmacro %}


{#- Puts a model's statements into temporary tables link__<label>. Overrides that a model does not
    have are an empty table. -#}
{% macro _run_inputs(sql) %}
    {% do run_query('create or replace temp table link__overrides '
        ~ '(node_l bigint, node_r bigint, decision varchar)') %}
    {%- for input in data_first._split_statements(sql) -%}
        {% do run_query('create or replace temp table link__' ~ input.label | replace(' ', '_') ~ ' as ' ~ input.sql) %}
    {%- endfor -%}
{% endmacro %}


{#- Stops where a loop used up its rounds: no result rather than half a one. -#}
{% macro _check_finished(n_left, what) %}
    {%- if n_left > 0 -%}
        {%- do exceptions.raise_compiler_error(
            what ~ ": not finished after 10,000 rounds, " ~ n_left ~ " left; a component is too large. "
            ~ "Lower clustering.max_component or raise the thresholds."
        ) -%}
    {%- endif -%}
{% endmacro %}

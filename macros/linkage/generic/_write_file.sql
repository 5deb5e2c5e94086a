{#- Writes a text into a new file, and its folder where there is none; says whether it did, since a
    file that is there is left alone. dbt gives macros no files: DuckDB's `copy` writes it, one row of
    one column that is neither quoted nor escaped. -#}
{% macro _write_file(path, text) %}
    {%- set target = data_first._text(path) -%}
    {%- set is_there = run_query('select count(*) from glob(' ~ target ~ ')') -%}
    {%- if is_there.columns[0].values()[0] | int > 0 -%}
        {%- do return(false) -%}
    {%- endif -%}
    {%- do data_first._make_folder(path.split('/')[:-1]) -%}
    {% do run_query(
        'copy (select ' ~ data_first._text(text) ~ ' as lines) to ' ~ target
        ~ " (format csv, header false, quote '', escape '', delimiter '\x01')"
    ) %}
    {% do return(true) %}
{% endmacro %}


{#- Makes a folder and those above it, by copying no rows into them. -#}
{% macro _make_folder(parts) %}
    {%- for part in parts -%}
        {%- if part not in ['', '.', '..'] -%}
            {% do run_query(
                'copy (select 1 as a, 2 as b where false) to '
                ~ data_first._text(parts[:loop.index] | join('/'))
                ~ ' (format csv, partition_by (b), overwrite_or_ignore true)'
            ) %}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}

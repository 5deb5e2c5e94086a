{#- A table made by several selects, run one after another with a line of progress each.

    The model's SQL is cut at lines `-- statement: <label>`; the first select creates the table, the
    others insert. The table appears under its name only when all have run. A select before them,
    after a line `-- check: <label>`, that gives a row stops the model with that row's message. -#}
{% materialization statements, adapter='duckdb' %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set building = api.Relation.create(
        database=this.database, schema=this.schema, identifier=this.identifier ~ '__building', type='table'
    ) -%}
    {{ run_hooks(pre_hooks) }}
    {% do data_first._run_checks(sql) %}
    {% do run_query('drop table if exists ' ~ building) %}
    {%- for statement in data_first._split_statements(sql) -%}
        {%- if loop.first -%}
            {% do run_query('create table ' ~ building ~ ' as ' ~ statement.sql) %}
        {%- else -%}
            {% do run_query('insert into ' ~ building ~ ' ' ~ statement.sql) %}
        {%- endif -%}
        {%- set n_rows = run_query('select count(*) from ' ~ building).columns[0].values()[0] -%}
        {% do log(this.identifier ~ ': ' ~ statement.label ~ ': ' ~ '{:,}'.format(n_rows | int) ~ ' rows so far', info=true) %}
    {%- endfor -%}
    {% do data_first._replace_relation(target_relation, building) %}
    {%- call statement('main') -%}
        select 1
    {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {% do persist_docs(target_relation, model) %}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}


{#- Stops at the first check that gives a row, with what it says. -#}
{% macro _run_checks(sql) %}
    {%- for check in sql.split('-- statement: ')[0].split('-- check: ')[1:] -%}
        {%- set found = run_query(check.split('\n')[1:] | join('\n')) -%}
        {%- if found.rows | length -%}
            {%- do exceptions.raise_compiler_error(found.rows[0][0]) -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}


{#- A model's SQL cut at its markers: a list of {label, sql}. -#}
{% macro _split_statements(sql) %}
    {%- set statements = [] -%}
    {%- for piece in sql.split('-- statement: ')[1:] -%}
        {%- set lines = piece.split('\n') -%}
        {%- do statements.append({'label': lines[0] | trim, 'sql': lines[1:] | join('\n')}) -%}
    {%- endfor -%}
    {% do return(statements) %}
{% endmacro %}


{#- Put a finished table in the place of the old one. -#}
{% macro _replace_relation(target_relation, building) %}
    {%- set old = adapter.get_relation(
        target_relation.database, target_relation.schema, target_relation.identifier
    ) -%}
    {%- if old -%}{% do adapter.drop_relation(old) %}{%- endif -%}
    {% do run_query('alter table ' ~ building ~ ' rename to ' ~ adapter.quote(target_relation.identifier)) %}
{% endmacro %}

{#- A table made by several selects, run one after another with a line of progress each.

    The model's SQL is cut at lines `-- statement: <label>`; the first select creates the table, the
    others insert. The table appears under its name only when all have run. Selects after lines
    `-- step: <table>: <label>` fill tables on the way, which later ones read under that name and which
    go when the model is built. A select before them, after a line `-- check: <label>`, that gives a
    row stops the model with that row's message. -#}
{% materialization statements, adapter='duckdb' %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set building = api.Relation.create(
        database=this.database, schema=this.schema, identifier=this.identifier ~ '__building', type='table'
    ) -%}
    {{ run_hooks(pre_hooks) }}
    {% do data_first._run_checks(sql) %}
    {%- set begun = {} -%}
    {%- for statement in data_first._split_statements(sql) -%}
        {%- set filled = data_first._table_of_step(building, statement.table) -%}
        {%- if filled in begun -%}
            {% do run_query('insert into ' ~ filled ~ ' ' ~ statement.sql) %}
        {%- else -%}
            {% do run_query('create or replace table ' ~ filled ~ ' as ' ~ statement.sql) %}
            {%- if statement.table -%}
                {% do run_query('create or replace temp view ' ~ statement.table ~ ' as select * from ' ~ filled) %}
            {%- endif -%}
            {%- do begun.update({filled: statement.table}) -%}
        {%- endif -%}
        {% do log(this.identifier ~ ': ' ~ statement.label ~ ': '
            ~ '{:,}'.format(data_first._count(filled)) ~ ' rows so far', info=true) %}
    {%- endfor -%}
    {%- for filled, table in begun.items() if table -%}
        {% do run_query('drop view ' ~ table) %}
        {% do run_query('drop table ' ~ filled) %}
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
    {%- for check in modules.re.split('-- (?:statement|step): ', sql)[0].split('-- check: ')[1:] -%}
        {%- set found = run_query(check.split('\n')[1:] | join('\n')) -%}
        {%- if found.rows | length -%}
            {%- do exceptions.raise_compiler_error(found.rows[0][0]) -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}


{#- A model's SQL cut at its markers: a list of {label, sql, table}, the table being that of a step,
    none where the select is of the model itself. -#}
{% macro _split_statements(sql) %}
    {%- set statements = [] -%}
    {%- for piece in modules.re.split('-- (?=(?:statement|step): )', sql)[1:] -%}
        {%- set lines = piece.split('\n') -%}
        {%- set names = lines[0].split(': ', 2 if piece.startswith('step') else 1) -%}
        {%- do statements.append({
            'label': names[-1] | trim,
            'sql': lines[1:] | join('\n'),
            'table': names[1] if piece.startswith('step') else none,
        }) -%}
    {%- endfor -%}
    {% do return(statements) %}
{% endmacro %}


{#- Where the rows of a statement go: into the table that is being built, or a table beside it. -#}
{% macro _table_of_step(building, table) %}
    {% do return(building if not table else api.Relation.create(
        database=building.database, schema=building.schema,
        identifier=building.identifier ~ '_' ~ table, type='table'
    )) %}
{% endmacro %}


{#- Put a finished table in the place of the old one. -#}
{% macro _replace_relation(target_relation, building) %}
    {%- set old = adapter.get_relation(
        target_relation.database, target_relation.schema, target_relation.identifier
    ) -%}
    {%- if old -%}{% do adapter.drop_relation(old) %}{%- endif -%}
    {% do run_query('alter table ' ~ building ~ ' rename to ' ~ adapter.quote(target_relation.identifier)) %}
{% endmacro %}

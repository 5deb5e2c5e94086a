{#- First hook of a run: looks at the extracts that the selected models read, and at the salt,
    before anything is built; stops with one message that lists every problem.
    Commands that build or test nothing (seed, compile, show, docs) are not stopped. Does nothing
    where this project is installed as a package. -#}
{% macro check_extracts() -%}
    {%- if execute and project_name == 'data_first' -%}
        {%- set stops = flags.WHICH in ['build', 'run', 'test', 'retry', 'snapshot'] -%}
        {%- set problems = [] -%}
        {%- set tables = data_first._expected_tables() if stops else [] -%}
        {%- if tables -%}
            {%- set query -%}
                select check_extracts_json(
                    '{{ var("extracts") }}', '{{ tojson(tables) | replace("'", "''") }}'
                )
            {%- endset -%}
            {%- do problems.extend(fromjson(run_query(query).columns[0].values()[0])) -%}
        {%- endif -%}
        {%- set settle_salt -%}
            select settle_salt('{{ var("extracts") }}')
        {%- endset -%}
        {%- set salt_problem = run_query(settle_salt).columns[0].values()[0] -%}
        {%- if salt_problem -%}
            {%- do problems.append(salt_problem) -%}
        {%- endif -%}
        {%- if problems and stops -%}
            {%- do exceptions.raise_compiler_error(data_first._list_problems(problems)) -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}


{#- The message of a check that failed: a count, then one numbered line a problem. -#}
{% macro _list_problems(problems) -%}
    {%- set lines = ['Nothing was built, because of '
        ~ ('1 problem' if problems | length == 1 else (problems | length) ~ ' problems')
        ~ ' with the extracts in ' ~ var('extracts') ~ ':'] -%}
    {%- for problem in problems -%}
        {%- do lines.append('  ' ~ loop.index ~ '. ' ~ problem) -%}
    {%- endfor -%}
    {{- return(lines | join('\n')) -}}
{%- endmacro %}


{#- What the project declares of the sources that the selected models read. -#}
{% macro _expected_tables() -%}
    {%- set tables = [] -%}
    {%- for id in data_first._sources_read(selected_resources) -%}
        {%- set source = graph.sources[id] -%}
        {%- set meta = source.config.meta or source.meta -%}
        {%- if meta.external_location -%}
            {%- set columns = [] -%}
            {%- for column in source.columns.values() -%}
                {%- set column_meta = data_first.column_meta(column) -%}
                {%- do columns.append({
                    'name': column.name,
                    'data_type': column.data_type,
                    'parse': column_meta.get('parse'),
                    'optional': column_meta.get('optional', false),
                }) -%}
            {%- endfor -%}
            {%- do tables.append({
                'system': source.source_name,
                'name': source.name,
                'optional': meta.get('optional', false),
                'optional_system': meta.get('optional_system', false),
                'files': meta.get('files'),
                'primary_key': meta.get('primary_key', []),
                'columns': columns,
            }) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(tables) -}}
{%- endmacro %}


{#- Ids of the sources that a selection reads: those of its nodes, and those of the views below
    them, since a view reads its source each time it is read. -#}
{% macro _sources_read(selection) -%}
    {%- set state = namespace(frontier=selection | list) -%}
    {%- set seen = {} -%}
    {%- set found = {} -%}
    {%- for step in range(graph.nodes | length + 1) if state.frontier -%}
        {%- set next = [] -%}
        {%- for id in state.frontier if id in graph.nodes and id not in seen -%}
            {%- do seen.update({id: true}) -%}
            {%- for parent in graph.nodes[id].depends_on.nodes -%}
                {%- if parent in graph.sources -%}
                    {%- do found.update({parent: true}) -%}
                {%- elif
                    parent in graph.nodes
                    and graph.nodes[parent].config.materialized in ['view', 'ephemeral']
                -%}
                    {%- do next.append(parent) -%}
                {%- endif -%}
            {%- endfor -%}
        {%- endfor -%}
        {%- set state.frontier = next -%}
    {%- endfor -%}
    {{- return(found.keys() | sort) -}}
{%- endmacro %}

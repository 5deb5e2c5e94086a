{#- The candidate database says of itself whether it may be published: table main.build_run, one
    row. The first hook of a run writes the run's id; the last one, whether it was a build of the
    whole project, what failed and which tables and code lists are to be published. Publishing reads
    it (python_udfs/publish.py), so a build that was killed, was partial or failed leaves a candidate
    that cannot be published. A run of nothing but the release gate, which the candidate holds nothing
    of, changes no more than what failed. -#}
{% macro stamp_candidate_start() -%}
    {%- if execute and project_name == 'data_first' and flags.WHICH in ['build', 'run']
        and not data_first._is_of_the_gate_alone() -%}
        create or replace table candidate.main.build_run as
        select
            '{{ invocation_id }}' as invocation_id,
            timestamp '{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S") }}' as started_at,
            cast(null as timestamp) as finished_at,
            false as is_whole_build,
            cast([] as varchar[]) as failed_nodes,
            cast([] as varchar[]) as published_tables
    {%- endif -%}
{%- endmacro %}


{% macro stamp_candidate_end(results) -%}
    {%- if execute and project_name == 'data_first' and flags.WHICH in ['build', 'run', 'test'] -%}
        {%- set done = {} -%}
        {%- set failed = [] -%}
        {%- for result in results -%}
            {%- do done.update({result.node.unique_id: true}) -%}
            {%- if result.status | string not in ['success', 'pass', 'warn', 'no-op'] -%}
                {%- do failed.append(result.node.unique_id) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- set code_lists = [] -%}
        {%- for name in data_first.published_code_lists() -%}
            {%- do code_lists.append('codes.' ~ name) -%}
        {%- endfor -%}
        {%- set missing = [] -%}
        {%- for node in graph.nodes.values()
            if node.package_name == 'data_first'
            and node.resource_type in ['model', 'seed', 'test', 'snapshot']
            and node.config.materialized != 'ephemeral'
            and node.unique_id not in done -%}
            {%- do missing.append(node.unique_id) -%}
        {%- endfor -%}
        create table if not exists candidate.main.build_run (
            invocation_id varchar,
            started_at timestamp,
            finished_at timestamp,
            is_whole_build boolean,
            failed_nodes varchar[],
            published_tables varchar[]
        );
        {%- set now = modules.datetime.datetime.now(modules.pytz.utc) %}
        update candidate.main.build_run
        set
            finished_at = timestamp '{{ now.strftime("%Y-%m-%d %H:%M:%S") }}',
            {% if flags.WHICH != 'test' and not data_first._is_of_the_gate_alone() -%}
            is_whole_build = {{
                flags.WHICH == 'build' and not missing and not flags.EMPTY and not flags.SAMPLE
            }},
            {% endif -%}
            failed_nodes = list_concat(
                list_filter(
                    failed_nodes,
                    lambda node: not list_contains(cast({{ done.keys() | list }} as varchar[]), node)
                ),
                cast({{ failed }} as varchar[])
            ),
            published_tables = cast({{ data_first.published_tables() + code_lists }} as varchar[])
    {%- endif -%}
{%- endmacro %}


{#- Whether the run builds models and seeds of the folders `release` and no other. -#}
{% macro _is_of_the_gate_alone() -%}
    {%- set state = namespace(others=0, of_the_gate=0) -%}
    {%- for id in selected_resources if id in graph.nodes -%}
        {%- set node = graph.nodes[id] -%}
        {%- if node.resource_type in ['model', 'seed', 'snapshot'] -%}
            {%- if node.fqn[1] == 'release' -%}
                {%- set state.of_the_gate = state.of_the_gate + 1 -%}
            {%- else -%}
                {%- set state.others = state.others + 1 -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(state.of_the_gate > 0 and state.others == 0) -}}
{%- endmacro %}

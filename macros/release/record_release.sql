{#- Hook at the end of a run, after the candidate's stamp: enters a build that passed in the
    history. A build that was published stays as it was entered. Says what the gate found. -#}
{% macro record_release() -%}
    {%- if execute and project_name == 'data_first' and flags.WHICH in ['build', 'run', 'test'] -%}
        {%- set passed = data_first._passed_build() -%}
        {%- if passed -%}
            {%- do data_first._say_what_the_gate_found(passed) -%}
            {{- data_first._enter_build(passed) -}}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}


{#- The build that made the candidate, if it passed and is not published: invocation_id, release_id,
    and whether the history knows the release already. None otherwise. -#}
{% macro _passed_build() -%}
    {%- set record = adapter.get_relation(target.database, 'release', 'release_record') -%}
    {%- if not record -%}
        {{- return(none) -}}
    {%- endif -%}
    {%- set known = '(select release_id from ' ~ data_first.release_store('builds') ~ ')' -%}
    {%- set found = run_query(
        'select record.invocation_id, record.release_id, record.release_id in ' ~ known
        ~ ' as is_known from ' ~ record ~ ' as record'
        ~ ' inner join candidate.main.build_run as run using (invocation_id)'
        ~ ' where run.is_whole_build and len(run.failed_nodes) = 0 and run.finished_at is not null'
        ~ ' and record.invocation_id not in (select invocation_id from '
        ~ data_first.release_store('builds') ~ ' where published_at is not null)'
    ) -%}
    {{- return(found.rows[0] if found.rows else none) -}}
{%- endmacro %}


{#- Statements that enter a build in place of what they entered before, and its release where that
    is new. The row of the build comes last: without it the rest counts for nothing. -#}
{% macro _enter_build(passed) -%}
    {%- set release = "'" ~ passed.release_id ~ "' as release_id" -%}
    {%- set schema = target.database ~ '.release' -%}
    {%- set contents = ['inputs', 'settings', 'parameters', 'figures'] -%}
    {%- for table in (contents if not passed.is_known else []) -%}
        delete from {{ data_first.release_store(table) }}
        where release_id = '{{ passed.release_id }}';
        insert into {{ data_first.release_store(table) }} by name
        select {{ release }}, entered.* from {{ schema }}.release_{{ table }} as entered
        order by all;
    {% endfor -%}
    {% for table in ['checks', 'churn'] -%}
        delete from {{ data_first.release_store(table) }}
        where invocation_id = '{{ passed.invocation_id }}';
        insert into {{ data_first.release_store(table) }} by name
        select '{{ passed.invocation_id }}' as invocation_id, {{ release }}, entered.*
        from {{ schema }}.release_{{ table }} as entered
        order by all;
    {% endfor -%}
    delete from {{ data_first.release_store('builds') }}
    where invocation_id = '{{ passed.invocation_id }}';
    insert into {{ data_first.release_store('builds') }} by name
    select
        record.invocation_id, record.release_id, record.series, record.salt_check,
        record.built_at, record.dbt_version, record.duckdb_version, record.project_commit,
        record.compared_with, gate.*
    from {{ schema }}.release_record as record
    cross join (
        select
            count(*) as n_limits,
            count(*) filter (where state = 'not measured') as n_not_measured,
            count(*) filter (where state = 'breached') as n_breached,
            count(overruled_by) as n_overruled
        from {{ schema }}.release_checks
    ) as gate
{%- endmacro %}


{#- A line for each limit that is broken, and one for all. -#}
{% macro _say_what_the_gate_found(passed) -%}
    {%- set checks = run_query(
        'select metric, detail, state, measured, least, most, overruled_by from '
        ~ target.database ~ ".release.release_checks order by metric, detail"
    ).rows -%}
    {%- set broken = checks | selectattr('state', 'equalto', 'breached') | list -%}
    {%- for check in broken -%}
        {%- do log(
            'Gate: ' ~ check.metric ~ ', ' ~ check.detail ~ ': ' ~ check.measured ~ ' is outside '
            ~ (check.least if check.least is not none else '…') ~ ' to '
            ~ (check.most if check.most is not none else '…')
            ~ ('; overruled by ' ~ check.overruled_by if check.overruled_by
                else '; this stops publication') ~ '.', info=true
        ) -%}
    {%- endfor -%}
    {%- do log(
        'Gate: release ' ~ passed.release_id ~ ', ' ~ (checks | length) ~ ' limits, '
        ~ (checks | selectattr('state', 'equalto', 'not measured') | list | length)
        ~ ' not measured, ' ~ (broken | length) ~ ' broken.', info=true
    ) -%}
{%- endmacro %}

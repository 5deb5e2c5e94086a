{#- Hook at the start of a run: the tables of the history, where they are not there yet. What a
    release was made from and what it found is kept once a release; that a build of it passed, how
    it did at the gate, how many people changed and when it was published, once a build; who was
    with whom, for the last published releases alone (python_udfs/release.py). -#}
{% macro open_release_history() -%}
    {%- if execute and project_name == 'data_first' and flags.WHICH in ['build', 'run', 'test'] -%}
        create table if not exists {{ data_first.release_store('builds') }} (
            invocation_id varchar, release_id varchar, series varchar, salt_check varchar,
            built_at timestamp, dbt_version varchar, duckdb_version varchar,
            project_commit varchar, compared_with varchar, n_limits bigint,
            n_not_measured bigint, n_breached bigint, n_overruled bigint, published_at timestamp
        );
        create table if not exists {{ data_first.release_store('checks') }} (
            invocation_id varchar, release_id varchar, metric varchar, detail varchar,
            measured double, least double, most double, unit varchar, state varchar,
            by_how_much double, reason varchar, note varchar, overruled_by varchar,
            overrule_reason varchar, decided_on date
        );
        create table if not exists {{ data_first.release_store('churn') }} (
            invocation_id varchar, release_id varchar, compared_with varchar, level varchar,
            source_dataset varchar, n_records bigint, n_changed bigint, share_changed double,
            n_people_split bigint, n_people_merged bigint
        );
        create table if not exists {{ data_first.release_store('inputs') }} (
            release_id varchar, kind varchar, file_name varchar, n_rows bigint, fingerprint varchar
        );
        create table if not exists {{ data_first.release_store('settings') }} (
            release_id varchar, model varchar, setting varchar, value varchar
        );
        create table if not exists {{ data_first.release_store('parameters') }} (
            release_id varchar, model varchar, pair_group integer, comparison varchar,
            gamma integer, label varchar, m_probability double, u_probability double,
            match_weight double
        );
        create table if not exists {{ data_first.release_store('figures') }} (
            release_id varchar, metric varchar, detail varchar, value double
        );
        create table if not exists {{ data_first.release_store('people') }} (
            release_id varchar, record ubigint, source_dataset varchar, cluster_high ubigint,
            cluster_medium ubigint, cluster_low ubigint
        )
    {%- endif -%}
{%- endmacro %}

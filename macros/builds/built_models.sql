{#- What every table was built from, so that `make rebuild` builds again what has changed and no more:
    table main.built_models of the workspace, one row a model or seed. The first hook of a run takes
    out what is about to be built, the last one enters what succeeded, so that a table whose run was
    killed or failed counts as not built.

    The fingerprint is of the compiled SQL, in which a setting shows where it is used and nowhere
    else; of a seed it is the file's. python_udfs/rebuild.py works out the same one. -#}
{% macro forget_built_models(selected) -%}
    {%- if execute and project_name == 'data_first' and flags.WHICH in ['build', 'run', 'seed'] -%}
        create table if not exists {{ target.database }}.main.built_models (
            unique_id varchar primary key, fingerprint varchar, built_at timestamp
        );
        delete from {{ target.database }}.main.built_models
        where list_contains(cast({{ selected | list }} as varchar[]), unique_id)
    {%- endif -%}
{%- endmacro %}


{% macro remember_built_models(results) -%}
    {%- if execute and project_name == 'data_first' and flags.WHICH in ['build', 'run', 'seed'] -%}
        {%- set now = modules.datetime.datetime.now(modules.pytz.utc).strftime('%Y-%m-%d %H:%M:%S') -%}
        {%- set rows = [] -%}
        {%- for result in results
            if result.node.resource_type in ['model', 'seed'] and result.status == 'success'
            and result.node.package_name == 'data_first' and not flags.EMPTY and not flags.SAMPLE -%}
            {%- do rows.append(
                "('" ~ result.node.unique_id ~ "', '" ~ data_first._fingerprint(result.node)
                ~ "', timestamp '" ~ now ~ "')"
            ) -%}
        {%- endfor -%}
        {%- if rows -%}
            insert or replace into {{ target.database }}.main.built_models
            values {{ rows | join(', ') }}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}


{#- MD5 of how a node is materialised and of what it holds. -#}
{% macro _fingerprint(node) -%}
    {{- local_md5(
        node.config.materialized ~ '\n'
        ~ (node.checksum.checksum if node.resource_type == 'seed' else node.compiled_code)
    ) -}}
{%- endmacro %}

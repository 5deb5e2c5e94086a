{#- Human decisions about pairs of nodes, with what becomes of them.

    Statement: `overrides` (node_l, node_r, decision and any other columns); a node is null where the
    record is not known.
    Result: the columns of the statement; group_l, group_r: the smallest node of all that must-links
    tie to either end; status: in force, conflicting (a cannot-link inside a group of must-links, and
    those must-links), self pair, unknown record. Only what is in force should be handed on. -#}
{% materialization resolved_overrides, adapter='duckdb' %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set building = api.Relation.create(
        database=this.database, schema=this.schema, identifier=this.identifier ~ '__building', type='table'
    ) -%}
    {{ run_hooks(pre_hooks) }}
    {% do data_first._run_inputs(sql) %}
    {% do data_first.resolve_overrides() %}
    {% do run_query('create or replace table ' ~ building ~ ' as ' ~ data_first._with_status()) %}
    {%- set counts = run_query('select status, count(*) from ' ~ building ~ ' group by 1 order by 1').rows -%}
    {%- for row in counts -%}
        {% do log(this.identifier ~ ': ' ~ row[1] ~ ' decisions: ' ~ row[0], info=true) %}
        {%- if row[0] != 'in force' -%}
            {% do exceptions.warn(this.identifier ~ ': ' ~ row[1] ~ ' decisions are not in force: ' ~ row[0] ~ '.') %}
        {%- endif -%}
    {%- endfor -%}
    {% do data_first._replace_relation(target_relation, building) %}
    {%- call statement('main') -%} select 1 {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {% do persist_docs(target_relation, model) %}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}


{#- A select of link__overrides with the groups of its ends and its status. -#}
{% macro _with_status() %}
select
    o.*,
    case when l.is_conflicting then o.node_l else coalesce(l.group_id, o.node_l) end as group_l,
    case when r.is_conflicting then o.node_r else coalesce(r.group_id, o.node_r) end as group_r,
    case
        when o.node_l is null or o.node_r is null then 'unknown record'
        when o.node_l = o.node_r then 'self pair'
        when l.is_conflicting and l.group_id = r.group_id then 'conflicting'
        else 'in force'
    end as status,
from link__overrides as o
left join link__groups as l on o.node_l = l.node_id
left join link__groups as r on o.node_r = r.node_id
order by all
{% endmacro %}

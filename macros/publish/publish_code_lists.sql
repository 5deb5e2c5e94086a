{#- The code lists that published columns name (`code_set`), by name: seeds. Empty while parsing. -#}
{% macro published_code_lists() -%}
    {%- set names = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values()
            if node.resource_type == 'model'
            and node.package_name == 'data_first'
            and node.database == 'candidate' -%}
            {%- for column in node.columns.values() -%}
                {%- set code_set = data_first.column_meta(column).get('code_set') -%}
                {%- if code_set and code_set not in names -%}
                    {%- do names.append(code_set) -%}
                {%- endif -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return(names | sort) -}}
{%- endmacro %}


{#- Statements that copy those of them which the run built into the candidate, schema `codes`, with
    their descriptions: whoever has the published file alone can look a code up. A hook of the end of
    a run, before the candidate is stamped. -#}
{% macro publish_code_lists(results) -%}
    {%- if execute and project_name == 'data_first' and flags.WHICH == 'build' -%}
        {%- set names = data_first.published_code_lists() -%}
        create schema if not exists candidate.codes;
        {%- for result in results
            if result.node.resource_type == 'seed'
            and result.node.name in names
            and result.status | string == 'success' %}
        {%- set seed = graph.nodes[result.node.unique_id] %}
        {%- set copied = 'candidate.codes.' ~ seed.alias %}
        create or replace table {{ copied }} as select * from {{ seed.relation_name }};
        comment on table {{ copied }} is {{ data_first._text(seed.description | trim) }};
        {%- for column in seed.columns.values() if column.description %}
        comment on column {{ copied }}."{{ column.name }}" is {{ data_first._text(column.description | trim) }};
        {%- endfor %}
        {%- endfor %}
    {%- endif -%}
{%- endmacro %}

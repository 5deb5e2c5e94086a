{#- Names, with their schema, of the tables that are published: this project's models in the
    candidate database. Empty while parsing. -#}
{% macro published_tables() -%}
    {%- set tables = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() | sort(attribute='unique_id')
            if node.resource_type == 'model'
            and node.package_name == 'data_first'
            and node.database == 'candidate'
            and node.config.materialized not in ['ephemeral', 'view'] -%}
            {%- do tables.append(node.schema ~ '.' ~ node.alias) -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return(tables) -}}
{%- endmacro %}

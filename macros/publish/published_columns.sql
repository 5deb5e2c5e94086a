{#- The published tables as the checks of de-identification take them: a list of {'name', 'relation',
    'columns' (names), 'text_columns' (names), 'code_columns' (names of those whose values are codes:
    a `code_set` and no words)}. Empty while parsing. -#}
{% macro published_columns() -%}
    {%- set relations = data_first.published_relations() -%}
    {%- set tables = [] -%}
    {%- if execute -%}
        {%- for relation in relations -%}
            {%- set columns = adapter.get_columns_in_relation(relation) -%}
            {%- set text_columns = [] -%}
            {%- for column in columns if column.is_string() -%}
                {%- do text_columns.append(column.name) -%}
            {%- endfor -%}
            {%- set code_columns = [] -%}
            {%- for node in graph.nodes.values()
                if node.resource_type == 'model'
                and node.schema == relation.schema
                and node.alias == relation.identifier -%}
                {%- for column in node.columns.values()
                    if data_first.column_meta(column).get('code_set')
                    and not column.name.endswith('_desc') -%}
                    {%- do code_columns.append(column.name) -%}
                {%- endfor -%}
            {%- endfor -%}
            {%- do tables.append({
                'name': relation.schema ~ '.' ~ relation.identifier,
                'relation': relation,
                'columns': columns | map(attribute='name') | list,
                'text_columns': text_columns,
                'code_columns': code_columns,
            }) -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return(tables) -}}
{%- endmacro %}

{#- The published tables as the checks of de-identification take them: a list of {'name', 'relation',
    'columns' (names), 'text_columns' (names)}. Empty while parsing. -#}
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
            {%- do tables.append({
                'name': relation.schema ~ '.' ~ relation.identifier,
                'relation': relation,
                'columns': columns | map(attribute='name') | list,
                'text_columns': text_columns,
            }) -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return(tables) -}}
{%- endmacro %}

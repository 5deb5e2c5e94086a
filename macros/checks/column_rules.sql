{#- The rules of the table that the running test is attached to, as broken_rules() takes them.
    Stops where a rule is not known, and where there is none to check. -#}
{% macro column_rules(unique=[]) -%}
    {%- set table = graph.nodes[model.attached_node] -%}
    {%- set rules = [] -%}
    {%- for key in unique -%}
        {%- do rules.append({'columns': key, 'rule': 'unique'}) -%}
    {%- endfor -%}
    {%- for column in table.columns.values() -%}
        {%- for stated in data_first._stated_rules(column) -%}
            {%- set name = stated if stated is string else (stated | list)[0] -%}
            {%- set known = name == 'accepted_values' if stated is mapping
                else name in ['not_null', 'unique'] -%}
            {%- if not known -%}
                {%- do exceptions.raise_compiler_error(
                    'Column ' ~ table.name ~ '.' ~ column.name ~ ' states the rule ' ~ stated
                    ~ ', which columns_hold does not know; it knows not_null, unique and'
                    ~ ' accepted_values: [...].'
                ) -%}
            {%- endif -%}
            {%- do rules.append({
                'columns': [column.name],
                'rule': name,
                'values': stated[name] if stated is mapping else none,
            }) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if not rules -%}
        {%- do exceptions.raise_compiler_error(
            'No column of ' ~ table.name ~ ' states a rule, so that columns_hold has nothing to'
            ~ ' check; give one in config: {meta: {rules: [...]}}, or remove the test.'
        ) -%}
    {%- endif -%}
    {{- return(rules) -}}
{%- endmacro %}


{#- What a column of the graph states in its `rules`. -#}
{% macro _stated_rules(column) -%}
    {{- return(data_first.column_meta(column).get('rules', [])) -}}
{%- endmacro %}

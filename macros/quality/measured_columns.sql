{#- The columns that the measures of all levels add up, each once: a list of names. -#}
{% macro measured_columns(of_links_only=false) -%}
    {%- set columns = [] -%}
    {%- for level in ['high', 'medium', 'low'] -%}
        {%- for measure in data_first.group_measures(level, of_links_only) -%}
            {%- for column in measure.above + measure.below if column not in columns -%}
                {%- do columns.append(column) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {{- return(columns) -}}
{%- endmacro %}

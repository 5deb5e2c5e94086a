{#- What a comparison reads on one side, as text: the values of its columns in their order, a missing
    one as a dash; null where all are missing. -#}
{% macro _shown_value(comparison, side) -%}
    {%- set columns = data_first._shown_columns(comparison) -%}
    {%- set texts = [] -%}
    {%- for column in columns -%}
        {%- do texts.append('cast(' ~ side ~ '.' ~ column ~ ' as varchar)') -%}
    {%- endfor -%}
    {%- if not columns -%}
        cast(null as varchar)
    {%- elif columns | length == 1 -%}
        {{ texts[0] }}
    {%- else -%}
        case
            when coalesce({{ texts | join(', ') }}) is not null
                then concat_ws(
                    ' | '
                    {%- for text in texts %},
                    coalesce({{ text }}, '–')
                    {%- endfor %}
                )
        end
    {%- endif -%}
{%- endmacro %}


{#- The columns that a comparison reads, in the order in which its levels name them. -#}
{% macro _shown_columns(comparison) %}
    {%- set columns, seen = [], [] -%}
    {%- set texts = comparison.comparison_levels | map(attribute='sql_condition') | list
        + comparison.similarities.values() | list -%}
    {%- set sql = modules.re.sub("'(?:[^']|'')*'", "''", texts | join(' ; ')) -%}
    {%- for column in modules.re.findall(
        '(?<![\\w."])[lrLR]\\.("(?:[^"]|"")+"|[^\\W\\d]\\w*)', sql
    ) -%}
        {%- set name = column | replace('"', '') | lower -%}
        {%- if name not in seen -%}
            {%- do seen.append(name) -%}
            {%- do columns.append(column) -%}
        {%- endif -%}
    {%- endfor -%}
    {% do return(columns) %}
{% endmacro %}

{#- All of the given levels hold: `and_(level, level, …)`. A null level if all of them are.
    Equalities together are an equality of all their columns, so that their u is counted. -#}
{% macro and_() %}
    {% do return(data_first._joined('and_', 'and', varargs)) %}
{% endmacro %}


{#- Levels joined by a word. -#}
{% macro _joined(macro, word, levels) %}
    {%- if not levels -%}
        {%- do data_first._wrong(macro, 'level', none, 'give at least one') -%}
    {%- endif -%}
    {%- set conditions, labels, columns, null_on = [], [], [], [] -%}
    {%- set similarities = {} -%}
    {%- set state = namespace(counted=word == 'and') -%}
    {%- for given in levels -%}
        {%- set level = data_first._whole_level(given) -%}
        {%- do conditions.append('(' ~ level.sql_condition ~ ')') -%}
        {%- do labels.append(level.label) -%}
        {%- do similarities.update(level.similarities) -%}
        {%- do null_on.extend(level.null_on) -%}
        {%- do columns.extend(level.exact_u_on or []) -%}
        {%- if not level.exact_u_on or level.exact_u_on_array -%}
            {%- set state.counted = false -%}
        {%- endif -%}
    {%- endfor -%}
    {% do return(dict(
        data_first.comparison_level(
            conditions | join(' ' ~ word ~ ' '), labels | unique | join(' ' ~ word ~ ' '),
            exact_u_on=columns if state.counted else none,
            is_null_level=levels | selectattr('is_null_level') | list | length == levels | length,
            similarities=similarities,
        ),
        null_on=null_on,
    )) %}
{% endmacro %}

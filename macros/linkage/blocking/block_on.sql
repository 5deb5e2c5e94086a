{#- A blocking rule: pairs whose values agree on every expression (over one record, without alias).

    `label` and `touches` may be left out: the label is then made of the expressions, and the
    comparisons that the rule touches (they say nothing inside its training block and are left out
    there) are those that read a column of the rule. `explode` names the array whose elements are
    tried one by one, or a list of several; an element is written `element` (`element_1`,
    `element_2` of several), or as the array itself. `right` are the expressions of the other record
    where they differ, such as forename here and surname there; either record may be the one here.
    `nulls_agree` is true, or the expressions for which missing equals missing. `where` is a further
    condition over `l.` and `r.`, asked in both directions. `trains: false` keeps a rule out of the
    training. -#}
{% macro block_on(
    expressions, label=none, touches=none, explode=none, trains=true,
    right=none, nulls_agree=false, where=none
) %}
    {%- set arrays = [] if explode is none else [explode] if explode is string else explode -%}
    {% do return({
        'expressions': data_first._with_elements(expressions, arrays),
        'right': none if right is none else data_first._with_elements(right, arrays),
        'label': label,
        'touches': touches,
        'explode': explode,
        'arrays': arrays,
        'trains': trains,
        'nulls_agree': nulls_agree,
        'where': where,
    }) %}
{% endmacro %}


{#- A list of expressions in which an array that is taken apart is written as its element. -#}
{% macro _with_elements(expressions, arrays) %}
    {%- set given = [expressions] if expressions is string else expressions -%}
    {%- set written = [] -%}
    {%- for expression in given -%}
        {%- if expression in arrays -%}
            {%- do written.append(data_first._element(arrays, arrays.index(expression))) -%}
        {%- else -%}
            {%- do written.append(expression) -%}
        {%- endif -%}
    {%- endfor -%}
    {% do return(written) %}
{% endmacro %}


{#- What an element is called in expressions: `element`, or by number where there are several. -#}
{% macro _element(arrays, index) %}
    {% do return('element' if arrays | length == 1 else 'element_' ~ (index + 1)) %}
{% endmacro %}

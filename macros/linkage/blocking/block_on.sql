{#- A blocking rule: pairs whose values agree on every expression (over one record, without alias).

    `touches` names the comparisons that the rule fixes, also in part: they say nothing inside its
    training block and are left out there. `explode` names one array column whose elements are tried
    one by one; its element is written `element` in the expressions. `trains: false` keeps a rule
    out of the training. -#}
{% macro block_on(expressions, label, touches, explode=none, trains=true) %}
    {% do return({
        'expressions': expressions,
        'label': label,
        'touches': touches,
        'explode': explode,
        'trains': trains,
    }) %}
{% endmacro %}

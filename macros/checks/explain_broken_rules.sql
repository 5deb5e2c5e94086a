{#- Hook at the end of a run: says which rules the tables broke whose columns_hold failed, in how
    many rows, and how to see those. dbt itself gives the number of broken rules alone. -#}
{% macro explain_broken_rules(results) -%}
    {%- if execute and project_name == 'data_first' -%}
        {%- for result in results
            if result.status | string in ['fail', 'warn']
            and result.node.test_metadata and result.node.test_metadata.name == 'columns_hold' -%}
            {%- set table = graph.nodes[result.node.attached_node].name -%}
            {%- for rule in run_query(result.node.compiled_code).rows -%}
                {%- do log(data_first._broken_rule_message(table, rule), info=true) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}


{#- What a row of broken_rules() says to a person. -#}
{% macro _broken_rule_message(table, rule) -%}
    {%- set said = {
        'not_null': ['row has no value', 'rows have no value'],
        'unique': ['value occurs more than once', 'values occur more than once'],
        'accepted_values': ['row has a value not accepted', 'rows have a value not accepted'],
    } -%}
    {%- set is_one = rule.n_failures == 1 -%}
    {{- return(
        'Rule ' ~ rule.rule ~ ' of ' ~ table ~ '.' ~ rule.column_name ~ ' is broken: '
        ~ rule.n_failures ~ ' ' ~ said[rule.rule][0 if is_one else 1]
        ~ '. To see ' ~ ('it' if is_one else 'them') ~ ': ' ~ rule.rows_query
    ) -}}
{%- endmacro %}

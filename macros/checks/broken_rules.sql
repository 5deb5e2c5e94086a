{#- A select with one row for each rule that a relation breaks: column_name, rule, n_failures (rows;
    of unique, values that occur more than once) and rows_query, which shows them. It holds no value
    of the relation itself.
    `rules` is a list of {columns, rule, values}; rule is not_null, unique or accepted_values, and
    only unique takes more than one column. As in dbt's own tests null is accepted and is no
    duplicate of another null, but in a key of several columns nulls are equal. -#}
{% macro broken_rules(relation, rules) -%}
    {%- set of_rows = rules | rejectattr('rule', 'eq', 'unique') | list -%}
    {%- set of_keys = rules | selectattr('rule', 'eq', 'unique') | list -%}
    with counted as (
        {%- if of_rows %}
        -- One scan for all rules that a single row can break.
        select
            unnest([
                {%- for rule in of_rows %}
                {%- set broken = data_first._broken_where(rule) %}
                struct_pack(
                    column_name := '{{ rule.columns[0] }}',
                    rule := '{{ rule.rule }}',
                    n_failures := count(*) filter (where {{ broken }}),
                    rows_query := $query$select * from {{ relation }} where {{ broken }}$query$
                ){{ ',' if not loop.last }}
                {%- endfor %}
            ], recursive := true)
        from {{ relation }}
        {%- endif %}
        {%- for rule in of_keys %}
        {%- set repeated = data_first._repeated_keys(relation, rule.columns) %}
        {%- if of_rows or not loop.first %}
        union all
        {%- endif %}
        select
            '{{ rule.columns | join(", ") }}' as column_name,
            'unique' as rule,
            count(*) as n_failures,
            $query${{ repeated }}$query$ as rows_query,
        from ({{ repeated }}) as repeated
        {%- endfor %}
    )

    select
        column_name,
        rule,
        n_failures,
        rows_query,
    from counted
    where n_failures > 0
{%- endmacro %}


{#- What is true of a row that breaks a rule. -#}
{% macro _broken_where(rule) -%}
    {%- if rule.rule == 'not_null' -%}
        "{{ rule.columns[0] }}" is null
    {%- else -%}
        "{{ rule.columns[0] }}" not in (
            {%- for value in rule['values'] -%}
                '{{ value | string | replace("'", "''") }}'{{ ', ' if not loop.last }}
            {%- endfor -%}
        )
    {%- endif -%}
{%- endmacro %}


{#- A select of the values of a key that occur more than once. -#}
{% macro _repeated_keys(relation, columns) -%}
    {%- set key = '"' ~ columns | join('", "') ~ '"' -%}
    {%- set given = 'where ' ~ key ~ ' is not null ' if columns | length == 1 else '' -%}
    select {{ key }}, count(*) as n_rows from {{ relation }}{{ ' ' }}
    {{- given }}group by {{ key }} having count(*) > 1
{%- endmacro %}

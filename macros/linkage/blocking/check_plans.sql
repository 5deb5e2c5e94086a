{#- Reads the plan of every rule's join and stops where one tries every pair:
    `dbt run-operation data_first.check_plans --args '{settings: my_settings, relation:
    my_blocking_keys}'`. `relation` has block keys. -#}
{% macro check_plans(settings, relation) %}
    {%- set settings = data_first._settings_named(settings) -%}
    {%- set sql = data_first.blocked_pairs(settings, data_first._relation_named(relation)) -%}
    {% do data_first._check_plans(data_first._split_statements(sql) | selectattr('table') | list) %}
    {% do log(
        "Linkage model '" ~ settings.model ~ "': the joins of all "
        ~ settings.blocking_rules | length ~ " blocking rules are hash joins.", info=true
    ) %}
{% endmacro %}


{#- Stops at statements, {label, sql}, whose plans have a join that tries every pair. -#}
{% macro _check_plans(statements) %}
    {%- set slow = [] -%}
    {%- for statement in statements -%}
        {%- set found = data_first._slow_joins(statement.sql) -%}
        {%- if found -%}
            {%- do slow.append(statement.label ~ ' (' ~ found | join(', ') ~ ')') -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if slow -%}
        {%- do exceptions.raise_compiler_error(
            "These joins would try every pair of records: " ~ slow | join('; ') ~ ". Give each an"
            ~ " equality between the two records (block_on(), or custom_rule() with l.x = r.x),"
            ~ " write an `or` as two rules, and see that the relation with block keys is a table,"
            ~ " no view."
        ) -%}
    {%- endif -%}
{% endmacro %}


{#- The operators in the plan of a select whose cost is the product of both sides. -#}
{% macro _slow_joins(sql) %}
    {%- set plan = run_query('explain (format json) ' ~ sql).rows[0][1] -%}
    {% do return(modules.re.findall(
        '"(NESTED_LOOP_JOIN|BLOCKWISE_NL_JOIN|PIECEWISE_MERGE_JOIN|IE_JOIN|CROSS_PRODUCT)\\s*"',
        plan
    ) | unique | sort | list) %}
{% endmacro %}

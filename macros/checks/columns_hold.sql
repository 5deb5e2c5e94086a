{#- Checks all rules of a table's columns in one query: those that its columns state in
    `config: {meta: {rules: [not_null, {accepted_values: [a, b]}]}}`, and the keys of several
    columns that the test is given, such as `unique: [[source_dataset, record_key]]`. Fails with one
    row a broken rule. One test a table instead of one a column and rule, since a test costs dbt
    more time than its query. -#}
{% test columns_hold(model, unique=[]) %}
{%- if execute -%}
{{ data_first.broken_rules(model, data_first.column_rules(unique)) }}
{%- endif -%}
{% endtest %}

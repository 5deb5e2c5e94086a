{#- Warns of codes in a table that the code list of their column does not have; the list is the
    column's `code_set` in `config: {meta: {...}}`. Such codes are kept, and stand without a
    description. One test a table instead of one relationships test a column, since a test costs
    dbt more time than its query. -#}
{% test codes_are_listed(model, files='seeds/reference/**/*.csv') %}
{{ config(severity='warn') }}
{%- if execute -%}
{{ data_first.unlisted_codes(model, data_first.code_sets(), files) }}
{%- endif -%}
{% endtest %}

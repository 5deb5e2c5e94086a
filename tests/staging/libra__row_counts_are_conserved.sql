-- Staging neither drops nor multiplies a row. A row here names the table that does.
{% set staged = {
    'aliases': 'stg_libra__aliases',
    'cases': 'stg_libra__cases',
    'defendants': 'stg_libra__defendants',
    'hearings': 'stg_libra__hearings',
    'offences': 'stg_libra__offences',
    'results': 'stg_libra__results',
} %}

with counted as (
    {% for table, model in staged.items() %}
    select
        '{{ table }}' as table_name,
        (select count(*) from {{ source('libra', table) }}) as n_extracted,
        (select count(*) from {{ ref(model) }}) as n_staged,
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}
)

select * from counted where n_extracted is distinct from n_staged

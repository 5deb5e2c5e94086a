-- Staging neither drops nor multiplies a row. A row here names the table that does.
{% set tables = {
    'caseman': [
        'ae_events', 'case_events', 'case_party_roles', 'cases', 'coded_parties',
        'given_addresses', 'hearings', 'judgments', 'parties', 'warrant_returns', 'warrants',
    ],
    'pcol': [
        'claim', 'claim_event', 'claim_party', 'claim_party_contact_details', 'defence',
        'hearing', 'judgement', 'party', 'warrant', 'warrant_return',
    ],
} %}

with counted as (
    {% for system, names in tables.items() %}
    {% set outer = loop %}
    {% for name in names %}
    select
        '{{ system }}.{{ name }}' as table_name,
        (select count(*) from {{ source_or_empty(system, name) }}) as n_extracted,
        (select count(*) from {{ ref('stg_' ~ system ~ '__' ~ name) }}) as n_staged,
    {% if not (outer.last and loop.last) %}
    union all
    {% endif %}
    {% endfor %}
    {% endfor %}
)

select * from counted where n_extracted is distinct from n_staged

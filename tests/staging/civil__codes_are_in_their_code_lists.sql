-- Every code of the civil systems stands in the list that describes it. A row here is published as
-- `unlisted`: add the code to the seed. A warning, because an extract may be ahead of the seed.
{{ config(severity='warn') }}
{%- set coded = {
    'caseman': [
        ('cases', 'case_type_code', 'case_type'),
        ('cases', 'track_code', 'track'),
        ('parties', 'party_type_code', 'party_type'),
        ('coded_parties', 'party_type_code', 'party_type'),
        ('coded_parties', 'sector_code', 'sector'),
        ('case_party_roles', 'party_role_code', 'party_role'),
        ('given_addresses', 'address_type_code', 'address_type'),
        ('case_events', 'standard_event_code', 'standard_event'),
        ('judgments', 'order_type_code', 'order_type'),
        ('warrants', 'warrant_type_code', 'warrant_type'),
        ('warrant_returns', 'return_code', 'warrant_return'),
        ('ae_events', 'ae_event_code', 'ae_event'),
        ('hearings', 'hearing_type_code', 'hearing_type'),
    ],
    'pcol': [
        ('claim', 'claim_type_code', 'claim_type'),
        ('party', 'party_type_code', 'party_type'),
        ('claim_party', 'party_role_code', 'party_role'),
        ('claim_event', 'event_code', 'event'),
        ('defence', 'defence_type_code', 'defence_type'),
        ('hearing', 'hearing_type_code', 'hearing_type'),
        ('judgement', 'judgement_type_code', 'judgement_type'),
        ('warrant_return', 'return_code', 'warrant_return'),
    ],
} -%}
{%- set courts = [
    ('caseman', 'cases', 'court_code'),
    ('caseman', 'warrants', 'executing_court_code'),
    ('caseman', 'hearings', 'court_code'),
    ('pcol', 'claim', 'court_code'),
    ('pcol', 'hearing', 'court_code'),
] %}

with codes as (
    {% for system, columns in coded.items() %}
    {% for table, column, code_set in columns %}
    select
        'stg_{{ system }}__{{ table }}' as table_name,
        '{{ column }}' as column_name,
        '{{ system }}_codes, {{ code_set }}' as code_list,
        {{ column }} as code,
        {{ column }} in (
            select code from {{ ref(system ~ '_codes') }} where code_set = '{{ code_set }}'
        ) as is_listed,
    from {{ ref('stg_' ~ system ~ '__' ~ table) }}
    union all
    {% endfor %}
    {% endfor %}
    {% for system, table, column in courts %}
    select
        'stg_{{ system }}__{{ table }}' as table_name,
        '{{ column }}' as column_name,
        'civil_courts' as code_list,
        {{ column }} as code,
        {{ column }} in (select code from {{ ref('civil_courts') }}) as is_listed,
    from {{ ref('stg_' ~ system ~ '__' ~ table) }}
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}
)

select
    table_name,
    column_name,
    code_list,
    code,
    count(*) as n_rows,
from codes
where code is not null and not is_listed
group by all

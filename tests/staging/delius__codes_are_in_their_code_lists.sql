-- Every id of a code stands in the seed that describes it. A row here is published without a
-- description: add the value to the seed. A warning, because an extract may be ahead of the seed.
{{ config(severity='warn') }}
{%- set listed = [
    ('main_offence', 'offence_id', 'delius_offences', 'offence_id'),
    ('additional_offence', 'offence_id', 'delius_offences', 'offence_id'),
    ('disposal', 'disposal_type_id', 'delius_disposal_types', 'disposal_type_id'),
    ('order_manager', 'probation_area_id', 'delius_probation_areas', 'probation_area_id'),
    ('release', 'probation_area_id', 'delius_probation_areas', 'probation_area_id'),
    (
        'rqmnt', 'rqmnt_type_main_category_id',
        'delius_rqmnt_type_main_categories', 'rqmnt_type_main_category_id',
    ),
    (
        'proposed_rqmnt', 'rqmnt_type_main_category_id',
        'delius_rqmnt_type_main_categories', 'rqmnt_type_main_category_id',
    ),
    (
        'lic_condition', 'lic_cond_type_main_cat_id',
        'delius_lic_cond_type_main_cats', 'lic_cond_type_main_cat_id',
    ),
    (
        'pss_rqmnt', 'pss_rqmnt_type_main_cat_id',
        'delius_pss_rqmnt_type_main_categories', 'pss_rqmnt_type_main_category_id',
    ),
    (
        'court_report', 'court_report_type_id',
        'delius_court_report_types', 'court_report_type_id',
    ),
    (
        'court_report', 'delivered_court_report_type_id',
        'delius_court_report_types', 'court_report_type_id',
    ),
] -%}
{%- set reference = [
    ('offender', 'title_id', 'TITLE'),
    ('offender', 'gender_id', 'GENDER'),
    ('offender', 'ethnicity_id', 'ETHNICITY'),
    ('offender', 'nationality_id', 'NATIONALITY'),
    ('alias', 'gender_id', 'GENDER'),
    ('offender_address', 'address_status_id', 'ADDRESS STATUS'),
    ('additional_identifier', 'identifier_name_id', 'ADDITIONAL IDENTIFIER TYPE'),
    ('court_appearance', 'appearance_type_id', 'COURT APPEARANCE TYPE'),
    ('court_appearance', 'plea_id', 'PLEA'),
    ('court_appearance', 'outcome_id', 'COURT APPEARANCE OUTCOME'),
    ('court_appearance', 'remand_status_id', 'REMAND STATUS'),
    ('court_report', 'level_of_seriousness_id', 'LEVEL OF SERIOUSNESS'),
    ('proposal', 'proposal_type_id', 'PROPOSAL TYPE'),
    ('proposal', 'level_of_seriousness_id', 'LEVEL OF SERIOUSNESS'),
    ('disposal', 'disposal_termination_reason_id', 'DISPOSAL TERMINATION REASON'),
    ('disposal', 'level_of_seriousness_id', 'LEVEL OF SERIOUSNESS'),
    ('rqmnt', 'rqmnt_termination_reason_id', 'REQUIREMENT TERMINATION REASON'),
    ('lic_condition', 'lic_termination_reason_id', 'LICENCE CONDITION TERMINATION REASON'),
    ('custody', 'custodial_status_id', 'CUSTODY STATUS'),
    ('release', 'release_type_id', 'RELEASE TYPE'),
    ('recall', 'recall_reason_id', 'RECALL REASON'),
    ('pss_rqmnt', 'pss_rqmnt_term_reason_id', 'PSS REQUIREMENT TERMINATION REASON'),
] %}

with codes as (

    {% for table, column, code_set in reference %}
    select
        '{{ table }}' as table_name,
        '{{ column }}' as column_name,
        '{{ code_set }}' as code_list,
        {{ column }} as code_id,
        {{ column }} in (
            select standard_reference_id from {{ ref('delius_standard_reference') }}
            where code_set = '{{ code_set }}'
        ) as is_listed,
    from {{ ref('stg_delius__' ~ table) }}
    union all
    {% endfor %}
    {% for table, column, seed, key in listed %}
    select
        '{{ table }}' as table_name,
        '{{ column }}' as column_name,
        '{{ seed }}' as code_list,
        {{ column }} as code_id,
        {{ column }} in (select {{ key }} from {{ ref(seed) }}) as is_listed,
    from {{ ref('stg_delius__' ~ table) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}

)

select
    table_name,
    column_name,
    code_list,
    code_id,
    count(*) as n_rows,
from codes
where code_id is not null and not is_listed
group by all

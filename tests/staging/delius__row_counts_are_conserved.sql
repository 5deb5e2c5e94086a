-- Every row of the extract is a row of staging: nothing is dropped, nothing doubled.
{%- set tables = [
    'offender', 'alias', 'offender_address', 'additional_identifier', 'event', 'order_manager',
    'main_offence', 'additional_offence', 'court_appearance', 'court_report', 'proposal',
    'disposal', 'rqmnt', 'lic_condition', 'custody', 'release', 'recall', 'pss_rqmnt',
    'proposed_rqmnt', 'ogrs_assessment',
] %}

with counts as (

    {% for table in tables %}
    select
        '{{ table }}' as table_name,
        (select count(*) from {{ data_first.source_or_empty('delius', table) }}) as extract_rows,
        (select count(*) from {{ ref('stg_delius__' ~ table) }}) as staging_rows,
    {% if not loop.last %}union all{% endif %}
    {% endfor %}

)

select * from counts
where extract_rows <> staging_rows

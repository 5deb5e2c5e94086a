{%- set tables = {
    'magistrates_defendant_case': (ref('people_libra__cases'), 'first_hearing_date'),
    'crown_defendant_case': (ref('people_xhibit__cases'), 'first_hearing_date'),
    'prison_custodial_journey': (ref('people_nomis__journeys'), 'journey_start_date'),
    'probation_flatfile': (ref('probation_events'), 'referral_date'),
    'family_people': (ref('people_familyman__parties'), 'receipt_date'),
    'family_cases': (ref('people_familyman__cases'), 'receipt_date'),
    'civil_cases': (ref('people_caseman__cases'), 'issue_date'),
    'oasys_assessments': (ref('people_oasys__assessments'), 'initiation_date'),
} -%}

with coverage as (
    select * from {{ ref('coverage') }}
),

dated as (
    {%- for table_name, origin in tables.items() %}
    select '{{ table_name }}' as table_name, cast({{ origin[1] }} as date) as date_that_decides,
    from {{ origin[0] }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    coverage.table_name,
    coverage.from_date,
    coverage.to_date,
    count(dated.table_name) as n_rows,
    count(*) filter (
        where dated.date_that_decides
        between coalesce(coverage.from_date, date '0001-01-01')
        and coalesce(coverage.to_date, date '9999-12-31')
    ) as n_published,
    count(*) filter (where dated.date_that_decides < coverage.from_date) as n_before,
    count(*) filter (where dated.date_that_decides > coverage.to_date) as n_after,
    count(*) filter (where dated.table_name is not null and dated.date_that_decides is null)
        as n_undated,
from coverage
left join dated on coverage.table_name = dated.table_name
where
    coverage.table_name in (
        {%- for table_name in tables %}
        '{{ table_name }}'{{ ',' if not loop.last }}
        {%- endfor %}
    )
group by coverage.table_name, coverage.from_date, coverage.to_date
order by coverage.table_name

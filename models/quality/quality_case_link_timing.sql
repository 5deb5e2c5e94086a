{%- set least_cases = 10 -%}

with best as (
    select * from {{ ref('link_case__best') }}
    where match_probability >= 0.5
),

crown_cases as (
    select * from {{ ref('people_xhibit__cases') }}
),

magistrates_cases as (
    select * from {{ ref('people_libra__cases') }}
),

linked as (
    select
        year(crown_cases.receipt_date) as receipt_year,
        crown_cases.receipt_date - crown_cases.committal_date as committal,
        crown_cases.receipt_date
        - coalesce(magistrates_cases.final_result_date, magistrates_cases.final_hearing_date)
            as magistrates_case,
    from best
    inner join crown_cases on best.cc_defendant_on_case_id = crown_cases.record_key
    inner join magistrates_cases on best.mc_defendant_id = magistrates_cases.record_key
    where crown_cases.receipt_date is not null
),

-- From what the Crown Court wrote down itself, and from the case that the link found.
measured as (
    unpivot (select receipt_year, committal, magistrates_case from linked)
    on committal, magistrates_case
    into name days_from value n_days
),

counted as (
    select
        days_from,
        case
            when grouping(receipt_year) = 1 then 'all' else cast(receipt_year as varchar)
        end as receipt_year,
        count(*) as n_cases,
        count(*) filter (where n_days < 0) / count(*) as share_before,
        {%- for name, quantile in [
            ('p10', 0.1), ('p25', 0.25), ('median', 0.5), ('p75', 0.75), ('p90', 0.9)
        ] %}
        quantile_disc(n_days, {{ quantile }}) as {{ name }}_days,
        {%- endfor %}
    from measured
    group by days_from, cube(receipt_year)
)

select
    days_from,
    receipt_year,
    case when n_cases >= {{ least_cases }} then n_cases end as n_cases,
    n_cases < {{ least_cases }} as is_suppressed,
    {%- for column in [
        'share_before', 'p10_days', 'p25_days', 'median_days', 'p75_days', 'p90_days'
    ] %}
    case when n_cases >= {{ least_cases }} then {{ column }} end as {{ column }},
    {%- endfor %}
from counted
order by days_from, receipt_year

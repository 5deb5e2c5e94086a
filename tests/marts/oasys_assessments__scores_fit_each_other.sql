-- A row here is a score that cannot be: a chance in one year above that in two, a per cent outside
-- 0 to 100, points that do not add up, an assessment after its completion: at most one row in a
-- thousand is odd.
{%- set problems = [
    ['one year above two years', 'ogrs3_1year > ogrs3_2year or ogp_1year > ogp_2year'
        ~ ' or ovp_1year > ovp_2year'],
    ['per cent out of range', 'ogrs3_2year not between 0 and 100'
        ~ ' or ogp_2year not between 0 and 100 or ovp_2year not between 0 and 100'],
    ['points do not add up', 'ogp_static_score + ogp_dynamic_score <> ogp_total_score'
        ~ ' or ovp_static_score + ovp_dynamic_score <> ovp_total_score'],
    ['completed before it was begun', 'days_to_complete < 0'],
    ['age out of range', 'age_at_assessment not between 10 and 120'],
] %}

with odd_rows as (
    {%- for problem, condition in problems %}
    select
        '{{ problem }}' as problem,
        count(*) filter (where {{ condition }}) as n_rows,
        count(*) as n_all,
    from {{ ref('oasys_assessments') }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select * from odd_rows where n_rows > 0.001 * n_all

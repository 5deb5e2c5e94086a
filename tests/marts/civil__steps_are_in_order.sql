-- No judgment is before its claim, no warrant before its judgment, no report before its warrant, no
-- payment before its judgment; a repossession is of a home: at most one row in a thousand is odd.
{%- set problems = [
    ['civil_events', 'event before issue', 'days_from_issue < 0'],
    ['civil_hearings', 'hearing before issue', 'days_from_issue < 0'],
    ['civil_judgments', 'judgment before issue', 'days_from_issue < 0'],
    ['civil_judgments', 'paid before judgment', 'days_to_payment < 0'],
    ['civil_judgments', 'judgment without a sum', "judgment_amount is null
        and judgment_type_code in ('default', 'admission', 'at_hearing')"],
    ['civil_warrants', 'warrant without a judgment before it', 'days_from_judgment is null'],
    ['civil_warrants', 'report before warrant', 'days_to_result < 0'],
    ['civil_cases', 'repossession in a money claim',
        "repossession_date is not null and claim_group_code <> 'possession'"],
    ['civil_cases', 'no claimant or no defendant',
        'number_of_claimants = 0 or number_of_defendants = 0'],
    ['civil_parties', 'party not of age', 'age_at_issue not between 16 and 110'],
] %}

with odd_rows as (
    {%- for table_name, problem, condition in problems %}
    select
        '{{ table_name }}' as table_name,
        '{{ problem }}' as problem,
        count(*) filter (where {{ condition }}) as n_rows,
        count(*) as n_all,
    from {{ ref(table_name) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select * from odd_rows where n_rows > 0.001 * n_all

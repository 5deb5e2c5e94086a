-- A sentence of custody has a length and a fine an amount; nobody is under 8 or over 120 at a first
-- hearing; no hearing is before receipt: at most one row in a thousand is odd.
{%- set problems = [
    ['magistrates_defendant_case', 'custody without a length',
        "outcome_group = 'custody' and sentence_length_days is null"],
    ['magistrates_defendant_case', 'fine without an amount',
        "outcome_group = 'fine' and fine_amount is null"],
    ['magistrates_defendant_case', 'age out of range', 'age not between 8 and 120'],
    ['crown_defendant_case', 'custody without a length',
        "outcome_group = 'custody' and sentence_length_days is null"],
    ['crown_defendant_case', 'hearing before receipt', 'first_hearing_date < receipt_date'],
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

-- A sentence of custody has a length, or a minimum term if it is for life, and a fine an amount;
-- nobody is under 8 or over 120 at a first hearing; no hearing is before receipt; who elected trial
-- was sent for it; what is sentenced is a conviction; remand histories fit each other: at most one
-- row in a thousand is odd.
{%- set problems = [
    ['magistrates_defendant_case', 'custody without a length',
        "outcome_group = 'custody' and sentence_length_days is null"],
    ['magistrates_defendant_case', 'fine without an amount',
        "outcome_group = 'fine' and fine_amount is null"],
    ['magistrates_defendant_case', 'age out of range', 'age not between 8 and 120'],
    ['magistrates_defendant_case', 'elected trial and not committed',
        "elected_jury_trial_marker = 'Y' and committed_to_crown_marker = 'N'"],
    ['magistrates_defendant_case', 'sentenced and not convicted',
        "sentence_length_days is not null and conviction_marker is distinct from 'Y'"],
    ['crown_defendant_case', 'custody without a length or minimum term',
        "outcome_group = 'custody' and coalesce(sentence_length_days, minimum_term_days) is null"],
    ['crown_defendant_case', 'life with a length',
        "life_sentence_marker = 'Y' and sentence_length_days is not null"],
    ['crown_defendant_case', 'disposals out of order',
        "disposal_code is null and disposal_2_code is not null"],
    ['crown_defendant_case', 'second plea before the first', "plea_date < first_plea_date"],
    ['crown_defendant_case', 'custody throughout and bail at committal',
        "remand_a_code = 2 and remand_c_code = 1"],
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

-- The principal offence of a defendant's case is offence number 1 of the offence table, and the
-- numbers of offences, pleas of guilty and convictions are those of its rows.
{%- set tables = [
    ['magistrates_defendant_case', 'magistrates_offence', 'result_code'],
    ['crown_defendant_case', 'crown_offence', 'disposal_code'],
] %}

with compared as (
    {%- for cases, offences, outcome in tables %}
    select
        '{{ cases }}' as table_name,
        cases.row_id_hash,
        cases.number_of_offences,
        cases.number_of_guilty_pleas,
        cases.number_of_convictions,
        count(offences.row_id_hash) as n_offence_rows,
        count(*) filter (where offences.plea_group = 'guilty') as n_guilty_rows,
        count(*) filter (where offences.conviction_marker = 'Y') as n_convicted_rows,
        bool_and(
            cases.offence_code is not distinct from offences.offence_code
            and cases.offence_date is not distinct from offences.offence_date
            and cases.{{ outcome }} is not distinct from offences.{{ outcome }}
        ) filter (where offences.offence_number = 1) as is_same_principal,
    from {{ ref(cases) }} as cases
    left join {{ ref(offences) }} as offences
        on cases.row_id_hash = offences.row_id_hash
    group by
        cases.row_id_hash,
        cases.number_of_offences,
        cases.number_of_guilty_pleas,
        cases.number_of_convictions
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select *
from compared
where
    number_of_offences <> n_offence_rows
    or number_of_guilty_pleas <> n_guilty_rows
    or number_of_convictions <> n_convicted_rows
    or (n_offence_rows > 0 and is_same_principal is distinct from true)

-- Question: What goes with delay in the Crown Court?
-- Share: Crown Court
-- Tables: crown.crown_defendant_case
-- Grain: factor, value
-- How: Defendants' days from receipt to the first hearing and from there to the last one, by what
--   the case is like and where and when it was received. The slowest tenth says more of delay than
--   the median. Ordered within a factor by the median of all days, longest first.
-- Caveats: Cases that had not ended when the data were taken are not in them, so that the last
--   years look quicker than they were. Factors go together (a plea of not guilty, more hearings):
--   one table of medians does not part them. Courts with fewer than 30 defendants are left out.
with cases as (
    select
        *,
        date_diff('day', cast(receipt_date as date), cast(first_hearing_date as date))
            as days_before,
        date_diff('day', cast(first_hearing_date as date), cast(final_hearing_date as date))
            as days_in_court,
        days_before + days_in_court as days_in_all,
    from crown.crown_defendant_case
    where receipt_date <= first_hearing_date and first_hearing_date <= final_hearing_date
)

select
    factors.factor,
    coalesce(factors.value, 'not recorded') as value,
    count(*) as n_defendants,
    median(cases.days_before) as median_days_to_first_hearing,
    median(cases.days_in_court) as median_days_in_court,
    median(cases.days_in_all) as median_days_in_all,
    round(quantile_cont(cases.days_in_all, 0.9)) as slowest_tenth_from_days,
    round(count(*) filter (where cases.days_in_all > 365) / count(*), 3) as share_over_a_year,
from cases
cross join (
    values
    ('all', 'all'),
    ('year of receipt', left(cases.receipt_date, 4)),
    ('type of case', cases.case_type_desc),
    ('who chose the Crown Court', cases.either_way_type_desc),
    ('plea', cases.plea_desc),
    ('remand', cases.remand_status_desc),
    ('offence class', cases.ho_offence_class),
    ('court', cast(cases.court_code as varchar)),
    ('hearings', case
        when cases.number_of_hearings < 5 then cast(cases.number_of_hearings as varchar)
        else '5 or more'
    end),
    ('defendants on the case', case
        when cases.number_of_defendants < 3 then cast(cases.number_of_defendants as varchar)
        else '3 or more'
    end),
    ('counts', case
        when cases.number_of_offences < 4 then cast(cases.number_of_offences as varchar)
        else '4 or more'
    end)
) as factors (factor, value)
group by factors.factor, factors.value
having count(*) >= 30
order by factors.factor, median_days_in_all desc, value

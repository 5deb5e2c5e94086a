-- Question: How do experiences and outcomes in the magistrates' courts differ by age and ethnicity?
-- Share: magistrates' courts
-- Tables: magistrates.magistrates_defendant_case
-- Grain: characteristic, value
-- How: Cases by sex, age, ethnic group, and age within ethnic group: remand in custody, plea,
--   conviction (of cases that ended here), custody (of those sentenced), and days to the end. The
--   last column is the custody that the group's offences alone would give: the average share over
--   all defendants with the same offence class and number of offences.
-- Caveats: A row is a case, not a person: frequent users count often. Ethnic group is missing in
--   every fifth record or more, and not by chance. What differs after allowing for the offence may
--   still be earlier convictions, pleas or courts.
with cases as (
    select
        *,
        outcome_group in (
            'custody', 'suspended_sentence', 'community_sentence', 'fine', 'discharge',
            'other_sentence'
        ) as is_convicted,
        outcome_group in ('acquittal', 'withdrawn') as is_let_go,
        outcome_group = 'custody' as is_custody,
        coalesce(ethnic_group, 'not recorded') as ethnicity,
        case
            when age < 18 then '10 to 17'
            when age < 25 then '18 to 24'
            when age < 35 then '25 to 34'
            when age < 50 then '35 to 49'
            when age >= 50 then '50 and over'
            else 'not recorded'
        end as age_band,
        date_diff('day', cast(first_hearing_date as date), cast(final_hearing_date as date))
            as days_to_end,
    from magistrates.magistrates_defendant_case
),

expected as (
    select
        *,
        case
            when is_convicted
                then avg(cast(is_custody as integer)) over (
                    partition by ho_offence_class, least(number_of_offences, 3), is_convicted
                )
        end as expected_custody,
    from cases
)

select
    groups.characteristic,
    groups.value,
    count(*) as n_cases,
    round(count(*) filter (where expected.remand_status_code = 'C') / count(*), 3)
        as share_remanded_in_custody,
    round(
        count(*) filter (where expected.plea_code = 'G') / nullif(count(expected.plea_code), 0), 3
    ) as share_guilty_plea,
    round(
        count(*) filter (where expected.is_convicted)
        / nullif(count(*) filter (where expected.is_convicted or expected.is_let_go), 0), 3
    ) as share_convicted,
    round(
        count(*) filter (where expected.is_custody)
        / nullif(count(*) filter (where expected.is_convicted), 0), 3
    ) as share_custody,
    round(avg(expected.expected_custody), 3) as share_custody_by_offence_alone,
    median(expected.days_to_end) as median_days_to_end,
from expected
cross join (
    values
    ('all', 'all'),
    ('sex', coalesce(expected.gender, 'not recorded')),
    ('age', expected.age_band),
    ('ethnic group', expected.ethnicity),
    ('ethnic group and age', concat(expected.ethnicity, ', ', expected.age_band))
) as groups (characteristic, value)
group by groups.characteristic, groups.value
order by groups.characteristic, groups.value

-- Question: How do length and conditions of the licence bear on recall, and what follows a recall?
-- Share: probation
-- Tables: probation.probation_flatfile, probation.probation_licence_conditions,
--   magistrates.magistrates_defendant_case, crown.crown_defendant_case,
--   linking.criminal_justice_link
-- Grain: factor, value
-- How: Events with a release from custody up to the end of 2019, by length of sentence, number and
--   kind of licence conditions, sex and age: the share recalled at least once and, of those
--   recalled and not, the share who offended within two years of the release and were convicted.
-- Caveats: The length of the licence itself is not in the table: half of the sentence is near it
--   for most. Conditions are set for risk, so that more of them go with more recalls without
--   causing them. Offences tried after 2020 are not seen; some recalls are for such an offence.
with kinds as (
    select distinct event_id_hash, lic_cond_type_main_cat_desc as kind
    from probation.probation_licence_conditions
    where lic_cond_type_main_cat_desc is not null
),

releases as (
    select
        *,
        cast(first_release_date as date) as release_date,
        recall_count > 0 as is_recalled,
    from probation.probation_flatfile
    where first_release_date <= '2019-12-31'
    qualify row_number() over (
        partition by
            estimated_offender_id, main_offence_date, disposal_type_description, disposal_date
        order by event_id_hash
    ) = 1
),

convictions as (
    -- One row a person and day of an offence of which a court convicted.
    select distinct
        people.estimated_mc_cc_ps_dp as person_id,
        cast(cases.offence_date as date) as offence_date,
    from (
        select row_id_hash, offence_date, outcome_group from magistrates.magistrates_defendant_case
        union all
        select row_id_hash, offence_date, outcome_group from crown.crown_defendant_case
    ) as cases
    inner join linking.criminal_justice_link as people on cases.row_id_hash = people.row_id_hash
    where
        cases.outcome_group is not null
        and cases.outcome_group not in ('acquittal', 'withdrawn', 'sent_to_crown')
),

followed as (
    select
        releases.*,
        exists(
            select 1
            from convictions
            where
                convictions.person_id = people.estimated_mc_cc_ps_dp
                and convictions.offence_date > releases.release_date
                and convictions.offence_date <= releases.release_date + interval 2 year
        ) as has_reoffended,
    from releases
    inner join linking.criminal_justice_link as people
        on releases.row_id_hash = people.row_id_hash
),

by_factor as (
    select followed.is_recalled, followed.has_reoffended, factors.factor, factors.value
    from followed
    cross join (
        values
        ('all', 'all'),
        ('sex', followed.gender),
        ('sentence', case
            when followed.length_in_days <= 183 then '1 up to six months'
            when followed.length_in_days < 365 then '2 under a year'
            when followed.length_in_days < 730 then '3 under two years'
            when followed.length_in_days < 1461 then '4 under four years'
            else '5 four years and more, or life'
        end),
        ('licence conditions', case
            when followed.lic_condition_count < 5 then cast(followed.lic_condition_count as varchar)
            else '5 and more'
        end),
        ('age at offence', case
            when followed.age_at_offence < 25 then '18 to 24'
            when followed.age_at_offence < 35 then '25 to 34'
            when followed.age_at_offence < 50 then '35 to 49'
            when followed.age_at_offence >= 50 then '50 and over'
        end)
    ) as factors (factor, value)
    union all
    select
        followed.is_recalled,
        followed.has_reoffended,
        'kind of condition' as factor,
        kinds.kind as value,
    from followed
    inner join kinds on followed.event_id_hash = kinds.event_id_hash
)

select
    factor,
    coalesce(value, 'not recorded') as value,
    count(*) as n_releases,
    round(count(*) filter (where is_recalled) / count(*), 3) as share_recalled,
    round(
        count(*) filter (where is_recalled and has_reoffended)
        / nullif(count(*) filter (where is_recalled), 0), 3
    ) as share_of_recalled_reoffended,
    round(
        count(*) filter (where not is_recalled and has_reoffended)
        / nullif(count(*) filter (where not is_recalled), 0), 3
    ) as share_of_others_reoffended,
from by_factor
group by factor, by_factor.value
order by factor, value

-- Question: What goes with different groups getting different sentences, over both courts?
-- Share: criminal courts, prisons and probation linking
-- Tables: magistrates.magistrates_defendant_case, crown.crown_defendant_case,
--   prison.prison_custodial_journey, probation.probation_flatfile, linking.criminal_justice_link
-- Grain: factor, value
-- How: Convicted defendants of both courts by sex, age, ethnic group, court and what the systems
--   knew of them before the first hearing (convictions, prison, probation): kind of sentence, and
--   custody beside what offence class and court alone would give.
-- Caveats: Earlier contacts are those in the data (courts from 2011 and 2013, probation from 2014;
--   prison reaches further back), so that they grow with the years. A case that the magistrates
--   sent on counts once, in the Crown Court. Characteristics are those that the court recorded.
with cases as (
    select
        'magistrates' as court, row_id_hash, first_hearing_date, outcome_group, ho_offence_class,
        gender, age, ethnic_group,
    from magistrates.magistrates_defendant_case
    where outcome_group not in ('acquittal', 'withdrawn', 'sent_to_crown')
    union all
    select
        'crown' as court, row_id_hash, first_hearing_date, outcome_group, ho_offence_class,
        gender, age, ethnic_group,
    from crown.crown_defendant_case
    where outcome_group is not null
),

convicted as (
    select
        cases.*,
        people.estimated_mc_cc_ps_dp as person_id,
        row_number() over (
            partition by people.estimated_mc_cc_ps_dp
            order by cases.first_hearing_date, cases.row_id_hash
        ) - 1 as n_earlier,
        avg(cast(cases.outcome_group = 'custody' as integer)) over (
            partition by cases.court, cases.ho_offence_class
        ) as expected_custody,
    from cases
    inner join linking.criminal_justice_link as people on cases.row_id_hash = people.row_id_hash
),

-- One row a person: the first day in prison, the first referral to probation.
first_contacts as (
    select
        people.estimated_mc_cc_ps_dp as person_id,
        min(journeys.journey_start_date) as prison_date,
        min(events.referral_date) as probation_date,
    from linking.criminal_justice_link as people
    left join prison.prison_custodial_journey as journeys
        on people.row_id_hash = journeys.row_id_hash
    left join probation.probation_flatfile as events on people.row_id_hash = events.row_id_hash
    group by people.estimated_mc_cc_ps_dp
),

joined as (
    select
        convicted.*,
        coalesce(first_contacts.prison_date < convicted.first_hearing_date, false)
            as is_known_to_prison,
        coalesce(first_contacts.probation_date < convicted.first_hearing_date, false)
            as is_known_to_probation,
    from convicted
    left join first_contacts on convicted.person_id = first_contacts.person_id
)

select
    factors.factor,
    coalesce(factors.value, 'not recorded') as value,
    count(*) as n_sentenced,
    round(count(*) filter (where outcome_group = 'custody') / count(*), 3) as share_custody,
    round(avg(expected_custody), 3) as share_custody_by_offence_alone,
    round(count(*) filter (where outcome_group = 'suspended_sentence') / count(*), 3)
        as share_suspended,
    round(count(*) filter (where outcome_group = 'community_sentence') / count(*), 3)
        as share_community,
    round(count(*) filter (where outcome_group = 'fine') / count(*), 3) as share_fine,
from joined
cross join (
    values
    ('all', 'all'),
    ('court', joined.court),
    ('sex', joined.gender),
    ('ethnic group', joined.ethnic_group),
    ('known to prison before', case when joined.is_known_to_prison then 'yes' else 'no' end),
    ('known to probation before', case when joined.is_known_to_probation then 'yes' else 'no' end),
    ('age', case
        when joined.age < 18 then '10 to 17'
        when joined.age < 25 then '18 to 24'
        when joined.age < 35 then '25 to 34'
        when joined.age < 50 then '35 to 49'
        when joined.age >= 50 then '50 and over'
    end),
    ('earlier convictions', case
        when joined.n_earlier < 3 then cast(joined.n_earlier as varchar)
        when joined.n_earlier < 6 then '3 to 5'
        else '6 and more'
    end)
) as factors (factor, value)
group by factors.factor, factors.value
order by factors.factor, value

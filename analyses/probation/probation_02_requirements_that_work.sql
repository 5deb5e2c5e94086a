-- Question: Which sentences and requirements go with less reoffending, and for whom?
-- Share: probation
-- Tables: probation.probation_flatfile, probation.probation_requirements,
--   magistrates.magistrates_defendant_case, crown.crown_defendant_case,
--   linking.criminal_justice_link
-- Grain: sentence, people
-- How: Orders in the community by requirement, and custody of less than a year for comparison,
--   begun (or released from) up to the end of 2019, for all, by sex and for those under 25. Orders
--   that ended: how many were completed, how many revoked. Reoffended: an offence in the year after
--   the start of which either court convicted the same person.
-- Caveats: No effect of the requirement: courts choose it for people of another risk. An order with
--   three requirements counts in three rows. Offences heard after 2020 are missing, so that the
--   last year looks better. Magistrates' cases outside Libra are not seen.
with orders as (
    -- The same sentence entered under two events counts once.
    select
        event_id_hash,
        row_id_hash,
        gender,
        age_at_offence,
        disposal_termination_reason_desc as end_reason,
        case
            when disposal_type_description ilike '%custody%' then 'custody under a year'
            when disposal_type_description ilike '%suspended%' then 'suspended sentence order'
            else 'community order'
        end as sentence_kind,
        cast(
            case
                when disposal_type_description ilike '%custody%' then first_release_date
                else disposal_date
            end as date
        ) as start_date,
    from probation.probation_flatfile
    where
        disposal_type_description ilike '%order%'
        or (disposal_type_description ilike '%custody%' and length_in_days < 365)
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
        orders.*,
        exists(
            select 1
            from convictions
            where
                convictions.person_id = people.estimated_mc_cc_ps_dp
                and convictions.offence_date > orders.start_date
                and convictions.offence_date <= orders.start_date + interval 1 year
        ) as has_reoffended,
    from orders
    inner join linking.criminal_justice_link as people on orders.row_id_hash = people.row_id_hash
    where orders.start_date <= date '2019-12-31'
),

by_sentence as (
    select followed.*, followed.sentence_kind as sentence
    from followed
    union all
    select followed.*, concat('with ', requirements.kind) as sentence
    from followed
    inner join (
        select distinct event_id_hash, rqmnt_type_main_category_desc as kind
        from probation.probation_requirements
        where rqmnt_type_main_category_desc is not null
    ) as requirements on followed.event_id_hash = requirements.event_id_hash
)

select
    by_sentence.sentence,
    groups.people,
    count(*) as n_orders,
    round(
        count(*) filter (
            where end_reason ilike 'expired%' or end_reason ilike 'completed%'
        ) / nullif(count(end_reason), 0), 3
    ) as share_completed,
    round(count(*) filter (where end_reason ilike 'revoked%') / nullif(count(end_reason), 0), 3)
        as share_revoked,
    round(count(*) filter (where has_reoffended) / count(*), 3) as share_reoffended,
from by_sentence
cross join (
    values
    ('all', true),
    ('women', by_sentence.gender = 'F'),
    ('men', by_sentence.gender = 'M'),
    ('under 25', by_sentence.age_at_offence < 25)
) as groups (people, is_in)
where groups.is_in
group by by_sentence.sentence, groups.people
order by by_sentence.sentence, groups.people

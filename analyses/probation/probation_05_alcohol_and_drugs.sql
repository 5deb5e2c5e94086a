-- Question: What beyond punishment goes with less offending where alcohol or drugs are behind it?
-- Share: probation
-- Tables: probation.probation_flatfile, probation.probation_requirements,
--   magistrates.magistrates_defendant_case, crown.crown_defendant_case,
--   linking.criminal_justice_link
-- Grain: offence_group, treatment
-- How: Orders in the community up to the end of 2019, by whether the main offence is of drugs or of
--   drink, and by treatment ordered. Completed and revoked of those that ended; reoffended: an
--   offence in the year after the order of which either court convicted the same person.
-- Caveats: Use of alcohol or drugs is not in these tables: offence and requirement stand for it;
--   most offences behind which there is drink or drugs are of other kinds (theft, violence). See
--   the assessments (OASys) for need. Treatment needs consent, so those who get it differ.
with treatments as (
    select
        event_id_hash,
        bool_or(rqmnt_type_main_category_desc ilike '%drug rehabilitation%') as has_drug,
        bool_or(rqmnt_type_main_category_desc ilike '%alcohol treatment%') as has_alcohol,
        bool_or(rqmnt_type_main_category_desc ilike '%alcohol abstinence%') as has_abstinence,
    from probation.probation_requirements
    group by event_id_hash
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

orders as (
    select
        flatfile.event_id_hash,
        flatfile.row_id_hash,
        cast(flatfile.disposal_date as date) as start_date,
        flatfile.disposal_termination_reason_desc as end_reason,
        case
            when flatfile.mo_category_description ilike '%drug%' then 'drugs'
            when
                flatfile.mo_category_description ilike '%influence%'
                or flatfile.mo_category_description ilike '%drunk%'
                then 'drink'
            else 'other'
        end as offence_group,
        case
            when treatments.has_drug and treatments.has_alcohol then 'drug and alcohol treatment'
            when treatments.has_drug then 'drug rehabilitation'
            when treatments.has_alcohol then 'alcohol treatment'
            when treatments.has_abstinence then 'alcohol abstinence, monitored'
            else 'none'
        end as treatment,
    from probation.probation_flatfile as flatfile
    left join treatments on flatfile.event_id_hash = treatments.event_id_hash
    where
        flatfile.disposal_type_description ilike '%order%'
        and flatfile.disposal_date <= '2019-12-31'
    qualify row_number() over (
        partition by
            flatfile.estimated_offender_id, flatfile.main_offence_date,
            flatfile.disposal_type_description, flatfile.disposal_date
        order by flatfile.event_id_hash
    ) = 1
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
)

select
    offence_group,
    treatment,
    count(*) as n_orders,
    round(
        count(*) filter (
            where end_reason ilike 'expired%' or end_reason ilike 'completed%'
        ) / nullif(count(end_reason), 0), 3
    ) as share_completed,
    round(count(*) filter (where end_reason ilike 'revoked%') / nullif(count(end_reason), 0), 3)
        as share_revoked,
    round(count(*) filter (where has_reoffended) / count(*), 3) as share_reoffended,
from followed
group by offence_group, treatment
order by offence_group, n_orders desc, treatment

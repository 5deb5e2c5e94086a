-- Question: How do orders with rehabilitation activity days go, and do more days go further?
-- Share: probation
-- Tables: probation.probation_flatfile, probation.probation_requirements,
--   magistrates.magistrates_defendant_case, crown.crown_defendant_case,
--   linking.criminal_justice_link
-- Grain: activity_days, other_requirements
-- How: Orders in the community for offences from February 2015, begun up to the end of 2019, by the
--   number of rehabilitation activity days (RAR) ordered and by whether other requirements stood
--   beside: completed and revoked of those that ended; reoffended: an offence in the year after the
--   start of which either court convicted.
-- Caveats: The days are those ordered, not those attended. More days go to those with more needs.
--   Orders without RAR are mostly unpaid work or curfew alone, for people of lower risk.
with activity as (
    select
        event_id_hash,
        sum(length) filter (
            where rqmnt_type_main_category_desc ilike '%rehabilitation activity%'
        ) as n_days,
        count(*) filter (
            where rqmnt_type_main_category_desc not ilike '%rehabilitation activity%'
        ) as n_others,
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

releases as (
    select
        flatfile.row_id_hash,
        cast(flatfile.disposal_date as date) as release_date,
        flatfile.disposal_termination_reason_desc as end_reason,
        case
            when activity.n_days is null then '0'
            when activity.n_days <= 15 then '1 to 15'
            when activity.n_days <= 30 then '16 to 30'
            else '31 and more'
        end as activity_days,
        case when coalesce(activity.n_others, 0) > 0 then 'yes' else 'no' end
            as other_requirements,
        flatfile.length_in_days,
    from probation.probation_flatfile as flatfile
    left join activity on flatfile.event_id_hash = activity.event_id_hash
    where
        flatfile.disposal_type_description ilike '%order%'
        and flatfile.main_offence_date >= '2015-02-01'
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
        releases.*,
        exists(
            select 1
            from convictions
            where
                convictions.person_id = people.estimated_mc_cc_ps_dp
                and convictions.offence_date > releases.release_date
                and convictions.offence_date <= releases.release_date + interval 1 year
        ) as has_reoffended,
    from releases
    inner join linking.criminal_justice_link as people
        on releases.row_id_hash = people.row_id_hash
)

select
    activity_days,
    other_requirements,
    count(*) as n_orders,
    median(length_in_days) as median_days_of_order,
    round(
        count(*) filter (
            where end_reason ilike 'expired%' or end_reason ilike 'completed%'
        ) / nullif(count(end_reason), 0), 3
    ) as share_completed,
    round(count(*) filter (where end_reason ilike 'revoked%') / nullif(count(end_reason), 0), 3)
        as share_revoked,
    round(count(*) filter (where has_reoffended) / count(*), 3) as share_reoffended,
from followed
group by activity_days, other_requirements
order by activity_days, other_requirements

-- Question: What goes with electronic monitoring that works, and for whom?
-- Share: probation
-- Tables: probation.probation_flatfile, probation.probation_requirements,
--   probation.probation_licence_conditions, magistrates.magistrates_defendant_case,
--   crown.crown_defendant_case, linking.criminal_justice_link
-- Grain: monitoring, people
-- How: Orders with a curfew or alcohol abstinence requirement, releases with a curfew or alcohol
--   monitoring condition, beside orders and releases without one, for all, by sex and for those
--   under 25. Ended badly: order revoked, or recalled. Reoffended: an offence in the year after the
--   start of which either court convicted the same person.
-- Caveats: The data do not say which kind of tag (GPS, radio) was fitted, nor whether one was: a
--   curfew requirement is taken as monitored by tag. Sobriety tags began in few areas. Who is
--   tagged differs from who is not, so that no difference is an effect of the tag.
with monitored as (
    select
        event_id_hash,
        case when rqmnt_type_main_category_desc ilike '%alcohol%' then 'sobriety' else 'curfew' end
            as tag,
    from probation.probation_requirements
    where
        rqmnt_type_main_category_desc ilike '%curfew%'
        or rqmnt_type_main_category_desc ilike '%electronic monitoring%'
    union all
    select
        event_id_hash,
        case when lic_cond_type_main_cat_desc ilike '%alcohol%' then 'sobriety' else 'curfew' end
            as tag,
    from probation.probation_licence_conditions
    where
        lic_cond_type_main_cat_desc ilike '%curfew%'
        or lic_cond_type_main_cat_desc ilike '%electronic monitoring%'
),

tags as (
    select event_id_hash, min(tag) as tag
    from monitored
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

events as (
    select
        flatfile.event_id_hash,
        flatfile.row_id_hash,
        flatfile.gender,
        flatfile.age_at_offence,
        case when flatfile.disposal_type_description ilike '%order%' then 'order' else 'release' end
            as kind,
        cast(
            case
                when flatfile.disposal_type_description ilike '%order%' then flatfile.disposal_date
                else flatfile.first_release_date
            end as date
        ) as start_date,
        flatfile.recall_count > 0
        or coalesce(flatfile.disposal_termination_reason_desc ilike 'revoked%', false)
            as has_ended_badly,
    from probation.probation_flatfile as flatfile
    where flatfile.disposal_type_description is not null
),

followed as (
    select
        events.*,
        concat(
            events.kind, ', ',
            case tags.tag
                when 'sobriety' then 'alcohol monitored'
                when 'curfew' then 'curfew'
                else 'neither'
            end
        ) as monitoring,
        exists(
            select 1
            from convictions
            where
                convictions.person_id = people.estimated_mc_cc_ps_dp
                and convictions.offence_date > events.start_date
                and convictions.offence_date <= events.start_date + interval 1 year
        ) as has_reoffended,
    from events
    inner join linking.criminal_justice_link as people on events.row_id_hash = people.row_id_hash
    left join tags on events.event_id_hash = tags.event_id_hash
    where events.start_date <= date '2019-12-31'
)

select
    followed.monitoring,
    groups.people,
    count(*) as n_events,
    round(count(*) filter (where followed.has_ended_badly) / count(*), 3) as share_ended_badly,
    round(count(*) filter (where followed.has_reoffended) / count(*), 3) as share_reoffended,
from followed
cross join (
    values
    ('all', true),
    ('women', followed.gender = 'F'),
    ('men', followed.gender = 'M'),
    ('under 25', followed.age_at_offence < 25)
) as groups (people, is_in)
where groups.is_in
group by followed.monitoring, groups.people
order by followed.monitoring, groups.people

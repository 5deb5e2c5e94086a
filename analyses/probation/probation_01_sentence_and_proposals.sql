-- Question: Which groups get which sentences, and do proposals differ with what an area offers?
-- Share: probation
-- Tables: probation.probation_flatfile, probation.probation_requirements,
--   probation.probation_pre_sentence_reports
-- Grain: characteristic, value
-- How: Sentences by sex, age at the offence, ethnicity, type of offence and how many kinds of
--   requirement their area used at all: shares of custody, suspended and community sentences; and
--   of those with a pre-sentence report, what it proposed and how often the court followed it.
-- Caveats: The table holds sentences that probation manages, so no fines or discharges. What an
--   area offers is seen only by what it used, and large areas use more. Not every report is in the
--   data; where a proposal is missing, whether it was followed is not known.
with sentences as (
    select
        *,
        case
            when disposal_type_description ilike '%community order%' then 'community'
            when disposal_type_description ilike '%suspended%' then 'suspended'
            when disposal_type_description is not null then 'custody'
        end as sentence,
    from probation.probation_flatfile
    where disposal_type_description is not null
),

areas as (
    select
        probation_area_desc,
        count(distinct rqmnt_type_main_category_desc) as n_kinds_of_requirement,
    from probation.probation_requirements
    group by probation_area_desc
),

proposals as (
    -- One row an event with a proposal: that of the last report.
    select
        event_id_hash,
        max_by(
            case
                when proposal_type_desc ilike '%suspended%' then 'suspended'
                when proposal_type_desc ilike '%community%' then 'community'
                when proposal_type_desc ilike '%custody%' then 'custody'
                else 'other'
            end,
            concat(completed_date, court_report_id_hash)
        ) as proposal,
    from probation.probation_pre_sentence_reports
    where proposal_type_desc is not null
    group by event_id_hash
)

select
    groups.characteristic,
    coalesce(groups.value, 'not recorded') as value,
    count(*) as n_sentences,
    round(count(*) filter (where sentences.sentence = 'custody') / count(*), 3) as share_custody,
    round(count(*) filter (where sentences.sentence = 'suspended') / count(*), 3)
        as share_suspended,
    round(count(*) filter (where sentences.sentence = 'community') / count(*), 3)
        as share_community,
    count(proposals.proposal) as n_proposals,
    round(
        count(*) filter (where proposals.proposal = 'custody')
        / nullif(count(proposals.proposal), 0), 3
    ) as share_proposed_custody,
    round(
        count(*) filter (where proposals.proposal = 'community')
        / nullif(count(proposals.proposal), 0), 3
    ) as share_proposed_community,
    round(
        count(*) filter (where proposals.proposal = sentences.sentence)
        / nullif(count(proposals.proposal), 0), 3
    ) as share_followed,
from sentences
left join areas on sentences.probation_area_desc = areas.probation_area_desc
left join proposals on sentences.event_id_hash = proposals.event_id_hash
cross join (
    values
    ('all', 'all'),
    ('sex', sentences.gender),
    ('ethnicity', sentences.ethnicity_desc),
    ('offence', sentences.mo_category_description),
    ('age at offence', case
        when sentences.age_at_offence < 21 then '18 to 20'
        when sentences.age_at_offence < 25 then '21 to 24'
        when sentences.age_at_offence < 35 then '25 to 34'
        when sentences.age_at_offence < 50 then '35 to 49'
        when sentences.age_at_offence >= 50 then '50 and over'
    end),
    ('kinds of requirement in the area', case
        when areas.n_kinds_of_requirement < 8 then 'up to 7'
        when areas.n_kinds_of_requirement < 11 then '8 to 10'
        when areas.n_kinds_of_requirement >= 11 then '11 and more'
    end)
) as groups (characteristic, value)
group by groups.characteristic, groups.value
having count(*) >= 10 or groups.characteristic <> 'offence'
order by groups.characteristic, n_sentences desc, value

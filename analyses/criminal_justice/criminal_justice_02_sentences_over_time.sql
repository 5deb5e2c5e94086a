-- Question: How has the use of custodial and non-custodial sentences changed over time?
-- Share: criminal courts, prisons and probation linking
-- Tables: magistrates.magistrates_defendant_case, crown.crown_defendant_case
-- Grain: court, year
-- How: Convicted defendants by court and year of the last hearing: shares of the kinds of sentence
--   and the length of custody. The years are those that both courts' tables cover.
-- Caveats: Tables are cut by the first hearing: cases of 2020 that ended later are there, those
--   begun before the period are not, so that the first year lacks long cases. Single Justice cases
--   (mostly fines) and those of Common Platform are not in Libra's data: the courts seem to fine
--   less than they did. The last year is that of the pandemic.
with sentenced as (
    select 'magistrates' as court, final_hearing_date, outcome_group, sentence_length_days
    from magistrates.magistrates_defendant_case
    where outcome_group not in ('acquittal', 'withdrawn', 'sent_to_crown')
    union all
    select 'crown' as court, final_hearing_date, outcome_group, sentence_length_days
    from crown.crown_defendant_case
    where outcome_group is not null
)

select
    coalesce(court, 'both') as court,
    left(final_hearing_date, 4) as year,
    count(*) as n_sentenced,
    round(count(*) filter (where outcome_group = 'custody') / count(*), 3) as share_custody,
    round(count(*) filter (where outcome_group = 'suspended_sentence') / count(*), 3)
        as share_suspended,
    round(count(*) filter (where outcome_group = 'community_sentence') / count(*), 3)
        as share_community,
    round(count(*) filter (where outcome_group = 'fine') / count(*), 3) as share_fine,
    round(count(*) filter (where outcome_group = 'discharge') / count(*), 3) as share_discharge,
    median(sentence_length_days) filter (where outcome_group = 'custody') as median_custody_days,
from sentenced
where final_hearing_date between '2013' and '2020-12-31'
group by grouping sets ((court, year), (year))
order by court, year

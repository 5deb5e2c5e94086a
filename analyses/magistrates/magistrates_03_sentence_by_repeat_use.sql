-- Question: How does the sentence change with each return to the magistrates' courts?
-- Share: magistrates' courts
-- Tables: magistrates.magistrates_defendant_case
-- Grain: earlier_convictions
-- How: Cases that ended in a sentence, by how often the person had been convicted in an earlier
--   case. Shares are of the cases sentenced; share_sent_to_crown is of all convicted or sent on.
-- Caveats: Earlier convictions are those seen since 2011 in these data alone, so that the early
--   years look lighter than they were. People who return often commit other offences too: this
--   compares cases as they came, not like with like.
with convictions as (
    -- Earlier means on an earlier day: cases of one day do not count for each other.
    select
        estimated_defendant_id,
        outcome_group,
        sentence_length_days,
        count(*) filter (where outcome_group <> 'sent_to_crown') over (
            partition by estimated_defendant_id
            order by cast(first_hearing_date as date)
            range between unbounded preceding and interval 1 day preceding
        ) as n_earlier,
    from magistrates.magistrates_defendant_case
    where
        outcome_group in (
            'custody', 'suspended_sentence', 'community_sentence', 'fine', 'discharge',
            'other_sentence', 'sent_to_crown'
        )
),

banded as (
    select
        *,
        case
            when n_earlier < 3 then cast(n_earlier as varchar)
            when n_earlier < 6 then '3 to 5'
            when n_earlier < 11 then '6 to 10'
            else '11 and more'
        end as earlier_convictions,
        outcome_group <> 'sent_to_crown' as is_sentenced,
    from convictions
)

select
    earlier_convictions,
    count(*) filter (where is_sentenced) as n_sentenced,
    round(count(*) filter (where outcome_group = 'custody') / n_sentenced, 3) as share_custody,
    round(count(*) filter (where outcome_group = 'suspended_sentence') / n_sentenced, 3)
        as share_suspended,
    round(count(*) filter (where outcome_group = 'community_sentence') / n_sentenced, 3)
        as share_community,
    round(count(*) filter (where outcome_group = 'fine') / n_sentenced, 3) as share_fine,
    round(count(*) filter (where outcome_group = 'discharge') / n_sentenced, 3) as share_discharge,
    median(sentence_length_days) filter (where outcome_group = 'custody') as median_custody_days,
    round(count(*) filter (where not is_sentenced) / count(*), 3) as share_sent_to_crown,
from banded
group by earlier_convictions
having n_sentenced > 0
order by min(n_earlier)

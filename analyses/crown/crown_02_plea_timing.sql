-- Question: What does an earlier guilty plea do to the sentence in the Crown Court?
-- Share: Crown Court
-- Tables: crown.crown_defendant_case, crown.crown_offence
-- Grain: plea
-- How: Convicted defendants in trial cases by when they pleaded guilty to the principal offence: at
--   the first hearing, later, or never. Kind of sentence, and custody in days; the last column
--   compares each custodial sentence with the median of its offence class (1 is the same).
-- Caveats: Only the final plea and its day are kept. Who pleads early differs from who fights the
--   case, in ways that are not in the data (strength of the evidence). The law allows up to a third
--   off for an early plea; a difference here is not that discount alone.
with sentenced as (
    select
        cases.outcome_group,
        cases.sentence_length_days,
        cases.number_of_hearings,
        case
            when offences.plea_code not in ('G', 'GL', 'CG') then '3 convicted after another plea'
            when offences.plea_code is null then '3 convicted after another plea'
            when offences.plea_code = 'CG' then '2 guilty later'
            when offences.plea_date > cases.first_hearing_date then '2 guilty later'
            else '1 guilty at the first hearing'
        end as plea,
        median(cases.sentence_length_days) over (
            partition by cases.ho_offence_class, cases.outcome_group
        ) as usual_length_days,
        avg(cast(cases.outcome_group = 'custody' as integer)) over (
            partition by cases.ho_offence_class
        ) as expected_custody,
    from crown.crown_defendant_case as cases
    inner join crown.crown_offence as offences
        on
            cases.row_id_hash = offences.row_id_hash
            and offences.principal_offence_marker = 'Y'
    where cases.case_type_code = 'T' and cases.outcome_group is not null
)

select
    plea,
    count(*) as n_convicted,
    round(count(*) / sum(count(*)) over (), 3) as share_of_convicted,
    round(count(*) filter (where outcome_group = 'custody') / count(*), 3) as share_custody,
    round(avg(expected_custody), 3) as share_custody_by_offence_alone,
    round(count(*) filter (where outcome_group = 'suspended_sentence') / count(*), 3)
        as share_suspended,
    round(count(*) filter (where outcome_group = 'community_sentence') / count(*), 3)
        as share_community,
    median(sentence_length_days) filter (where outcome_group = 'custody') as median_custody_days,
    round(
        median(sentence_length_days / nullif(usual_length_days, 0)) filter (
            where outcome_group = 'custody'
        ), 2
    ) as custody_to_median_of_offence,
    median(number_of_hearings) as median_hearings,
from sentenced
group by plea
order by plea

-- Question: At what stage of a case do people plead guilty?
-- Share: magistrates' courts
-- Tables: magistrates.magistrates_defendant_case, magistrates.magistrates_offence,
--   crown.crown_defendant_case, crown.crown_offence, linking.mags_crown_journey
-- Grain: mode_of_trial, stage
-- How: Guilty pleas to principal offences, by the hearing at which the final plea was entered. A
--   case that was sent on without a guilty plea counts at the Crown Court's hearing where the
--   linked Crown record has one.
-- Caveats: The tables keep the final plea and its day, not every plea: a plea that was changed
--   within one court shows at the later day only. Cases that ended in one hearing have no later
--   stage. Crown records with a match score below 0.8 are left out.
with magistrates_pleas as (
    select
        cases.defendant_id_hash,
        cases.mode_of_trial_desc as mode_of_trial,
        offences.plea_code,
        case
            when cases.number_of_hearings = 1 then '1 magistrates: the only hearing'
            when offences.plea_date <= cases.first_hearing_date then '2 magistrates: first hearing'
            else '3 magistrates: later hearing'
        end as stage,
    from magistrates.magistrates_offence as offences
    inner join magistrates.magistrates_defendant_case as cases
        on offences.row_id_hash = cases.row_id_hash
    where offences.principal_offence_marker = 'Y'
),

crown_pleas as (
    select
        journeys.mc_defendant_id as defendant_id_hash,
        case
            when offences.plea_date <= cases.first_hearing_date then '4 Crown Court: first hearing'
            else '5 Crown Court: later hearing'
        end as stage,
    from crown.crown_offence as offences
    inner join crown.crown_defendant_case as cases on offences.row_id_hash = cases.row_id_hash
    inner join linking.mags_crown_journey as journeys
        on cases.defendant_on_case_id_hash = journeys.cc_defendant_on_case_id
    where
        offences.principal_offence_marker = 'Y'
        and offences.plea_code in ('G', 'CG', 'GL')
        and journeys.estimated_match_score >= 0.8
),

guilty_pleas as (
    select mode_of_trial, stage
    from magistrates_pleas
    where plea_code = 'G'
    union all
    select magistrates_pleas.mode_of_trial, crown_pleas.stage
    from crown_pleas
    inner join magistrates_pleas
        on crown_pleas.defendant_id_hash = magistrates_pleas.defendant_id_hash
    where magistrates_pleas.plea_code is distinct from 'G'
)

select
    coalesce(mode_of_trial, 'not recorded') as mode_of_trial,
    stage,
    count(*) as n_guilty_pleas,
    round(count(*) / sum(count(*)) over (partition by mode_of_trial), 3) as share_of_guilty_pleas,
from guilty_pleas
group by guilty_pleas.mode_of_trial, stage
order by mode_of_trial, stage

with cases as (
    select * from {{ ref('people_caseman__cases') }}
    where {{ in_coverage('civil_cases', 'issue_date') | indent }}
),

outcomes as (
    select * from {{ ref('people_caseman__outcomes') }}
),

-- One row a case: who sues and who is sued.
parties as (
    select
        case_key,
        count(*) filter (where party_role = 'claimant') as n_claimants,
        count(*) filter (where party_role = 'defendant') as n_defendants,
        arg_min(party_kind, party_number) filter (where party_role = 'claimant') as claimant_kind,
        arg_min(sector, party_number) filter (where party_role = 'claimant') as claimant_sector,
        coalesce(bool_or(is_represented) filter (where party_role = 'claimant'), false)
            as is_claimant_represented,
        coalesce(bool_or(is_represented) filter (where party_role = 'defendant'), false)
            as is_defendant_represented,
    from {{ ref('people_caseman__parties') }}
    group by case_key
),

-- The first defence of a claim, where its kind was asked: Possession Claim Online.
defences as (
    select
        'pcol|' || given.claim_id as case_key,
        arg_min(
            {{ kept_code('codes.civil_code', 'given.defence_type_code') | indent(12) }},
            (given.received_date, given.defence_id)
        ) as defence_type,
    from {{ ref('stg_pcol__defence') }} as given
    left join {{ ref('pcol_codes') }} as codes
        on codes.code_set = 'defence_type' and given.defence_type_code = codes.code
    group by given.claim_id
)

select
    -- Keys and the claim.
    {{ hash_key('civil_case_id', 'cases.case_key') }} as case_id_hash,
    systems.code as source_system_code,
    systems.description as source_system_desc,
    cases.case_type as case_type_code,
    types.description as case_type_desc,
    groups.code as claim_group_code,
    groups.description as claim_group_desc,
    cases.court_code,
    courts.description as court_desc,
    {{ iso_date('cases.issue_date') }} as issue_date,
    {{ iso_date('outcomes.service_date') }} as service_date,
    cases.amount_claimed as claim_amount,
    cases.court_fee as court_fee_amount,
    cases.solicitor_costs as claimant_costs_amount,
    cases.track as track_code,
    tracks.description as track_desc,

    -- The parties.
    cast(coalesce(parties.n_claimants, 0) as integer) as number_of_claimants,
    cast(coalesce(parties.n_defendants, 0) as integer) as number_of_defendants,
    parties.claimant_kind as claimant_kind_code,
    kinds.description as claimant_kind_desc,
    parties.claimant_sector as claimant_sector_code,
    sectors.description as claimant_sector_desc,
    coalesce(parties.is_claimant_represented, false) as is_claimant_represented,
    coalesce(parties.is_defendant_represented, false) as is_defendant_represented,

    -- Its course.
    {{ iso_date('outcomes.first_defence_date') }} as first_defence_date,
    defences.defence_type as defence_type_code,
    defence_types.description as defence_type_desc,
    cast(outcomes.n_hearings as integer) as number_of_hearings,
    {{ iso_date('outcomes.first_hearing_date') }} as first_hearing_date,
    cast(outcomes.first_hearing_date - cases.issue_date as integer) as days_issue_to_hearing,
    cast(outcomes.n_judgments as integer) as number_of_judgments,
    {{ iso_date('outcomes.first_judgment_date') }} as first_judgment_date,
    outcomes.first_judgment_type as first_judgment_type_code,
    judgment_types.description as first_judgment_type_desc,
    cast(outcomes.first_judgment_date - cases.issue_date as integer) as days_issue_to_judgment,
    outcomes.standing_judgment_amount as judgment_amount,
    outcomes.has_judgment_set_aside,
    {{ iso_date('outcomes.paid_date') }} as judgment_paid_date,
    cast(outcomes.n_warrants as integer) as number_of_warrants,
    {{ iso_date('outcomes.first_warrant_date') }} as first_warrant_date,
    cast(outcomes.first_warrant_date - outcomes.first_judgment_date as integer)
        as days_judgment_to_warrant,
    {{ iso_date('outcomes.repossession_date') }} as repossession_date,
    cast(outcomes.repossession_date - cases.issue_date as integer) as days_issue_to_repossession,
    {{ iso_date('outcomes.ae_order_date') }} as attachment_of_earnings_date,
    results.code as outcome_code,
    results.description as outcome_desc,
    {{ iso_date('outcomes.last_event_date') }} as last_event_date,
from cases
inner join outcomes on cases.case_key = outcomes.case_key
left join parties on cases.case_key = parties.case_key
left join defences on cases.case_key = defences.case_key
left join {{ ref('civil_systems') }} as systems on cases.source_system = systems.code
left join {{ ref('civil_case_types') }} as types on cases.case_type = types.code
left join {{ ref('civil_claim_groups') }} as groups on types.claim_group = groups.code
left join {{ ref('civil_courts') }} as courts on cases.court_code = courts.code
left join {{ ref('civil_tracks') }} as tracks on cases.track = tracks.code
left join {{ ref('civil_party_kinds') }} as kinds on parties.claimant_kind = kinds.code
left join {{ ref('civil_sectors') }} as sectors on parties.claimant_sector = sectors.code
left join {{ ref('civil_defence_types') }} as defence_types
    on defences.defence_type = defence_types.code
left join {{ ref('civil_judgment_types') }} as judgment_types
    on outcomes.first_judgment_type = judgment_types.code
left join {{ ref('civil_outcomes') }} as results on outcomes.outcome = results.code
order by case_id_hash

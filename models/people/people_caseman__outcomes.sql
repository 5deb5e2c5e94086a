with cases as (
    select * from {{ ref('people_caseman__cases') }}
),

events as (
    select
        case_key,
        min(event_date) filter (where event_type = 'claim_served') as served_date,
        min(event_date) filter (where event_type = 'defence') as first_defence_date,
        min(event_date) filter (where event_type = 'ae_order') as ae_order_date,
        max(event_date) as last_event_date,
        bool_or(event_type = 'dismissed') as is_dismissed,
        bool_or(event_type = 'discontinued') as is_discontinued,
    from {{ ref('people_caseman__events') }}
    group by case_key
),

-- The judgment that stands is the last one that was not set aside.
judgments as (
    select
        case_key,
        min(judgment_date) as first_judgment_date,
        arg_min_null(judgment_type, judgment_number) as first_judgment_type,
        arg_max_null(judgment_type, judgment_number) filter (where set_aside_date is null)
            as standing_judgment_type,
        bool_or(set_aside_date is null) as has_standing_judgment,
        arg_max(judgment_amount, judgment_number) filter (where set_aside_date is null)
            as standing_judgment_amount,
        count(*) as n_judgments,
        bool_or(set_aside_date is not null) as has_judgment_set_aside,
        max(paid_date) as paid_date,
    from {{ ref('people_caseman__judgments') }}
    group by case_key
),

warrants as (
    select
        case_key,
        count(*) as n_warrants,
        min(issue_date) as first_warrant_date,
        bool_or(warrant_result = 'possession_given') as is_repossessed,
        min(result_date) filter (where warrant_result = 'possession_given')
            as repossession_date,
    from {{ ref('people_caseman__warrants') }}
    group by case_key
),

hearings as (
    select
        case_key,
        count(*) as n_hearings,
        min(hearing_date) as first_hearing_date,
    from {{ ref('people_caseman__hearings') }}
    group by case_key
),

final as (
    select
        cases.case_key,
        coalesce(cases.service_date, events.served_date) as service_date,
        events.first_defence_date,
        events.ae_order_date,
        events.last_event_date,
        judgments.first_judgment_date,
        judgments.first_judgment_type,
        judgments.standing_judgment_amount,
        coalesce(judgments.n_judgments, 0) as n_judgments,
        coalesce(judgments.has_judgment_set_aside, false) as has_judgment_set_aside,
        judgments.paid_date,
        coalesce(warrants.n_warrants, 0) as n_warrants,
        warrants.first_warrant_date,
        warrants.repossession_date,
        coalesce(hearings.n_hearings, 0) as n_hearings,
        hearings.first_hearing_date,
        -- The most final first; what a case has come to outweighs what it passed through.
        case
            when warrants.is_repossessed then 'repossessed'
            when judgments.standing_judgment_type in ('possession_outright', 'possession_suspended')
                then judgments.standing_judgment_type
            when judgments.standing_judgment_type in ('at_hearing', 'admission', 'default')
                then 'judgment_' || judgments.standing_judgment_type
            when judgments.has_standing_judgment then 'judgment_other'
            when events.is_dismissed then 'dismissed'
            when events.is_discontinued then 'discontinued'
            when judgments.has_judgment_set_aside then 'set_aside'
            else 'none'
        end as outcome,
    from cases
    left join events on cases.case_key = events.case_key
    left join judgments on cases.case_key = judgments.case_key
    left join warrants on cases.case_key = warrants.case_key
    left join hearings on cases.case_key = hearings.case_key
)

select * from final

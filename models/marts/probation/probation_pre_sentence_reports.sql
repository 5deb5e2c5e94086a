{%- set reference = ref('delius_standard_reference') -%}

with events as (

    select * from {{ ref('probation_events') }}
    where {{ in_coverage('probation_pre_sentence_reports', 'referral_date') | indent(8) }}

),

appearances as (

    select * from {{ ref('stg_delius__court_appearance') }}
    where not is_soft_deleted

),

reports as (

    select * from {{ ref('stg_delius__court_report') }}
    where not is_soft_deleted

),

-- One row a report: the proposal that was entered first, which the report favours.
proposals as (

    select
        proposals.court_report_id,
        first(types.code order by proposals.proposal_id) as proposal_type_code,
        first(types.description order by proposals.proposal_id) as proposal_type_desc,
        count(*) as proposal_count,
    from {{ ref('stg_delius__proposal') }} as proposals
    left join {{ reference }} as types
        on proposals.proposal_type_id = types.standard_reference_id
    where not proposals.is_soft_deleted
    group by proposals.court_report_id

),

final as (

    select
        {{ hash_key('court_report_id', 'reports.court_report_id') }} as court_report_id_hash,
        {{ hash_key('row_id', "events.source_dataset || '|' || events.record_key") }}
            as row_id_hash,
        events.estimated_offender_id,
        {{ hash_key('event_id', 'events.event_id') }} as event_id_hash,
        {{ iso_date('appearances.appearance_date') }} as appearance_date,
        types.code as court_report_type_code,
        types.description as court_report_type_desc,
        delivered.code as delivered_court_report_type_code,
        delivered.description as delivered_court_report_type_desc,
        {{ iso_date('reports.requested_date') }} as requested_date,
        {{ iso_date('reports.required_date') }} as required_date,
        {{ iso_date('reports.completed_date') }} as completed_date,
        {{ iso_date('reports.sent_to_court_date') }} as sent_to_court_date,
        proposals.proposal_type_code,
        proposals.proposal_type_desc,
        cast(coalesce(proposals.proposal_count, 0) as integer) as proposal_count,
        events.probation_area_desc,
    from reports
    inner join appearances
        on reports.court_appearance_id = appearances.court_appearance_id
    inner join events
        on appearances.event_id = events.event_id
    left join {{ ref('delius_court_report_types') }} as types
        on reports.court_report_type_id = types.court_report_type_id
    left join {{ ref('delius_court_report_types') }} as delivered
        on reports.delivered_court_report_type_id = delivered.court_report_type_id
    left join proposals
        on reports.court_report_id = proposals.court_report_id

)

select * from final

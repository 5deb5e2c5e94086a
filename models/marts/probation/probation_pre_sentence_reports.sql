{%- set reference = ref('delius_standard_reference') -%}
{#- Coded columns of standard reference lists: published name, source column. -#}
{%- set coded = [
    ('plea', 'appearances.plea_id'),
    ('remand_status', 'appearances.remand_status_id'),
    ('level_of_seriousness', 'reports.level_of_seriousness_id'),
] -%}

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

proposals as (

    select * from {{ ref('people_delius__report_proposals') }}

),

-- What sentence of the event each type of proposal asks for.
sentences as (

    select
        event_id,
        case disposal_sentence_type_code
            when 'SP' then 'CO' when 'SC' then 'SSO' when 'NC' then 'CUS'
        end as asked_for_as,
    from {{ ref('people_delius__event_sentences') }}

),

final as (

    select
        {{ hash_key('court_report_id', 'reports.court_report_id') }} as court_report_id_hash,
        {{ hash_key('row_id', "events.source_dataset || '|' || events.record_key") }}
            as row_id_hash,
        events.estimated_offender_id,
        {{ hash_key('event_id', 'events.event_id') }} as event_id_hash,
        {{ iso_date('appearances.appearance_date') }} as appearance_date,
        appearances.crown_court_calendar_number is not null as crown_court_flag,
        coalesce(types.code, cast(reports.court_report_type_id as varchar))
            as court_report_type_code,
        types.description as court_report_type_desc,
        coalesce(delivered.code, cast(reports.delivered_court_report_type_id as varchar))
            as delivered_court_report_type_code,
        delivered.description as delivered_court_report_type_desc,
        reports.completed_date is not null as is_completed,
        reports.court_report_type_id <> reports.delivered_court_report_type_id
            as is_type_changed,
        {{ iso_date('reports.requested_date') }} as requested_date,
        {{ iso_date('reports.required_date') }} as required_date,
        {{ iso_date('reports.completed_date') }} as completed_date,
        {{ iso_date('reports.sent_to_court_date') }} as sent_to_court_date,
        cast(reports.completed_date - reports.requested_date as integer) as days_to_completion,
        {% for name, column in coded -%}
        coalesce({{ name }}.code, cast({{ column }} as varchar)) as {{ name }}_code,
        {{ name }}.description as {{ name }}_desc,
        {% endfor -%}
        coalesce(proposals.proposal_count, 0) as proposal_count,
        proposals.* exclude (court_report_id, proposal_count),
        proposals.proposal_type_code = sentences.asked_for_as as is_proposal_followed,
        events.probation_area_code,
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
    left join sentences
        on appearances.event_id = sentences.event_id
    {% for name, column in coded -%}
    left join {{ reference }} as {{ name }}
        on {{ column }} = {{ name }}.standard_reference_id
    {% endfor %}
)

select * from final

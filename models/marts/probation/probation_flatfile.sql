{#- Parts of an event, each a model with at most one row an event. -#}
{%- set parts = ['offences', 'sentences', 'custody', 'conditions', 'courts', 'scores'] -%}
{#- Dates as published: text. -#}
{%- set dates = [
    'referral_date', 'conviction_date', 'main_offence_date', 'disposal_date',
    'disposal_notional_end_date', 'disposal_termination_date', 'custodial_status_date',
    'first_release_date', 'last_release_date', 'first_recall_date', 'last_recall_date',
    'pss_start_date', 'breach_end_date', 'probation_area_date', 'ogrs_assessment_date',
] -%}
{#- Counters: none is 0. -#}
{%- set counters = [
    'additional_offence_count', 'release_count', 'recall_count', 'rqmnt_count',
    'rqmnt_completed_count', 'rqmnt_attendance_count', 'lic_condition_count',
    'additional_lic_condition_count', 'pss_rqmnt_count', 'court_appearance_count',
    'court_report_count', 'probation_area_count',
] -%}

with events as (

    select
        probation_events.*,
        try_cast(events.event_number as integer) as event_number,
        events.conviction_date,
        events.first_release_date,
        events.is_in_breach as in_breach,
        events.breach_end_date,
        events.is_in_breach or events.breach_end_date is not null as ever_breached,
        cast(events.failure_to_comply_count as integer) as ftc_count,
        events.has_pss as pss_rqmnt_flag,
        events.concurrent_with_event_id is not null as is_concurrent,
        events.is_active as active_flag,
        {% for part in parts -%}
        {{ part }}.* exclude (event_id),
        {% endfor %}
    from {{ ref('probation_events') }} as probation_events
    inner join {{ ref('stg_delius__event') }} as events
        on probation_events.event_id = events.event_id
    {% for part in parts -%}
    left join {{ ref('people_delius__event_' ~ part) }} as {{ part }}
        on probation_events.event_id = {{ part }}.event_id
    {% endfor %}
    where {{ in_coverage('probation_flatfile', 'probation_events.referral_date') | indent(8) }}

),

people as (

    select * from {{ ref('people_delius') }}

),

characteristics as (

    select * from {{ ref('people_delius__characteristics') }}

),

-- What is published is what the contract of this table lists; another column stops the build.
final as (

    select
        {{ hash_key('row_id', "events.source_dataset || '|' || events.record_key") }}
            as row_id_hash,
        events.estimated_offender_id,
        {{ hash_key('delius_offender_id', 'events.offender_id') }} as offender_id_hash,
        {{ hash_key('event_id', 'events.event_id') }} as event_id_hash,
        people_areas.lsoa_code as lsoa_residence,
        people.ethnic_group,
        characteristics.* exclude (offender_id, date_of_birth),
        {% for age, day in [
            ('offence', 'main_offence_date'), ('referral', 'referral_date'),
            ('disposal', 'disposal_date'),
        ] -%}
        {{ age_at('characteristics.date_of_birth', 'events.' ~ day) | indent(8) }}
            as age_at_{{ age }},
        {% endfor -%}
        cast(events.disposal_date - events.main_offence_date as integer)
            as days_offence_to_disposal,
        {% for column in dates -%}
        {{ iso_date('events.' ~ column) }} as {{ column }},
        {% endfor -%}
        {% for column in counters -%}
        coalesce(events.{{ column }}, 0) as {{ column }},
        {% endfor -%}
        events.* exclude (
            source_dataset, record_key, estimated_offender_id, event_id, offender_id,
            {{ (dates + counters) | join(', ') }}
        ),
    from events
    inner join people
        on events.record_key = people.record_key
    inner join characteristics
        on events.offender_id = characteristics.offender_id
    left join {{ ref('people_areas') }} as people_areas
        on
            events.source_dataset = people_areas.source_dataset
            and events.record_key = people_areas.record_key

)

select * from final

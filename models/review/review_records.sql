with wanted as (
    {{ data_first.reviewed_records() | indent(4) }}
),

records as (
    select records.*
    from {{ ref('people_records') }} as records
    inner join wanted using (record_id)
),

events as (
    select
        record_id,
        list(
            struct_pack(
                event_date := event_date,
                event := event || if(n_times > 1, format(' ({} times)', n_times), '')
            )
            order by event_date, event
        ) as events,
    from {{ ref('review_events') }}
    group by record_id
)

select
    records.record_id,
    records.source_dataset,
    records.record_key,
    list_concat(
        [struct_pack(
            forename := records.forename1_std,
            middle_names := records.middle_names_std,
            surname := records.surname_std,
            date_of_birth := records.dob_std,
            is_main := true
        )],
        list_transform(records.aliases, lambda alias: struct_pack(
            forename := alias.forename1_std,
            middle_names := alias.middle_names_std,
            surname := alias.surname_std,
            date_of_birth := alias.dob_std,
            is_main := false
        ))
    ) as identities,
    records.sex_std as sex,
    records.ethnic_group,
    records.postcodes_std as postcodes,
    records.pnc_std as pnc,
    records.cro_std as cro,
    records.prison_number_std as prison_number,
    records.crn_std as crn,
    records.ni_number_std as ni_number,
    records.record_date,
    coalesce(
        events.events, cast([] as struct(event_date date, event varchar)[])
    ) as events,
from records
left join events using (record_id)
order by records.record_id

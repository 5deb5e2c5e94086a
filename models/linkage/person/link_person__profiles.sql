with records as (
    select * from {{ ref('people_records') }}
),

profiles as (
    -- one row a distinct content: records of one source that agree in every standardised value
    select
        min(record_id) as profile_id,
        list_sort(list(record_id)) as record_ids,
        count(*) as n_records,
        max(sex_std) as sex_std,
        source_dataset,
        forename1_std,
        middle_names_std,
        surname_std,
        dob_std,
        postcodes_std,
        pnc_std,
        cro_std,
        prison_number_std,
        crn_std,
        ni_number_std,
        aliases,
    from records
    group by
        source_dataset,
        forename1_std,
        middle_names_std,
        surname_std,
        dob_std,
        postcodes_std,
        pnc_std,
        cro_std,
        prison_number_std,
        crn_std,
        ni_number_std,
        aliases
)

select
    profiles.*,
    cast(list_position(sources.names, profiles.source_dataset) as integer) as source_id,
from profiles
cross join (
    select list(distinct source_dataset order by source_dataset) as names, from records
) as sources

with names as (
    select * from {{ ref('link_person__names') }}
),

profiles as (
    select * from {{ ref('link_person__profiles') }}
),

several_names as (
    select profile_id, count(*) as n_names,
    from names
    group by profile_id
    having count(*) > 1
),

identities as (
    select
        names.*,
        profiles.source_dataset,
        profiles.source_id,
        profiles.n_records,
        coalesce(several_names.n_names, 1) as n_names,
        profiles.postcodes_std,
        list_distinct(list_transform(
            profiles.postcodes_std, lambda code: left(code, length(code) - 2)
        )) as postcode_sectors_std,
        list_distinct(list_transform(
            profiles.postcodes_std, lambda code: left(code, length(code) - 3)
        )) as postcode_districts_std,
        profiles.pnc_std,
        profiles.cro_std,
        profiles.prison_number_std,
        profiles.crn_std,
        profiles.ni_number_std,
    from names
    inner join profiles using (profile_id)
    left join several_names using (profile_id)
)

select * from identities

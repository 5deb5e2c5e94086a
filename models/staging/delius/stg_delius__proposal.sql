with source as (

    select * from {{ source('delius', 'proposal') }}

),

renamed as (

    select
        cast(proposal_id as bigint) as proposal_id,
        cast(court_report_id as bigint) as court_report_id,
        cast(proposal_type_id as bigint) as proposal_type_id,
        cast(length as bigint) as length,
        cast(level_of_seriousness_id as bigint) as level_of_seriousness_id,
        coalesce(cast(soft_deleted as bigint) = 1, false) as is_soft_deleted,
    from source

)

select * from renamed

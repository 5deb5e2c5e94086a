with source as (

    select * from {{ source('delius', 'recall') }}

),

renamed as (

    select
        cast(recall_id as bigint) as recall_id,
        cast(offender_id as bigint) as offender_id,
        cast(release_id as bigint) as release_id,
        {{ parse_date('recall_date') }} as recall_date,
        cast(recall_reason_id as bigint) as recall_reason_id,
        coalesce(cast(soft_deleted as bigint) = 1, false) as is_soft_deleted,
    from source

)

select * from renamed

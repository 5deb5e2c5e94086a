with source as (

    select * from {{ data_first.source_or_empty('delius', 'proposed_rqmnt') }}

),

renamed as (

    select
        cast(proposed_rqmnt_id as bigint) as proposed_rqmnt_id,
        cast(proposal_id as bigint) as proposal_id,
        cast(rqmnt_type_main_category_id as bigint) as rqmnt_type_main_category_id,
        cast(length as bigint) as length,
        coalesce(cast(soft_deleted as bigint) = 1, false) as is_soft_deleted,
    from source

)

select * from renamed

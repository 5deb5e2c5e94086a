with source as (

    select * from {{ data_first.source_or_empty('delius', 'ogrs_assessment') }}

),

renamed as (

    select
        cast(ogrs_assessment_id as bigint) as ogrs_assessment_id,
        cast(event_id as bigint) as event_id,
        {{ parse_date('assessment_date') }} as assessment_date,
        cast(ogrs3_score_1 as bigint) as ogrs3_score_1,
        cast(ogrs3_score_2 as bigint) as ogrs3_score_2,
        coalesce(cast(soft_deleted as bigint) = 1, false) as is_soft_deleted,
    from source

)

select * from renamed

with people_records as (
    select * from {{ ref('people_records') }}
),

postcode_lookup as (
    select * from {{ ref('stg_reference__postcode_lookup') }}
),

-- One row a postcode, so that the join below cannot multiply records.
areas as (
    select
        postcode_std,
        min(lsoa_code) as lsoa_code,
    from postcode_lookup
    where postcode_std is not null
    group by postcode_std
),

final as (
    select
        people_records.source_dataset,
        people_records.record_key,
        areas.lsoa_code,
        case
            when people_records.area_postcode_std is null then 'no postcode'
            when areas.postcode_std is null then 'postcode not in the lookup'
            when areas.lsoa_code is null then 'no area in the lookup'
            else 'found'
        end as area_status,
    from people_records
    left join areas
        on people_records.area_postcode_std = areas.postcode_std
)

select * from final

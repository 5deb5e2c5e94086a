{{ config(materialized='view') }}
{%- set reference = ref('delius_standard_reference') -%}

with appearances as (

    select
        appearances.*,
        types.code as appearance_type_code,
    from {{ ref('stg_delius__court_appearance') }} as appearances
    left join {{ reference }} as types
        on appearances.appearance_type_id = types.standard_reference_id
    where not appearances.is_soft_deleted

),

reports as (

    select
        appearances.event_id,
        cast(count(*) as integer) as court_report_count,
    from {{ ref('stg_delius__court_report') }} as reports
    inner join appearances
        on reports.court_appearance_id = appearances.court_appearance_id
    where not reports.is_soft_deleted
    group by appearances.event_id

),

counts as (

    select
        event_id,
        cast(count(*) as integer) as court_appearance_count,
    from appearances
    group by event_id

),

-- One row an event: the appearance for sentence, else the latest one.
sentence_appearances as (

    select * from appearances
    qualify row_number() over (
        partition by event_id
        order by
            coalesce(appearance_type_code = 'S', false) desc,
            appearance_date desc nulls last,
            court_appearance_id desc
    ) = 1

),

final as (

    select
        appearances.event_id,
        coalesce(pleas.code, cast(appearances.plea_id as varchar)) as plea_code,
        pleas.description as plea_desc,
        coalesce(remands.code, cast(appearances.remand_status_id as varchar))
            as remand_status_code,
        remands.description as remand_status_desc,
        appearances.crown_court_calendar_number is not null as crown_court_flag,
        counts.court_appearance_count,
        coalesce(reports.court_report_count, 0) as court_report_count,
    from sentence_appearances as appearances
    inner join counts
        on appearances.event_id = counts.event_id
    left join reports
        on appearances.event_id = reports.event_id
    left join {{ reference }} as pleas
        on appearances.plea_id = pleas.standard_reference_id
    left join {{ reference }} as remands
        on appearances.remand_status_id = remands.standard_reference_id

)

select * from final

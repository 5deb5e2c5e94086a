{{ config(materialized='view') }}

-- One row an event that was assessed: its first assessment.
select
    event_id,
    assessment_date as ogrs_assessment_date,
    cast(ogrs3_score_1 as integer) as ogrs3_score_1,
    cast(ogrs3_score_2 as integer) as ogrs3_score_2,
from {{ ref('stg_delius__ogrs_assessment') }}
where not is_soft_deleted
qualify row_number() over (
    partition by event_id
    order by assessment_date nulls last, ogrs_assessment_id
) = 1

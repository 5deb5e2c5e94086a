-- The counters of an event say how many rows it has in each table of parts of the sentence. An
-- event is in all five tables by its own referral date, so that they agree row for row.
with counted as (

    select
        event_id_hash,
        rqmnt_count,
        lic_condition_count,
        pss_rqmnt_count,
    from {{ ref('probation_flatfile') }}

),

requirements as (

    select event_id_hash, count(*) as n_rows
    from {{ ref('probation_requirements') }}
    group by event_id_hash

),

conditions as (

    select event_id_hash, count(*) as n_rows
    from {{ ref('probation_licence_conditions') }}
    group by event_id_hash

),

supervision as (

    select event_id_hash, count(*) as n_rows
    from {{ ref('probation_pss_requirements') }}
    group by event_id_hash

)

select
    counted.*,
    requirements.n_rows as requirement_rows,
    conditions.n_rows as condition_rows,
    supervision.n_rows as supervision_rows,
from counted
left join requirements
    on counted.event_id_hash = requirements.event_id_hash
left join conditions
    on counted.event_id_hash = conditions.event_id_hash
left join supervision
    on counted.event_id_hash = supervision.event_id_hash
where
    counted.rqmnt_count <> coalesce(requirements.n_rows, 0)
    or counted.lic_condition_count <> coalesce(conditions.n_rows, 0)
    or counted.pss_rqmnt_count <> coalesce(supervision.n_rows, 0)

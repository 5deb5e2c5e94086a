-- The flatfile holds the events that are not deleted, of offenders that are not deleted, referred
-- in the period of the seed; as many as staging holds.
with staged as (

    select count(*) as n_events
    from {{ ref('stg_delius__event') }} as events
    inner join {{ ref('stg_delius__offender') }} as offenders
        on events.offender_id = offenders.offender_id
    where
        not events.is_soft_deleted
        and not offenders.is_soft_deleted
        and {{ in_coverage('probation_flatfile', 'events.referral_date') | indent(8) }}

),

published as (

    select
        count(*) as n_rows,
        count(distinct event_id_hash) as n_events,
    from {{ ref('probation_flatfile') }}

)

select
    staged.n_events as staged_events,
    published.n_rows,
    published.n_events as published_events,
from staged
cross join published
where staged.n_events <> published.n_rows or published.n_rows <> published.n_events

with record as (
    select * from {{ ref('release_record') }}
),

limits as (
    select * from {{ ref('release_limits') }}
),

overrules as (
    select * from {{ ref('release_overrules') }}
),

measured as (
    select * from {{ ref('release_figures') }}
    union all
    select * from {{ ref('release_drift') }}
),

-- one row a limit and what it is a limit of; `*` is every detail that has no limit of its own
applied as (
    select
        limits.* exclude (detail),
        coalesce(measured.detail, limits.detail) as detail,
        measured.value as measured,
    from limits
    left join measured
        on
            limits.metric = measured.metric
            and (limits.detail = '*' or limits.detail = measured.detail)
    qualify
        row_number() over (
            partition by limits.metric, coalesce(measured.detail, limits.detail)
            order by limits.detail = '*'
        ) = 1
),

judged as (
    select
        applied.*,
        case
            when applied.measured is null then 'not measured'
            -- not a number is no pass
            when
                isnan(applied.measured)
                or applied.measured < applied.least
                or applied.measured > applied.most
                then 'breached'
            else 'passes'
        end as state,
        case
            when applied.measured < applied.least then applied.least - applied.measured
            when applied.measured > applied.most then applied.measured - applied.most
        end as by_how_much,
        case
            when applied.measured is not null then null
            when not regexp_matches(applied.metric, '_changed?$')
                then 'this build has no such figure'
            when record.compared_with is null then 'no earlier release of these extracts'
            when not record.is_same_salt and applied.metric = 'share_changed'
                then format(
                    'release {} was made with another salt, so that no record can be recognised',
                    record.compared_with
                )
            else format('release {} has no such figure', record.compared_with)
        end as note,
    from applied
    cross join record
),

-- a decision holds for the release and the value that it names, and for nothing else
overruled as (
    select overrules.*
    from overrules
    inner join record on overrules.release_id = record.release_id
    qualify
        row_number() over (
            partition by overrules.metric, overrules.detail, overrules.value
            order by overrules.decided_on desc, overrules.overruled_by
        ) = 1
)

select
    judged.metric,
    judged.detail,
    judged.measured,
    judged.least,
    judged.most,
    judged.unit,
    judged.state,
    judged.by_how_much,
    judged.reason,
    judged.note,
    overruled.overruled_by,
    overruled.reason as overrule_reason,
    overruled.decided_on,
from judged
left join overruled
    on
        judged.state = 'breached'
        and judged.metric = overruled.metric
        and judged.detail = overruled.detail
        and judged.measured = overruled.value
order by judged.metric, judged.detail

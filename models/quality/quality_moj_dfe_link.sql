with resolved as (
    select * from {{ ref('link_moj_dfe__resolved') }}
),

truth as (
    select * from {{ ref('stg_truth__education') }}
),

-- Least match probabilities of the levels low, medium and high, in percent.
levels as (
    select unnest([50, 80, 99]) as step
),

-- One row a link and way of linking.
links as (
    select
        'one rule' as method,
        rule_number as step,
        offender_key,
        pupil_key,
    from resolved
    where status = 'linked'
    union all
    select
        'rules so far',
        rules.rule_number,
        resolved.offender_key,
        resolved.pupil_key,
    from {{ ref('moj_dfe_match_rules') }} as rules
    inner join resolved on rules.rule_number >= resolved.rule_number
    where resolved.status = 'linked'
    union all
    select
        'probabilistic',
        levels.step,
        engine.offender_key,
        engine.pupil_key,
    from {{ ref('link_moj_dfe_engine__links') }} as engine
    inner join levels on 100 * engine.match_probability >= levels.step
),

counted as (
    select
        links.method,
        links.step,
        count(*) as n_links,
        count(*) filter (where offenders.true_person_id = pupils.true_person_id) as n_right_links,
    from links
    left join truth as offenders
        on offenders.source_dataset = 'pnc' and links.offender_key = offenders.record_key
    left join truth as pupils
        on pupils.source_dataset = 'npd' and links.pupil_key = pupils.record_key
    group by links.method, links.step
),

steps as (
    select
        methods.method,
        rules.rule_number as step,
        rules.match_rule as step_desc,
    from {{ ref('moj_dfe_match_rules') }} as rules
    cross join (values ('one rule'), ('rules so far')) as methods (method)
    union all
    select
        'probabilistic',
        step,
        'match probability of ' || step || ' per cent or more',
    from levels
),

-- Offenders in scope who have a pupil record to be found.
findable as (
    select count(*) as n_true_links, (select count(*) > 0 from truth) as has_truth,
    from resolved
    inner join truth as offenders
        on offenders.source_dataset = 'pnc' and resolved.offender_key = offenders.record_key
    where
        offenders.true_person_id in (
            select true_person_id from truth where source_dataset = 'npd'
        )
)

select
    steps.method,
    steps.step,
    steps.step_desc,
    coalesce(counted.n_links, 0) as n_links,
    case when findable.has_truth then coalesce(counted.n_right_links, 0) end as n_right_links,
    case when findable.has_truth then findable.n_true_links end as n_true_links,
    case when findable.has_truth then counted.n_right_links / nullif(counted.n_links, 0) end
        as precision,
    case
        when findable.has_truth
            then coalesce(counted.n_right_links, 0) / nullif(findable.n_true_links, 0)
    end as recall,
    case
        when findable.has_truth
            then
                2 * coalesce(counted.n_right_links, 0)
                / nullif(coalesce(counted.n_links, 0) + findable.n_true_links, 0)
    end as f1,
from steps
left join counted on steps.method = counted.method and steps.step = counted.step
cross join findable
order by steps.method, steps.step

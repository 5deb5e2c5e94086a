-- What is in force holds at every level, and within a source and in criminal justice where both
-- records are there; a cannot-link also through all that must-links tie to either end.
with overrides as (
    select * from {{ ref('link_person__overrides') }} where status = 'in force'
),

tied as (
    select node_l as record_id, group_l as group_id, from overrides
    union
    select node_r, group_r, from overrides
),

pairs as (
    select overrides.override_id, overrides.decision, l.record_id as node_l, r.record_id as node_r,
    from overrides
    inner join tied as l on overrides.group_l = l.group_id
    inner join tied as r on overrides.group_r = r.group_id and l.record_id <> r.record_id
),

compared as (
    select
        pairs.override_id,
        pairs.decision = 'must_link' as should_be_together,
        l.cluster_high = r.cluster_high as is_together_high,
        l.cluster_medium = r.cluster_medium as is_together_medium,
        l.cluster_low = r.cluster_low as is_together_low,
        l.cluster_criminal_justice = r.cluster_criminal_justice as is_together_criminal_justice,
        l.cluster_within_source = r.cluster_within_source as is_together_within_source,
        l_profiles.source_dataset = r_profiles.source_dataset as is_one_source,
    from pairs
    inner join {{ ref('link_person__record_clusters') }} as l on pairs.node_l = l.record_id
    inner join {{ ref('link_person__record_clusters') }} as r on pairs.node_r = r.record_id
    inner join {{ ref('people_records') }} as l_profiles on pairs.node_l = l_profiles.record_id
    inner join {{ ref('people_records') }} as r_profiles on pairs.node_r = r_profiles.record_id
)

select cast(override_id as varchar) as override
from compared
where
    is_together_high <> should_be_together
    or is_together_medium <> should_be_together
    or is_together_low <> should_be_together
    or is_together_criminal_justice <> should_be_together
    or (is_one_source and is_together_within_source <> should_be_together)
union all
select cast(override_id as varchar) as override
from {{ ref('link_person__override_report') }}
where status = 'not obeyed'

{%- set options = data_first.person_linkage_settings().clustering -%}

with overrides as (
    select
        overrides.*,
        least(l.profile_id, r.profile_id) as profile_id_l,
        greatest(l.profile_id, r.profile_id) as profile_id_r,
        case when l.profile_id = r.profile_id then l.self_weight_units end as self_weight_units,
        l_clusters.cluster_low = r_clusters.cluster_low as is_together_low,
        l_clusters.cluster_medium = r_clusters.cluster_medium as is_together_medium,
        l_clusters.cluster_high = r_clusters.cluster_high as is_together_high,
    from {{ ref('link_person__overrides') }} as overrides
    left join {{ ref('link_person__nodes') }} as l on overrides.node_l = l.record_id
    left join {{ ref('link_person__nodes') }} as r on overrides.node_r = r.record_id
    left join {{ ref('link_person__record_clusters') }} as l_clusters
        on overrides.node_l = l_clusters.record_id
    left join {{ ref('link_person__record_clusters') }} as r_clusters
        on overrides.node_r = r_clusters.record_id
),

identities as (
    select identity_id, profile_id,
    from {{ ref('link_person__identities') }}
    where
        profile_id in (
            select profile_id_l from overrides
            union all
            select profile_id_r from overrides
        )
),

found as (
    select distinct
        least(l.profile_id, r.profile_id) as profile_id_l,
        greatest(l.profile_id, r.profile_id) as profile_id_r,
    from {{ ref('link_person__pairs') }} as pairs
    inner join identities as l on pairs.identity_id_l = l.identity_id
    inner join identities as r on pairs.identity_id_r = r.identity_id
),

scored as (
    select profile_id_l, profile_id_r, match_weight_units,
    from {{ ref('link_person__scored_pairs') }}
    union all
    select profile_id_l, profile_id_r, match_weight_units,
    from {{ ref('link_person__missing_pair_weights') }}
),

weighed as (
    select
        overrides.*,
        found.profile_id_l is not null or self_weight_units is not null as is_found_by_blocking,
        {{ data_first.weight_bits(
            'coalesce(overrides.self_weight_units, scored.match_weight_units)') }} as match_weight,
    from overrides
    left join found using (profile_id_l, profile_id_r)
    left join scored using (profile_id_l, profile_id_r)
),

judged as (
    select
        *,
        {{ data_first.match_probability('match_weight') }} as match_probability,
        case
            when match_probability >= {{ options.match_probability_medium }} then 'must_link'
            when match_probability < {{ options.match_probability_low }} then 'cannot_link'
        end as decision_of_evidence,
    from weighed
)

-- one row a decision
select
    override_id,
    source_dataset_l,
    record_key_l,
    source_dataset_r,
    record_key_r,
    decision,
    author,
    reason,
    decided_on,
    case
        when status <> 'in force' then status
        when decision = 'must_link' and is_together_low and is_together_high then 'obeyed'
        when decision = 'cannot_link' and not is_together_low then 'obeyed'
        else 'not obeyed'
    end as status,
    case
        when match_weight is null then 'not compared'
        when decision_of_evidence is null then 'undecided'
        when decision_of_evidence = decision then 'agrees'
        else 'contradicts'
    end as evidence,
    match_weight,
    match_probability,
    is_found_by_blocking,
    is_together_low,
    is_together_medium,
    is_together_high,
from judged
order by override_id

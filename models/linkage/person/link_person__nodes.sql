with weights as (
    select * from {{ ref('link_person__profile_weights') }}
),

profile_records as (
    select * from {{ ref('link_person__profile_records') }}
),

decided as (
    -- a decision is about one record, not about all that look like it
    select node_l as record_id from {{ ref('link_person__overrides') }} where status = 'in force'
    union
    select node_r from {{ ref('link_person__overrides') }} where status = 'in force'
),

parted as (
    -- records of equal content that stand on one case are two people all the same
    select profile_id
    from {{ ref('link_person__case_parties') }}
    group by profile_id, case_key
    having count(*) > 1
),

rests as (
    -- what is left of the profiles of such records
    select
        profile_id,
        min(record_id) as node_id,
        count(*) as n_records,
    from profile_records
    where
        profile_id in (
            select profile_records.profile_id
            from profile_records
            inner join decided on profile_records.record_id = decided.record_id
        )
        and record_id not in (select record_id from decided)
    group by profile_id
),

records as (
    select
        profile_records.record_id,
        profile_records.profile_id,
        weights.source_id,
        weights.is_one_node
        and decided.record_id is null
        and weights.profile_id not in (select profile_id from parted) as is_one_node,
        weights.match_weight_units as self_weight_units,
        weights.n_records,
    from profile_records
    inner join weights using (profile_id)
    left join decided on profile_records.record_id = decided.record_id
)

-- one row a record; records of a strong profile share a node, weak ones stand alone
select
    records.record_id,
    case
        when records.is_one_node then coalesce(rests.node_id, records.profile_id)
        else records.record_id
    end as node_id,
    records.profile_id,
    records.source_id,
    records.is_one_node,
    records.self_weight_units,
    case
        when records.is_one_node then coalesce(rests.n_records, records.n_records)
        else 1
    end as n_node_records,
from records
left join rests using (profile_id)

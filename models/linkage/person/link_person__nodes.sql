with weights as (
    select * from {{ ref('link_person__profile_weights') }}
),

profile_records as (
    select * from {{ ref('link_person__profile_records') }}
)

-- one row a record; records of a strong profile share a node, weak ones stand alone
select
    profile_records.record_id,
    case
        when weights.is_one_node then profile_records.profile_id else profile_records.record_id
    end as node_id,
    profile_records.profile_id,
    weights.source_id,
    weights.is_one_node,
    weights.match_weight_units as self_weight_units,
    case when weights.is_one_node then weights.n_records else 1 end as n_node_records,
from profile_records
inner join weights using (profile_id)

{{ config(materialized='resolved_overrides') }}

-- statement: overrides
with decisions as (
    select
        *,
        row_number() over (
            order by
                source_dataset_l, record_key_l, source_dataset_r, record_key_r,
                decision, decided_on, author, reason
        ) as override_id,
    from (
        select * from {{ ref('person_overrides') }}
        {%- if var('labels_as_overrides') %}
        union all
        -- what reviewers decided on pairs and clusters
        select * from {{ ref('review_overrides') }}
        {%- endif %}
    ) as decided
),

records as (
    select record_id, source_dataset, record_key, from {{ ref('people_records') }}
)

-- a record that a decision names is a node of its own: link_person__nodes
select
    decisions.override_id,
    decisions.source_dataset_l,
    decisions.record_key_l,
    decisions.source_dataset_r,
    decisions.record_key_r,
    decisions.decision,
    decisions.author,
    decisions.reason,
    decisions.decided_on,
    l.record_id as node_l,
    r.record_id as node_r,
from decisions
left join records as l
    on
        decisions.source_dataset_l = l.source_dataset
        and decisions.record_key_l = l.record_key
left join records as r
    on
        decisions.source_dataset_r = r.source_dataset
        and decisions.record_key_r = r.record_key

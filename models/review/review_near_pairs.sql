{{ config(materialized='statements') }} -- noqa: disable=PRS

{%- set settings = data_first.person_linkage_settings() -%}
{%- set keys = ref('link_person__blocking_keys') %}

-- step: review__drawn: identities of the clusters of which a record was drawn
select distinct keys.*
from {{ ref('review_people') }} as people
inner join {{ ref('link_person__record_clusters') }} as clusters
    on people.cluster_id = clusters.cluster_medium
inner join {{ ref('link_person__nodes') }} as nodes on clusters.record_id = nodes.record_id
inner join {{ keys }} as keys on nodes.profile_id = keys.profile_id

-- step: review__near: pairs of identities near to each other
-- (a table, whose size the planner knows: joined straight on, it takes identities by identities)
select distinct
    least(identity_id_l, identity_id_r) as identity_id_l,
    greatest(identity_id_l, identity_id_r) as identity_id_r,
from (
    {{ data_first.near_pairs('review__drawn', keys) | indent(4) }}
)

{%- set from_clause %}
from review__near as pairs
inner join {{ keys }} as l on pairs.identity_id_l = l.identity_id
inner join {{ keys }} as r on pairs.identity_id_r = r.identity_id
where l.profile_id <> r.profile_id
{%- endset %}

-- statement: near pairs, compared
{{ data_first.compare_pairs(settings, from_clause, '0') }}

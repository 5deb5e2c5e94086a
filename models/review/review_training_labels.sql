{%- set weights = source('review', 'label_weights') -%}

with decided as (
    select * from {{ ref('review_decided_pairs') }}
    where decision <> 'cannot_tell'
),

profiles as (
    select record_id, profile_id from {{ ref('link_person__profile_records') }}
),

weights as (
    {% if data_first.label_weights_delivered() %}
    select pair_id, weight, from {{ weights }}
    {% else %}
    -- No weights were saved.
    select cast(null as varchar) as pair_id, cast(null as double) as weight,
    where false
    {% endif %}
)

select
    least(l.profile_id, r.profile_id) as profile_id_l,
    greatest(l.profile_id, r.profile_id) as profile_id_r,
    -- a pair that is none says nothing of m
    case when decided.decision = 'match' then weights.weight else 0 end as score,
from decided
inner join weights using (pair_id)
inner join profiles as l on decided.record_id_l = l.record_id
inner join profiles as r on decided.record_id_r = r.record_id

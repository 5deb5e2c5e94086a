{%- set settings = data_first.person_linkage_settings() -%}

with people as (
    select * from {{ ref('review_people') }}
),

places as (
    select nodes.profile_id, nodes.self_weight_units, clusters.record_id, clusters.cluster_medium,
    from {{ ref('link_person__nodes') }} as nodes
    inner join {{ ref('link_person__record_clusters') }} as clusters using (record_id)
),

cluster_sizes as (
    select cluster_medium as cluster_id, count(*) as n_records,
    from places
    group by cluster_medium
),

pattern_weights as (
    {{ data_first.pattern_weights(
        settings,
        ref('review_near_pairs'),
        ref('link_person__parameters'),
        ref('link_person__match_shares'),
        ref('link_person__term_frequencies'),
    ) | indent(4) }}
),

scored as (
    {{ data_first.score_pairs(
        settings,
        ref('review_near_pairs'),
        ref('link_person__identity_frequencies'),
        'pattern_weights',
        ref('link_person__parameters'),
    ) | indent(4) }}
),

profile_pairs as (
    select profile_id_l as profile_id, profile_id_r as other_profile_id, match_weight,
    from scored
    union all
    select profile_id_r, profile_id_l, match_weight, from scored
    union all
    -- records that look alike, but with too little in them to be one person for certain
    select profile_id, profile_id, {{ data_first.weight_bits('max(self_weight_units)') }},
    from places
    group by profile_id
    having count(distinct cluster_medium) > 1
),

own_profiles as (
    select distinct people.item_id, people.cluster_id, places.profile_id,
    from people
    inner join places on people.cluster_id = places.cluster_medium
),

near_clusters as (
    select
        own.item_id,
        places.cluster_medium as cluster_id,
        max(pairs.match_weight) as match_weight,
    from own_profiles as own
    inner join profile_pairs as pairs using (profile_id)
    inner join places on pairs.other_profile_id = places.profile_id
    where places.cluster_medium <> own.cluster_id
    group by own.item_id, places.cluster_medium
),

placed as (
    -- the nearest ones, as many as fit on a page; the very nearest whatever its size
    select
        near.*,
        row_number() over by_nearness as place,
        sum(sizes.n_records) over by_nearness as n_records_so_far,
    from near_clusters as near
    inner join cluster_sizes as sizes using (cluster_id)
    window by_nearness as (
        partition by near.item_id order by near.match_weight desc, near.cluster_id
        rows unbounded preceding
    )
    qualify
        place <= {{ var('review_near_clusters') }}
        and (place = 1 or n_records_so_far <= {{ var('review_near_records') }})
),

shown as (
    select item_id, cluster_id, 0 as place, cast(null as double) as match_weight, from people
    union all
    select item_id, cluster_id, place, match_weight, from placed
)

select
    shown.item_id,
    places.record_id,
    shown.cluster_id,
    shown.place,
    shown.match_weight,
    places.record_id = people.record_id as is_drawn,
from shown
inner join people using (item_id)
inner join places on shown.cluster_id = places.cluster_medium
order by people.review_order, shown.place, places.record_id

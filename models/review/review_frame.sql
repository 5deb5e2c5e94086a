{%- set settings = data_first.person_linkage_settings() -%}

with profiles as (
    select profile_id, n_records, sex_std from {{ ref('link_person__profiles') }}
),

clusters as (
    select * from {{ ref('link_person__record_clusters') }}
),

scored as (
    select profile_id_l, profile_id_r, pair_group, match_weight, match_probability,
    from {{ ref('link_person__scored_pairs') }}
),

missing as (
    -- pairs that no rule found, inside a component; none is among the scored ones
    select profile_id_l, profile_id_r, pair_group, match_weight, match_probability,
    from {{ ref('link_person__missing_pair_weights') }}
),

pairs as (
    select * from scored
    union all
    select * from missing
)

-- one row a pair of profiles; a profile's id is that of its smallest record, which stands for it
select
    pairs.profile_id_l,
    pairs.profile_id_r,
    pairs.pair_group,
    pairs.match_weight,
    pairs.match_probability,
    cast(len(list_filter(
        {{ data_first.review_cuts(settings) | indent(8) }},
        lambda cut: cut <= pairs.match_weight
    )) as integer) as band,
    case
        when l.sex_std = 'm' and r.sex_std = 'm' then 'both men'
        when l.sex_std = 'f' and r.sex_std = 'f' then 'both women'
        else 'other'
    end as sexes,
    l.n_records * r.n_records as n_record_pairs,
    l_clusters.cluster_low = r_clusters.cluster_low as is_together_low,
    l_clusters.cluster_medium = r_clusters.cluster_medium as is_together_medium,
    l_clusters.cluster_high = r_clusters.cluster_high as is_together_high,
from pairs
inner join profiles as l on pairs.profile_id_l = l.profile_id
inner join profiles as r on pairs.profile_id_r = r.profile_id
inner join clusters as l_clusters on pairs.profile_id_l = l_clusters.record_id
inner join clusters as r_clusters on pairs.profile_id_r = r_clusters.record_id

with records as (
    select record_id, source_dataset, record_key, from {{ ref('people_records') }}
),

frame as (
    select
        {{ data_first.pair_key('l', 'r') | indent(8) }} as pair_key,
        cells.stratum_id,
        l.source_dataset as source_dataset_l,
        l.record_key as record_key_l,
        r.source_dataset as source_dataset_r,
        r.record_key as record_key_r,
        frame.*,
    from {{ ref('review_frame') }} as frame
    inner join {{ ref('review_cells') }} as cells using (band, pair_group, sexes)
    inner join records as l on frame.profile_id_l = l.record_id
    inner join records as r on frame.profile_id_r = r.record_id
),

allocation as (
    select stratum_id, n_stratum_pairs, n_sampled_pairs, from {{ ref('review_strata') }}
),

sample as (
    {{ data_first.review_sample('frame', 'allocation', var('review_seed')) | indent(4) }}
),

strata as (
    select stratum_id, stratum, from {{ ref('review_strata') }}
),

units as (
    -- a component is a person, or a few who may be one
    select nodes.record_id, components.component_id as cluster_unit,
    from {{ ref('link_person__nodes') }} as nodes
    inner join {{ ref('link_person__components') }} as components using (node_id)
)

select
    sample.pair_id,
    sample.review_order,
    strata.stratum,
    sample.n_stratum_pairs,
    sample.n_sampled_pairs,
    sample.inclusion_probability,
    sample.profile_id_l as record_id_l,
    sample.profile_id_r as record_id_r,
    sample.source_dataset_l,
    sample.record_key_l,
    sample.source_dataset_r,
    sample.record_key_r,
    sample.pair_group,
    sample.match_weight,
    sample.match_probability,
    sample.n_record_pairs,
    least(l_units.cluster_unit, r_units.cluster_unit) as cluster_unit,
    sample.is_together_low,
    sample.is_together_medium,
    sample.is_together_high,
    {{ data_first.hashed_uniform("sample.pair_id || '|double'") }}
        < {{ var('review_double_share') }} as is_double_scored,
    sample.stratum_id,
from sample
inner join strata using (stratum_id)
inner join units as l_units on sample.profile_id_l = l_units.record_id
inner join units as r_units on sample.profile_id_r = r_units.record_id
order by sample.review_order

{%- set settings = data_first.person_linkage_settings() -%}
{%- set options = settings.clustering -%}

with self_scored as (
    {{ data_first.score_pairs(
        settings,
        ref('link_person__self_pairs'),
        ref('link_person__identity_frequencies'),
        ref('link_person__pattern_weights'),
        ref('link_person__parameters'),
        names_tried=false,
    ) | indent(4) }}
),

profiles as (
    select * from {{ ref('link_person__profiles') }}
),

weights as (
    select
        profiles.profile_id,
        profiles.source_id,
        profiles.n_records,
        self_scored.match_weight_units,
        self_scored.match_weight as self_match_weight,
        self_scored.match_probability as self_match_probability,
    from profiles
    inner join self_scored
        on profiles.profile_id = self_scored.profile_id_l
)

select
    *,
    self_match_probability >= {{ options.match_probability_high }} as is_one_node,
    self_match_probability < {{ options.match_probability_low }} as is_unlinkable,
from weights

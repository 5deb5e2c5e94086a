{%- set settings = data_first.person_linkage_settings() -%}

with accuracy as (
    {{ data_first.expected_accuracy(
        settings,
        ref('link_person__pairs'),
        ref('link_person__identities'),
        ref('link_person__pattern_weights'),
        ref('link_person__scored_pairs'),
        blocking_recall=ref('link_person__blocking_recall'),
    ) | indent(4) }}
)

select
    accuracy.pair_group,
    pair_groups.source_dataset_l,
    pair_groups.source_dataset_r,
    accuracy.* exclude (pair_group),
from accuracy
left join {{ ref('link_person__pair_groups') }} as pair_groups using (pair_group)
order by accuracy.pair_group, accuracy.match_probability

{%- set settings = data_first.person_linkage_settings() -%}

with recall as (
    {{ data_first.blocking_recall(
        settings,
        ref('link_person__blocking_keys'),
        ref('link_person__pairs'),
        ref('link_person__pattern_weights'),
    ) | indent(4) }}
)

select
    recall.pair_group,
    pair_groups.source_dataset_l,
    pair_groups.source_dataset_r,
    recall.* exclude (pair_group),
from recall
left join {{ ref('link_person__pair_groups') }} as pair_groups using (pair_group)
order by recall.pair_group

-- what the model has learnt, with the names of the sources in place of their numbers
select
    coalesce(pair_groups.source_dataset_l, 'all') as source_dataset_l,
    coalesce(pair_groups.source_dataset_r, 'all') as source_dataset_r,
    parameters.parameter_index,
    parameters.comparison,
    parameters.label,
    parameters.level_no,
    parameters.m_probability,
    parameters.u_probability,
    parameters.match_weight,
    parameters.n_expected_matches,
    parameters.is_trained,
from {{ ref('link_person__parameters') }} as parameters
left join {{ ref('link_person__pair_groups') }} as pair_groups using (pair_group)
-- a missing value weighs nothing
where parameters.gamma >= 0
order by source_dataset_l, source_dataset_r, parameters.parameter_index

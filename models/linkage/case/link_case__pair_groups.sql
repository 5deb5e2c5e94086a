-- all candidates are all there is to choose from: the share of matches is among them
select
    pair_group,
    'mags_hocas' as source_dataset_l,
    'crown_xhibit' as source_dataset_r,
    cast(sum(n_pairs) as double) as n_all_pairs,
from {{ ref('link_case__patterns') }}
group by pair_group

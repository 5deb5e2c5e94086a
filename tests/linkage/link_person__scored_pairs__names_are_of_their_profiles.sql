-- The best names of a scored pair belong to its profiles, left to left and right to right.
select scored_pairs.*
from {{ ref('link_person__scored_pairs') }} as scored_pairs
left join {{ ref('link_person__names') }} as l on scored_pairs.identity_id_l = l.identity_id
left join {{ ref('link_person__names') }} as r on scored_pairs.identity_id_r = r.identity_id
where
    l.profile_id is distinct from scored_pairs.profile_id_l
    or r.profile_id is distinct from scored_pairs.profile_id_r

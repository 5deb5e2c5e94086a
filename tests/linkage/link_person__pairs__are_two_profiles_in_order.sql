-- No identity meets itself or another name of its own profile, and none comes after its partner.
select
    pairs.identity_id_l,
    pairs.identity_id_r,
    l.profile_id as profile_id_l,
    r.profile_id as profile_id_r,
from {{ ref('link_person__pairs') }} as pairs
left join {{ ref('link_person__names') }} as l on pairs.identity_id_l = l.identity_id
left join {{ ref('link_person__names') }} as r on pairs.identity_id_r = r.identity_id
where
    pairs.identity_id_l >= pairs.identity_id_r
    or coalesce(l.profile_id = r.profile_id, true)

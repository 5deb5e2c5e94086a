select profile_id_l, profile_id_r, count(*) as n_rows
from {{ ref('link_person__scored_pairs') }}
group by profile_id_l, profile_id_r
having count(*) > 1 or profile_id_l >= profile_id_r

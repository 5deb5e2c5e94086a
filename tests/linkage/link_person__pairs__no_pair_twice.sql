select identity_id_l, identity_id_r, count(*) as n_rows
from {{ ref('link_person__pairs') }}
group by identity_id_l, identity_id_r
having count(*) > 1

-- Whichever side is named first; and no name meets itself.
with pairs as (
    select
        least(identity_id_l, identity_id_r) as smaller_id,
        greatest(identity_id_l, identity_id_r) as larger_id,
    from {{ ref('link_person__random_pairs') }}
)

select
    smaller_id,
    larger_id,
    count(*) as n_rows,
from pairs
group by smaller_id, larger_id
having count(*) > 1 or smaller_id = larger_id

-- The best level of a comparison is commoner among matches than among others. Where it is not, the
-- training may have taken the others for the matches.
select
    pair_group,
    comparison,
    label,
    m_probability,
    u_probability,
from {{ ref('link_person__parameters') }}
where is_switched and level_no = 1

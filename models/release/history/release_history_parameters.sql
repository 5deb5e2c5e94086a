select
    release_id,
    model,
    pair_group,
    comparison,
    gamma,
    label,
    m_probability,
    u_probability,
    match_weight,
from {{ data_first.release_store('parameters') }}

select
    release_id,
    metric,
    detail,
    value,
from {{ data_first.release_store('figures') }}

select
    release_id,
    model,
    setting,
    value,
from {{ data_first.release_store('settings') }}

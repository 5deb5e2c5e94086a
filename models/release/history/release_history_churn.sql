select
    invocation_id,
    release_id,
    compared_with,
    level,
    source_dataset,
    n_records,
    n_changed,
    share_changed,
    n_people_split,
    n_people_merged,
from {{ data_first.release_store('churn') }}

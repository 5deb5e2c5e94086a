select
    release_id,
    kind,
    file_name,
    n_rows,
    fingerprint,
from {{ data_first.release_store('inputs') }}

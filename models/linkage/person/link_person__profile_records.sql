select
    unnest(record_ids) as record_id,
    profile_id,
from {{ ref('link_person__profiles') }}

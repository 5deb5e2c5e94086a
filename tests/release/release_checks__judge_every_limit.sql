-- A limit that no check is made of would pass by silence.
select limits.*
from {{ ref('release_limits') }} as limits
anti join {{ ref('release_checks') }} as checks
    on
        limits.metric = checks.metric
        and (limits.detail = '*' or limits.detail = checks.detail)

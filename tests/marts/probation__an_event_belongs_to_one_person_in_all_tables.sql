-- The parts of an event carry the same person record and person id as the event itself.
with parts as (

    select row_id_hash, estimated_offender_id, event_id_hash
    from {{ ref('probation_requirements') }}
    union all
    select row_id_hash, estimated_offender_id, event_id_hash
    from {{ ref('probation_licence_conditions') }}
    union all
    select row_id_hash, estimated_offender_id, event_id_hash
    from {{ ref('probation_pss_requirements') }}
    union all
    select row_id_hash, estimated_offender_id, event_id_hash
    from {{ ref('probation_pre_sentence_reports') }}

)

select parts.*
from parts
left join {{ ref('probation_flatfile') }} as flatfile
    on parts.event_id_hash = flatfile.event_id_hash
where
    parts.row_id_hash is distinct from flatfile.row_id_hash
    or parts.estimated_offender_id is distinct from flatfile.estimated_offender_id

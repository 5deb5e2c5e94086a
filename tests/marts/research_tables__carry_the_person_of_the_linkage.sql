-- A row here is a research row whose person id is not the one that the linkage gave its record.
with research as (
    select row_id_hash, estimated_defendant_id as person
    from {{ ref('magistrates_defendant_case') }}
    union all
    select row_id_hash, estimated_defendant_id from {{ ref('crown_defendant_case') }}
    union all
    select row_id_hash, estimated_offender_id from {{ ref('prison_custodial_journey') }}
    union all
    select row_id_hash, estimated_offender_id from {{ ref('probation_flatfile') }}
    union all
    select row_id_hash, estimated_party_id from {{ ref('family_people') }}
    union all
    select row_id_hash, estimated_party_id from {{ ref('civil_parties') }}
    where row_id_hash is not null
    union all
    select row_id_hash, estimated_offender_id from {{ ref('oasys_assessments') }}
    union all
    select row_id_hash, estimated_offender_id from {{ ref('oasys_sections') }}
)

select research.*
from research
left join {{ ref('link_person__record_ids') }} as record_ids using (row_id_hash)
where record_ids.estimated_id_within_source is distinct from research.person

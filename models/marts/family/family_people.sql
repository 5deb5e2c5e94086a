{%- set role_models = ref('familyman_role_models') -%}
{%- set sexes = ref('familyman_sexes') -%}
{%- set relationships = ref('familyman_relationships') -%}

with parties as (
    select * from {{ ref('people_familyman__parties') }}
    where {{ in_coverage('family_people', 'receipt_date') | indent }}
),

-- One row a person record, with its age.
described as (
    select
        *,
        {{ age_at('dob_std', 'receipt_date') | indent(8) }} as age_at_receipt,
    from parties
),

record_ids as (
    select * from {{ ref('link_person__record_ids') }}
    where source_dataset = 'familyman'
),

areas as (
    select * from {{ ref('people_areas') }}
    where source_dataset = 'familyman'
),

age_bands as (
    select * from {{ ref('familyman_age_bands') }}
)

select
    -- Keys and ids.
    {{ hash_key('row_id', "described.source_dataset || '|' || described.record_key") }}
        as row_id_hash,
    record_ids.estimated_id_within_source as estimated_party_id,
    {{ hash_key('family_case_number', 'described.case_number') }} as case_number_hash,
    {{ hash_key('family_party_id', 'described.party_id') }} as party_id_hash,

    -- The role in the case.
    {{ kept_code('role_models.code', 'described.role_model') | indent }} as role_model_code,
    role_models.description as role_model_desc,
    role_models.role_group,
    cast(described.n_roles as integer) as number_of_roles,
    {{ kept_code('relationships.code', 'described.relationship_code') | indent }}
        as relationship_to_child_code,
    relationships.description as relationship_to_child_desc,
    described.has_parental_responsibility,
    described.is_represented as has_legal_representation,

    -- The person.
    {{ kept_code('sexes.code', 'described.gender_code') | indent }} as gender_code,
    sexes.description as gender_desc,
    described.dob_std is not null as has_date_of_birth,
    described.age_at_receipt,
    age_bands.code as age_band,
    described.is_address_confidential,
    areas.lsoa_code as lsoa_residence,
from described
left join record_ids on described.record_key = record_ids.record_key
left join areas on described.record_key = areas.record_key
left join {{ role_models }} as role_models on described.role_model = role_models.code
left join {{ sexes }} as sexes on described.gender_code = sexes.code
left join {{ relationships }} as relationships on described.relationship_code = relationships.code
left join age_bands
    on described.age_at_receipt between age_bands.from_age and age_bands.to_age
order by row_id_hash

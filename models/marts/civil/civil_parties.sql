with cases as (
    select * from {{ ref('people_caseman__cases') }}
    where {{ in_coverage('civil_parties', 'issue_date') | indent }}
),

parties as (
    select * from {{ ref('people_caseman__parties') }}
),

people as (
    select * from {{ ref('people_caseman') }}
),

record_ids as (
    select * from {{ ref('link_person__record_ids') }}
    where source_dataset = 'civil_caseman_pcol'
),

areas as (
    select * from {{ ref('people_areas') }}
    where source_dataset = 'civil_caseman_pcol'
)

select
    -- Keys and ids; those of people are null for organisations.
    {{ hash_key('row_id', "people.source_dataset || '|' || people.record_key") }} as row_id_hash,
    {{ hash_key('civil_party_id', 'parties.record_key') }} as party_on_case_id_hash,
    {{ hash_key('civil_case_id', 'cases.case_key') }} as case_id_hash,
    record_ids.estimated_id_within_source as estimated_party_id,

    -- The party on the case.
    {{ iso_date('cases.issue_date') }} as issue_date,
    parties.party_role as party_role_code,
    roles.description as party_role_desc,
    cast(parties.party_number as integer) as party_number,
    parties.party_kind as party_kind_code,
    kinds.description as party_kind_desc,
    parties.sector as sector_code,
    sectors.description as sector_desc,
    parties.is_represented,

    -- The person.
    genders.code as gender_code,
    genders.description as gender_desc,
    {{ age_at('people.dob_std', 'cases.issue_date') | indent }} as age_at_issue,
    cast(len(people.postcodes_std) as integer) as number_of_addresses,
    areas.lsoa_code as lsoa_residence,
from parties
inner join cases on parties.case_key = cases.case_key
left join people on parties.record_key = people.record_key
left join record_ids on people.record_key = record_ids.record_key
left join areas on people.record_key = areas.record_key
left join {{ ref('civil_party_roles') }} as roles on parties.party_role = roles.code
left join {{ ref('civil_party_kinds') }} as kinds on parties.party_kind = kinds.code
left join {{ ref('civil_sectors') }} as sectors on parties.sector = sectors.code
left join {{ ref('civil_genders') }} as genders on upper(people.sex_std) = genders.code
order by party_on_case_id_hash

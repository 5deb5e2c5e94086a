with caseman_codes as (
    select * from {{ ref('caseman_codes') }}
),

pcol_codes as (
    select * from {{ ref('pcol_codes') }}
),

caseman as (
    select
        'caseman|' || roles.case_party_role_id as record_key,
        'caseman|' || roles.case_number as case_key,
        {{ kept_code('role_codes.civil_code', 'roles.party_role_code') }} as party_role,
        roles.party_number,
        roles.represented_marker = 'Y' as is_represented,
        types.civil_code as listed_kind,
        coalesce(coded.party_type_code, parties.party_type_code) as recorded_kind,
        {{ kept_code('sectors.civil_code', 'coded.sector_code') }} as sector,
        parties.title,
        parties.first_forename as forename1,
        parties.other_forenames as middle_names,
        parties.surname,
        parties.date_of_birth,
    from {{ ref('stg_caseman__case_party_roles') }} as roles
    left join {{ ref('stg_caseman__parties') }} as parties on roles.party_id = parties.party_id
    left join {{ ref('stg_caseman__coded_parties') }} as coded
        on parties.coded_party_no = coded.coded_party_no
    left join caseman_codes as role_codes
        on role_codes.code_set = 'party_role' and roles.party_role_code = role_codes.code
    left join caseman_codes as types
        on
            types.code_set = 'party_type'
            and coalesce(coded.party_type_code, parties.party_type_code) = types.code
    left join caseman_codes as sectors
        on sectors.code_set = 'sector' and coded.sector_code = sectors.code
),

pcol as (
    select
        'pcol|' || roles.claim_party_id as record_key,
        'pcol|' || roles.claim_id as case_key,
        {{ kept_code('role_codes.civil_code', 'roles.party_role_code') }} as party_role,
        roles.party_number,
        roles.represented_marker = 'Y' as is_represented,
        types.civil_code as listed_kind,
        parties.party_type_code as recorded_kind,
        cast(null as varchar) as sector,
        parties.title,
        parties.first_name as forename1,
        parties.middle_names,
        parties.last_name as surname,
        parties.date_of_birth,
    from {{ ref('stg_pcol__claim_party') }} as roles
    left join {{ ref('stg_pcol__party') }} as parties on roles.party_id = parties.party_id
    left join pcol_codes as role_codes
        on role_codes.code_set = 'party_role' and roles.party_role_code = role_codes.code
    left join pcol_codes as types
        on types.code_set = 'party_type' and parties.party_type_code = types.code
),

parties as (
    select * from caseman
    union all
    select * from pcol
),

-- What is entered as a person but bears the name of a company is a company.
final as (
    select
        parties.*,
        case
            when parties.listed_kind <> 'person' then parties.listed_kind
            when {{ is_company_name('parties.forename1', 'parties.surname') | indent(12) }}
                then 'company'
            else {{ kept_code('parties.listed_kind', 'parties.recorded_kind') | indent(12) }}
        end as party_kind,
        case
            when parties.listed_kind <> 'person' then 'company'
            when {{ is_company_name('parties.forename1', 'parties.surname') | indent(12) }}
                then 'company entered as a person'
            when parties.listed_kind is null then 'kind of party not listed'
        end as excluded_reason,
    from parties
)

select * from final

with people as (
    select * from {{ ref('people_familyman') }}
),

roles as (
    select * from {{ ref('stg_familyman__roles') }}
    where not is_deleted
),

role_models as (
    select * from {{ ref('familyman_role_models') }}
),

field_models as (
    select * from {{ ref('familyman_field_models') }}
    where entity = 'role'
),

-- One row a role: the fields that are published, as columns.
fields as (
    select
        role_fields.role_id,
        max(field_value) filter (where field_models.content = 'relationship')
            as relationship_code,
        max(upper(field_value)) filter (where field_models.content = 'parental responsibility')
            as parental_responsibility,
    from {{ ref('stg_familyman__role_fields') }} as role_fields
    inner join field_models on role_fields.field_model = field_models.code
    group by role_fields.role_id
),

-- One row a party on a case. The role that was entered first is the party's main one; what any
-- role tells about the party counts.
parties_on_cases as (
    select
        roles.case_number,
        roles.party_id,
        arg_min(roles.role_model, roles.role_id) as role_model,
        arg_min_null(role_models.role_group, roles.role_id) as role_group,
        count(*) as n_roles,
        bool_or(roles.representative_role_id is not null) as is_represented,
        arg_min(fields.relationship_code, roles.role_id) as relationship_code,
        max(fields.parental_responsibility) as parental_responsibility,
    from roles
    left join role_models on roles.role_model = role_models.code
    left join fields on roles.role_id = fields.role_id
    group by roles.case_number, roles.party_id
),

parties as (
    select * from {{ ref('stg_familyman__parties') }}
),

confidential as (
    select
        party_id,
        bool_or(address_type_code = 'CONF') as is_address_confidential,
    from {{ ref('stg_familyman__addresses') }}
    group by party_id
)

select
    people.source_dataset,
    people.record_key,
    people.record_date as receipt_date,
    people.dob_std,
    parties_on_cases.case_number,
    parties_on_cases.party_id,
    parties_on_cases.role_model,
    parties_on_cases.role_group,
    parties_on_cases.n_roles,
    parties_on_cases.is_represented,
    parties_on_cases.relationship_code,
    case parties_on_cases.parental_responsibility
        when 'Y' then true
        when 'N' then false
    end as has_parental_responsibility,
    parties.gender_code,
    confidential.is_address_confidential,
from people
inner join parties_on_cases
    on people.record_key = parties_on_cases.case_number || '|' || parties_on_cases.party_id
inner join parties on parties_on_cases.party_id = parties.party_id
left join confidential on parties_on_cases.party_id = confidential.party_id

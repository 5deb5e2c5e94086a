with parties as (
    select * from {{ ref('people_caseman__parties') }}
    where excluded_reason is null
),

cases as (
    select * from {{ ref('people_caseman__cases') }}
),

titles as (
    select * from {{ ref('civil_titles') }}
),

-- One row an address of a party on a case.
addresses as (
    select
        'caseman|' || roles.case_party_role_id as record_key,
        given.address_id,
        given.valid_from_date,
        given.postcode,
    from {{ ref('stg_caseman__case_party_roles') }} as roles
    inner join {{ ref('stg_caseman__given_addresses') }} as given on roles.party_id = given.party_id
    union all
    select
        'pcol|' || claim_party_id as record_key,
        contact_details_id,
        cast(null as date) as valid_from_date,
        postcode,
    from {{ ref('stg_pcol__claim_party_contact_details') }}
),

postcodes as (
    select
        record_key,
        address_id,
        valid_from_date,
        {{ standardise_postcode('postcode') | indent(8) }} as postcode_std,
    from addresses
),

-- The first address is that at which the party lived when the claim was issued.
postcode_lists as (
    select
        record_key,
        list(distinct postcode_std order by postcode_std) as postcodes_std,
        list(postcode_std order by valid_from_date nulls first, address_id)[1]
            as area_postcode_std,
    from postcodes
    where postcode_std is not null
    group by record_key
),

words as (
    select
        parties.record_key,
        {{ standardise_name('parties.forename1') | indent(8) }} as words1,
        {{ standardise_name('parties.middle_names') | indent(8) }} as words2,
        {{ standardise_name('parties.surname') | indent(8) }} as surname_std,
        {{ standardise_dob('parties.date_of_birth', 'cases.issue_date') | indent(8) }} as dob_std,
        titles.sex as sex_std,
        cases.issue_date as record_date,
    from parties
    left join cases on parties.case_key = cases.case_key
    left join titles on upper(rtrim(parties.title, '.')) = titles.title
)

select
    'civil_caseman_pcol' as source_dataset,
    words.record_key,
    -- A forename that is only an initial leaves no word: a second one does not take its place.
    {{ first_word('words.words1') }} as forename1_std,
    nullif(concat_ws(' ', {{ later_words('words.words1') | indent }}, words.words2), '')
        as middle_names_std,
    words.surname_std,
    words.dob_std,
    words.sex_std,
    coalesce(postcode_lists.postcodes_std, []) as postcodes_std,
    cast(null as varchar) as pnc_std,
    cast(null as varchar) as cro_std,
    cast(null as varchar) as prison_number_std,
    cast(null as varchar) as crn_std,
    cast(null as varchar) as ni_number_std,
    {{ no_aliases() }} as aliases,
    cast(null as varchar) as ethnic_group,
    words.record_date,
    postcode_lists.area_postcode_std,
from words
left join postcode_lists on words.record_key = postcode_lists.record_key

with pupils as (
    select
        *,
        {{ data_first.standardise_dob('birth_date') | indent(8) }} as date_of_birth,
    from {{ ref('stg_npd__pupils') }}
),

census as (
    select
        *,
        {{ data_first.standardise_postcode('postcode') | indent(8) }} as postcode_std,
    from {{ ref('stg_npd__census') }}
    where {{ in_coverage('npd_pupils', 'make_date(cast(school_year as integer), 8, 31)') }}
),

provisions as (
    select * from {{ ref('npd_sen_provisions') }}
),

-- One row a pupil: what the censuses found.
counted as (
    select
        census.pupil_id,
        min(census.school_year) as first_school_year,
        max(census.school_year) as last_school_year,
        count(*) as n_school_years,
        count(distinct census.laestab) as n_schools,
        count(*) filter (where census.is_fsm_eligible) as n_fsm_years,
        count(*) filter (where provisions.is_special_need) as n_sen_years,
        coalesce(bool_or(provisions.has_statement_or_plan), false) as has_had_statement_or_plan,
        arg_max(census.sen_provision_code, census.school_year) as sen_provision_code,
        arg_max(census.postcode_std, census.school_year) as last_postcode,
        arg_max(census.laestab, census.school_year) as last_school,
    from census
    left join provisions on census.sen_provision_code = provisions.code
    group by census.pupil_id
),

linked as (
    select pupil_key from {{ ref('link_moj_dfe__resolved') }}
    where status = 'linked'
),

-- One row a postcode, so that the join below cannot multiply pupils.
areas as (
    select postcode_std, min(lsoa_code) as lsoa_code
    from {{ ref('stg_reference__postcode_lookup') }}
    where postcode_std is not null
    group by postcode_std
)

select
    {{ hash_key('pmra', 'pupils.pupil_id') }} as pmra,
    {{ kept_code('genders.code', 'pupils.gender_code') | indent }} as gender_code,
    genders.description as gender_desc,
    {{ kept_code('ethnicities.code', 'pupils.ethnic_group_code') | indent }} as ethnic_group_code,
    ethnicities.description as ethnic_group_desc,
    ethnicities.ethnic_group,
    {{ kept_code('languages.code', 'pupils.language_group_code') | indent }} as language_group_code,
    languages.description as language_group_desc,
    -- Who is born from September on turns sixteen in the next school year.
    cast(year(pupils.date_of_birth + interval 4 month) + 16 as integer) as school_year_aged_16,
    cast(counted.first_school_year as integer) as first_school_year,
    cast(counted.last_school_year as integer) as last_school_year,
    cast(counted.n_school_years as integer) as number_of_school_years,
    cast(counted.n_schools as integer) as number_of_schools,
    {{ hash_key('school', 'counted.last_school') }} as last_school_hash,
    cast(counted.n_fsm_years as integer) as number_of_fsm_years,
    counted.n_fsm_years > 0 as has_been_fsm_eligible,
    cast(counted.n_sen_years as integer) as number_of_sen_years,
    counted.n_sen_years > 0 as has_had_special_needs,
    counted.has_had_statement_or_plan,
    {{ kept_code('provisions.code', 'counted.sen_provision_code') | indent }}
        as last_sen_provision_code,
    provisions.description as last_sen_provision_desc,
    areas.lsoa_code as lsoa_residence,
    linked.pupil_key is not null as is_linked,
from pupils
inner join counted on pupils.pupil_id = counted.pupil_id
left join linked on cast(pupils.pupil_id as varchar) = linked.pupil_key
left join provisions on counted.sen_provision_code = provisions.code
left join {{ ref('npd_genders') }} as genders on pupils.gender_code = genders.code
left join {{ ref('npd_ethnic_groups') }} as ethnicities
    on pupils.ethnic_group_code = ethnicities.code
left join {{ ref('npd_language_groups') }} as languages
    on pupils.language_group_code = languages.code
left join areas on counted.last_postcode = areas.postcode_std

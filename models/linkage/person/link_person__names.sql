with profiles as (
    select * from {{ ref('link_person__profiles') }}
),

nicknames as (
    select * from {{ ref('nicknames') }}
),

main_names as (
    select
        profile_id,
        0 as name_no,
        forename1_std,
        middle_names_std,
        surname_std,
        dob_std,
        len(aliases) > 0 as has_aliases,
    from profiles
),

alias_names as (
    select
        profile_id,
        generate_subscripts(aliases, 1) as name_no,
        unnest(aliases) as alias,
    from profiles
),

names_beside_aliases as (
    select * exclude (has_aliases) from main_names where has_aliases
    union all
    select
        profile_id,
        name_no,
        alias.forename1_std,
        alias.middle_names_std,
        alias.surname_std,
        coalesce(alias.dob_std, profiles.dob_std) as dob_std,
    from alias_names
    inner join profiles using (profile_id)
),

distinct_names as (
    select * exclude (has_aliases) from main_names where has_aliases is not true
    union all
    (
        -- a name once, under its smallest number: the main name, where an alias repeats it
        select * from names_beside_aliases
        qualify row_number() over (
            partition by profile_id, forename1_std, middle_names_std, surname_std, dob_std
            order by name_no
        ) = 1
    )
),

surnames as (
    -- the code of a surname is worked out once, not once a record
    select surname_std, double_metaphone(surname_std) as surname_metaphone,
    from (select distinct surname_std from distinct_names where surname_std is not null)
)

select
    row_number() over (order by distinct_names.profile_id, distinct_names.name_no) as identity_id,
    distinct_names.profile_id,
    distinct_names.name_no = 0 as is_main,
    distinct_names.forename1_std,
    coalesce(nicknames.canonical_name, distinct_names.forename1_std) as forename1_canonical,
    distinct_names.middle_names_std,
    distinct_names.surname_std,
    nullif(surnames.surname_metaphone, '') as surname_metaphone,
    distinct_names.dob_std,
from distinct_names
inner join profiles on distinct_names.profile_id = profiles.profile_id
-- where the sex is unknown the nickname is read as a man's: four records in five are
left join nicknames
    on
        distinct_names.forename1_std = nicknames.nickname
        and coalesce(profiles.sex_std, 'm') = nicknames.sex
left join surnames on distinct_names.surname_std = surnames.surname_std

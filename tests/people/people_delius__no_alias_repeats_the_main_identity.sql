-- An alias says something that the main identity does not; a repeat would count names twice.
with aliases as (

    select
        record_key,
        forename1_std,
        middle_names_std,
        surname_std,
        dob_std,
        unnest(aliases) as alias,
    from {{ ref('people_delius') }}

)

select * from aliases
where
    alias.forename1_std is not distinct from forename1_std
    and alias.middle_names_std is not distinct from middle_names_std
    and alias.surname_std is not distinct from surname_std
    and alias.dob_std is not distinct from dob_std

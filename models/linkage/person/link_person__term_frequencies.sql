{%- set settings = data_first.person_linkage_settings() -%}

with main_names as (
    select
        names.forename1_std,
        names.middle_names_std,
        names.surname_std,
        names.dob_std,
        profiles.postcodes_std,
    from {{ ref('link_person__names') }} as names
    inner join {{ ref('link_person__profiles') }} as profiles using (profile_id)
    where names.is_main
)

select * from (
    {{ data_first.term_frequencies(
        settings, 'main_names', ['forename1_std', 'surname_std', 'dob_std']
    ) | indent(4) }}
)

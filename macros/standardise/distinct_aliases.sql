{#- A select of the other names of each offender: the key, aliases (a sorted list). `identities` has
    the key, name_kind (0 the main name), forename1_std, middle_names_std, surname_std and dob_std.
    No alias equals the main identity or another alias; one without forename and surname is none. -#}
{% macro distinct_aliases(identities, key='offender_id') -%}
    select
        other.{{ key }},
        list_sort(list(distinct struct_pack(
            forename1_std := other.forename1_std,
            middle_names_std := other.middle_names_std,
            surname_std := other.surname_std,
            dob_std := other.dob_std
        ))) as aliases,
    from {{ identities }} as other
    inner join {{ identities }} as main
        on other.{{ key }} = main.{{ key }} and main.name_kind = 0
    where
        other.name_kind > 0
        and coalesce(other.forename1_std, other.surname_std) is not null
        and (
            other.forename1_std is distinct from main.forename1_std
            or other.middle_names_std is distinct from main.middle_names_std
            or other.surname_std is distinct from main.surname_std
            or other.dob_std is distinct from main.dob_std
        )
    group by other.{{ key }}
{%- endmacro %}

{#- The empty list of other names, with its type, for systems that record one name a person. -#}
{% macro no_aliases() -%}
    cast(
        [] as struct(
            forename1_std varchar, middle_names_std varchar, surname_std varchar, dob_std date
        )[]
    )
{%- endmacro %}

{#- A postcode in capitals without a space (SW1A1AA); null where it has not the shape of a United
    Kingdom postcode, or is in the seed placeholder_postcodes (no fixed abode, prisons, courts). -#}
{% macro standardise_postcode(expression) -%}
    {%- set squeezed %}replace(upper(trim({{ expression }})), ' ', ''){% endset -%}
    case
        when {{ squeezed }} in (
            select placeholder.postcode
            from {{ ref('data_first', 'placeholder_postcodes') }} as placeholder
        ) then null
        when regexp_full_match(
            {{ squeezed }},
            'GIR0AA|[A-PR-UWYZ]([0-9]{1,2}|[A-HK-Y][0-9][0-9ABEHMNPRV-Y]?|[0-9][A-HJKPS-UW])'
            || '[0-9][ABD-HJLNP-UW-Z]{2}'
        ) then {{ squeezed }}
    end
{%- endmacro %}

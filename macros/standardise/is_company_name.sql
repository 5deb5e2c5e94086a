{#- True where a surname ends in a word that only companies bear (seed company_words), and there is no
    forename: some clerks enter a company as if it were a person. -#}
{% macro is_company_name(forename, surname) -%}
    coalesce(
        case
            when coalesce({{ forename }}, '') = '' and contains({{ surname }}, ' ')
                then lower(regexp_extract({{ surname }}, '([A-Za-z]+)[^A-Za-z]*$', 1))
        end in (
            select company.word
            from {{ ref('data_first', 'company_words') }} as company
        ),
        false
    )
{%- endmacro %}

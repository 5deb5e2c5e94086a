{#- A Police National Computer identifier as YYYY/NNNNNNNL; null where the shape or the check letter
    is wrong, or where it is known to be junk (seed placeholder_pncs). Accepts a year of two or four
    digits, a serial number without its leading zeros, and a missing slash. Years of two digits
    below 40 are of this century: no identifier is older than 1940. -#}
{% macro standardise_pnc(expression) -%}
    {%- set pnc -%}
        list_transform(
            [regexp_extract(
                replace(upper({{ expression }}), ' ', ''),
                '^([0-9]{2}|[0-9]{4})/?([0-9]{1,7})([A-Z])$',
                ['year', 'serial', 'letter']
            )],
            lambda part: case
                when part.letter = {{ data_first.check_letter(
                    "right(part.year, 2)", "lpad(part.serial, 7, '0')"
                ) | indent(16) }}
                then case
                    when length(part.year) = 4 then ''
                    when part.year < '40' then '20'
                    else '19'
                end || part.year || '/' || lpad(part.serial, 7, '0') || part.letter
            end
        )[1]
    {%- endset -%}
    case
        when upper(trim({{ expression }})) in (
            select placeholder.pnc
            from {{ ref('data_first', 'placeholder_pncs') }} as placeholder
        ) then null
        else {{ pnc | indent(8) }}
    end
{%- endmacro %}

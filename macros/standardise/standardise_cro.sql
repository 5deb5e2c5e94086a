{#- A Criminal Records Office number as NNNNNN/YYL, or SFYY/NNNNNNL for a small file; null where the
    shape or the check letter is wrong, or where it is known to be junk (seed placeholder_cros).
    The serial number of a small file stays as written: its leading zeros count for the letter. -#}
{% macro standardise_cro(expression) -%}
    {%- set cro -%}
        list_transform(
            [regexp_extract(
                replace(upper({{ expression }}), ' ', ''),
                '^(SF[0-9]{2}|[0-9]{1,6})/([0-9]{1,7})([A-Z])$',
                ['front', 'back', 'letter']
            )],
            lambda part: case
                when
                    starts_with(part.front, 'SF')
                    and part.letter = {{ data_first.check_letter(
                        "right(part.front, 2)", "part.back"
                    ) | indent(20) }}
                    then part.front || '/' || part.back || part.letter
                when
                    length(part.back) = 2
                    and part.letter = {{ data_first.check_letter(
                        "part.back", "lpad(part.front, 6, '0')"
                    ) | indent(20) }}
                    then lpad(part.front, 6, '0') || '/' || part.back || part.letter
            end
        )[1]
    {%- endset -%}
    case
        when upper(trim({{ expression }})) in (
            select placeholder.cro
            from {{ ref('data_first', 'placeholder_cros') }} as placeholder
        ) then null
        else {{ cro | indent(8) }}
    end
{%- endmacro %}

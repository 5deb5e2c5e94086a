{#- The check letter of a police identifier: the two digits of its year and its serial number, read
    as one number, modulo 23. Both arguments are text made of digits. -#}
{% macro check_letter(year_digits, serial) -%}
    substr(
        'ZABCDEFGHJKLMNPQRTUVWXY',
        1 + try_cast({{ year_digits }} || {{ serial }} as integer) % 23,
        1
    )
{%- endmacro %}

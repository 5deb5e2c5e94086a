{#- A National Insurance number as AANNNNNNA; null where the shape is wrong, or where its digits are
    what is typed to fill the field: 123456, or one digit six times. Letters that are never issued
    pass, so that made-up numbers of a training system can be linked. -#}
{% macro standardise_ni_number(expression) -%}
    nullif(
        regexp_extract(
            regexp_replace(
                regexp_replace(upper({{ expression }}), '[^A-Z0-9]', '', 'g'),
                '^..(123456|0{6}|1{6}|2{6}|3{6}|4{6}|5{6}|6{6}|7{6}|8{6}|9{6}).$',
                ''
            ),
            '^[A-Z]{2}[0-9]{6}[A-D]$'
        ),
        ''
    )
{%- endmacro %}

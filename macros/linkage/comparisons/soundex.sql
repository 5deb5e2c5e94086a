{#- SQL of the American Soundex code of a name (Russell 1918, as the US National Archives give it):
    the first letter and three digits; letters of one digit count once, also across an H or W. Null
    where there is no letter. It may stand for a column: `phonetic_level(soundex('surname'))`. -#}
{% macro soundex(column) -%}
    {%- set letters = "regexp_replace(upper(strip_accents(" ~ column ~ ")), '[^A-Z]', '', 'g')" -%}
    {%- set first = 'left(' ~ letters ~ ', 1)' -%}
    {%- set state = namespace(
        digits='translate(' ~ first ~ ' || translate(substr(' ~ letters ~ ", 2), 'HW', ''), "
        ~ "'AEIOUYHWBFPVCGJKQSXZDTLMNR', '00000000111122222222334556')"
    ) -%}
    {%- for digit in range(1, 7) -%}
        {%- set run = "'" ~ digit ~ "+', '" ~ digit ~ "', 'g')" -%}
        {%- set state.digits = 'regexp_replace(' ~ state.digits ~ ', ' ~ run -%}
    {%- endfor -%}
    {%- set three = "left(translate(substr(" ~ state.digits ~ ", 2), '0', ''), 3)" -%}
    nullif(rpad({{ first }} || {{ three }}, 4, '0'), '0000')
{%- endmacro %}

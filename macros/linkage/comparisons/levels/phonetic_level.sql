{#- Names that sound alike. `phonetic_col` has the sound, such as `soundex(…)`, or, with `array`,
    all sounds that a name may have, such as the two of double metaphone. -#}
{% macro phonetic_level(phonetic_col, array=false) %}
    {%- set column = data_first._column('phonetic_level', 'phonetic_col', phonetic_col) -%}
    {% do return(data_first.comparison_level(
        'list_has_any(' ~ column.l ~ ', ' ~ column.r ~ ')' if array
        else column.l ~ ' = ' ~ column.r,
        'sounds alike',
    )) %}
{% endmacro %}

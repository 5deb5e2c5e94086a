{#- A sum of doubles that is the same in any order of addition: of integers in units of 2^-40. -#}
{% macro exact_sum(expression, window=none) -%}
    (cast(sum(cast(round(cast({{ expression }} as double) * 1099511627776) as hugeint)){{ ' over (' ~ window ~ ')' if window }} as double) / 1099511627776)
{%- endmacro %}

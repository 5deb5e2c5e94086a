{#- Bits as a whole number of units of 2^-20, in which clustering adds weights up: sums of integers do
    not depend on their order, sums of doubles do. -#}
{% macro weight_units(bits) -%}
    cast(round(({{ bits }}) * 1048576) as bigint)
{%- endmacro %}


{#- Units of 2^-20 back to bits. -#}
{% macro weight_bits(units) -%}
    (({{ units }}) / 1048576.0)
{%- endmacro %}


{#- The match probability of a weight with the prior in it: 1 / (1 + 2^-weight). Below -1,000 bits it
    stays where it is, since 2^1024 is no number. -#}
{% macro match_probability(bits) -%}
    (1 / (1 + pow(2.0, -greatest({{ bits }}, -1000))))
{%- endmacro %}

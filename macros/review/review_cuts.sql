{#- Match weights (bits) that cut the frame of the review into bands, as an SQL list, rising: the
    thresholds of the three levels, halfway between them, and some on either side, closer where they
    are near. -#}
{% macro review_cuts(settings) -%}
    {%- set options = settings.clustering -%}
    {%- set bits = {} -%}
    {%- for level in ['low', 'medium', 'high'] -%}
        {%- set p = options['match_probability_' ~ level] -%}
        {%- do bits.update({level: 'log2(' ~ (p / (1 - p)) ~ ')'}) -%}
    {%- endfor -%}
    [
        {{ bits.low }} - 6,
        {{ bits.low }} - 2,
        {{ bits.low }},
        ({{ bits.low }} + {{ bits.medium }}) / 2,
        {{ bits.medium }},
        ({{ bits.medium }} + {{ bits.high }}) / 2,
        {{ bits.high }},
        {{ bits.high }} + 2.5,
        {{ bits.high }} + 5.5,
        {{ bits.high }} + 10,
        {{ bits.high }} + 18
    ]::double[]
{%- endmacro %}

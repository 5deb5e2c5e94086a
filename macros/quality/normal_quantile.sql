{#- How many standard errors leave the share `tail` above them: the upper quantile of the normal
    distribution, for tails from 0 to 0.5 (Abramowitz and Stegun 1964, 26.2.23; error below
    0.00045). -#}
{% macro normal_quantile(tail) -%}
    list_transform(
        [sqrt(-2 * ln({{ tail }}))],
        lambda t: t - (2.515517 + 0.802853 * t + 0.010328 * t * t)
        / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t)
    )[1]
{%- endmacro %}

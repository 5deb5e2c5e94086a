{#- One end of the 95 % score interval of a share (Wilson 1927), of n that need not be whole, so
    that a weighted sample can give its effective size. Null where n is 0. -#}
{% macro wilson_interval(share, n, end) -%}
    (
        (
            {{ share }} + 1.920729410347062 / nullif({{ n }}, 0)
            {{ '-' if end == 'low' else '+' }} 1.959963984540054 * sqrt(
                greatest({{ share }} * (1 - {{ share }}), 0) / nullif({{ n }}, 0)
                + 0.960364705173531 / nullif({{ n }} * {{ n }}, 0)
            )
        ) / (1 + 3.841458820694124 / nullif({{ n }}, 0))
    )
{%- endmacro %}

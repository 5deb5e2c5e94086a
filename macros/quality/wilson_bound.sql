{#- One end of the score interval of Wilson (1927) for a share, `z` standard errors below or
    above (z negative or positive). `n` is how many independent observations the share is worth;
    null where there is no share. -#}
{% macro wilson_bound(share, n, z) -%}
    case
        when {{ share }} is not null and {{ n }} > 0
            then greatest(0, least(1, (
                {{ share }} + {{ z * z }} / (2 * {{ n }})
                {{ '+' if z > 0 else '-' }} {{ z | abs }} * sqrt(
                    greatest(0, {{ share }} * (1 - {{ share }})) / {{ n }}
                    + {{ z * z }} / (4 * {{ n }} * {{ n }})
                )
            ) / (1 + {{ z * z }} / {{ n }})))
    end
{%- endmacro %}

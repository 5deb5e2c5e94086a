{#- How many of the rising steps a pair reaches: thresholds (method pairs), or the levels low,
    medium and high at which its records are together (method clusters). -#}
{% macro steps_reached(method, thresholds) -%}
    {%- if method == 'pairs' -%}
        cast(len(list_filter(
            [{{ thresholds | join(', ') }}]::double[],
            lambda threshold: threshold <= match_probability
        )) as integer)
    {%- else -%}
        case
            when is_together_high then 3
            when is_together_medium then 2
            when is_together_low then 1
            else 0
        end
    {%- endif -%}
{%- endmacro %}

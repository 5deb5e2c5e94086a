{#- FEBRL 3: five thousand records of two thousand people in one file, to be deduplicated. -#}
{% macro febrl3_settings() %}
    {% do return(febrl_settings('febrl3', 'dedupe_only')) %}
{% endmacro %}

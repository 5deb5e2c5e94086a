{#- FEBRL 4: two files of five thousand people each, every person once in either file. -#}
{% macro febrl4_settings() %}
    {% do return(febrl_settings('febrl4', 'link_only', {'cluster_method': 'one_to_one'})) %}
{% endmacro %}

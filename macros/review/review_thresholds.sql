{#- Thresholds of match probability at which accuracy is estimated, rising: a grid and the three
    levels of the settings. None is below clustering.keep_match_weight, under which pairs are not
    kept and the frame is not whole. -#}
{% macro review_thresholds(settings) %}
    {%- set options = settings.clustering -%}
    {%- set least_threshold = 1 / (1 + 2 ** (-options.keep_match_weight)) - 1e-9 -%}
    {%- set found = [] -%}
    {%- for threshold in [
        0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998,
        0.999, 0.9995, 0.9999, 0.99999, 0.999999, options.match_probability_low,
        options.match_probability_medium, options.match_probability_high,
    ] | sort if threshold >= least_threshold and threshold not in found -%}
        {%- do found.append(threshold) -%}
    {%- endfor -%}
    {% do return(found) %}
{% endmacro %}

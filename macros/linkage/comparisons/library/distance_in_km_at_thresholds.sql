{#- Places no further apart than rising distances; else. Missing where a side lacks a coordinate.
    -#}
{% macro distance_in_km_at_thresholds(lat_col, long_col, km_thresholds) %}
    {%- set macro = 'distance_in_km_at_thresholds' -%}
    {%- set lat = data_first._column(macro, 'lat_col', lat_col) -%}
    {%- set long = data_first._column(macro, 'long_col', long_col) -%}
    {%- set levels = [
        data_first.or_(data_first.null_level(lat), data_first.null_level(long)),
    ] -%}
    {%- for km in data_first._thresholds(macro, 'km_thresholds', km_thresholds, falling=false) -%}
        {%- do levels.append(data_first.distance_in_km_level(lat, long, km)) -%}
    {%- endfor -%}
    {% do return(data_first.comparison(
        lat.output_name ~ '_' ~ long.output_name, levels + [data_first.else_level()]
    )) %}
{% endmacro %}

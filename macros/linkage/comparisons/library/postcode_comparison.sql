{#- UK postcodes as texts with their blank: equal; the same sector; then district and area, or, with
    coordinates, rising distances; else. For arrays of postcodes see
    `postcode_array_comparison()`. -#}
{% macro postcode_comparison(
    col_name, invalid_postcodes_as_null=false, lat_col=none, long_col=none,
    km_thresholds=[1, 10, 100]
) %}
    {%- set macro = 'postcode_comparison' -%}
    {%- set column = data_first._column(macro, 'col_name', col_name) -%}
    {%- set area = '^[A-Za-z]{1,2}' -%}
    {%- set district = area ~ '[0-9][A-Za-z0-9]?' -%}
    {%- set sector = district ~ ' [0-9]' -%}
    {%- set levels = [
        data_first.null_level(
            column, sector ~ '[A-Za-z]{2}$' if invalid_postcodes_as_null else none
        ),
        data_first.exact_match_level(column),
        data_first.exact_match_level(
            data_first._extracted(column, sector, column.label ~ ' sector')
        ),
    ] -%}
    {%- if lat_col is none and long_col is none -%}
        {%- do levels.append(data_first.exact_match_level(
            data_first._extracted(column, district, column.label ~ ' district')
        )) -%}
        {%- do levels.append(data_first.exact_match_level(
            data_first._extracted(column, area, column.label ~ ' area')
        )) -%}
    {%- else -%}
        {%- set lat = data_first._column(macro, 'lat_col', lat_col) -%}
        {%- set long = data_first._column(macro, 'long_col', long_col) -%}
        {%- for km in data_first._thresholds(
            macro, 'km_thresholds', km_thresholds, falling=false
        ) -%}
            {%- do levels.append(data_first.distance_in_km_level(lat, long, km)) -%}
        {%- endfor -%}
    {%- endif -%}
    {% do return(data_first.comparison(
        column.output_name, levels + [data_first.else_level()]
    )) %}
{% endmacro %}

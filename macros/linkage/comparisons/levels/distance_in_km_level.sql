{#- Two places no further apart than so many kilometres on a sphere of 6,371 km, by the spherical
    law of cosines. A place that misses a coordinate does not meet the level, so that `not_null`
    changes nothing here; it stands for those who bring it from Splink. -#}
{% macro distance_in_km_level(lat_col, long_col, km_threshold, not_null=false) %}
    {%- set lat = data_first._column('distance_in_km_level', 'lat_col', lat_col) -%}
    {%- set long = data_first._column('distance_in_km_level', 'long_col', long_col) -%}
    {%- do data_first._number('distance_in_km_level', 'km_threshold', km_threshold) -%}
    {%- set sql -%}
case
    when {{ lat.l }} is not null and {{ lat.r }} is not null
        and {{ long.l }} is not null and {{ long.r }} is not null
        then try(cast(6371 * acos(greatest(-1.0, least(1.0,
            sin(radians({{ lat.l }})) * sin(radians({{ lat.r }}))
            + cos(radians({{ lat.l }})) * cos(radians({{ lat.r }}))
            * cos(radians({{ long.r }} - {{ long.l }}))
        ))) as float))
end
    {%- endset -%}
    {% do return(data_first._similarity_level(
        data_first._similarity('km_apart', [lat, long], sql), '<=', km_threshold,
        'at most ' ~ km_threshold ~ ' km apart',
    )) %}
{% endmacro %}

{#- Arrays of postcodes: one in common (adjusted by how many people share it), a sector in common
    (all but the last two characters), a district (all but the last three), none. The arrays of
    sectors and districts stand beside the postcodes, so that no pair computes them again. -#}
{% macro postcode_array_comparison(
    postcodes, sectors, districts, tf_term=none, output_column_name='postcode'
) %}
    {%- set macro = 'postcode_array_comparison' -%}
    {%- set codes = data_first._column(macro, 'postcodes', postcodes) -%}
    {%- set sector = data_first._column(macro, 'sectors', sectors) -%}
    {%- set district = data_first._column(macro, 'districts', districts) -%}
    {% do return(data_first.comparison(output_column_name, [
        data_first.null_level(
            'coalesce(len(' ~ codes.l ~ '), 0) = 0 or coalesce(len(' ~ codes.r ~ '), 0) = 0'
        ),
        data_first.comparison_level(
            'list_has_any(' ~ codes.l ~ ', ' ~ codes.r ~ ')', 'a postcode in common',
            tf_term=tf_term, exact_u_on=[codes.sql], exact_u_on_array=true,
        ),
        data_first.comparison_level(
            'list_has_any(' ~ sector.l ~ ', ' ~ sector.r ~ ')', 'a postcode sector in common',
        ),
        data_first.comparison_level(
            'list_has_any(' ~ district.l ~ ', ' ~ district.r ~ ')',
            'a postcode district in common',
        ),
        data_first.else_level('no area in common'),
    ])) %}
{% endmacro %}

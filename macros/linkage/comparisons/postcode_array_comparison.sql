{#- Arrays of postcodes: one in common (adjusted by how many people share it), a sector in common (all
    but the last two characters), a district (all but the last three), none. The arrays of sectors
    and districts stand beside the postcodes, so that no pair computes them again. -#}
{% macro postcode_array_comparison(postcodes, sectors, districts, tf_term=none) %}
    {%- set p_l, p_r = 'l.' ~ postcodes, 'r.' ~ postcodes -%}
    {% do return(data_first.comparison('postcode', [
        data_first.null_level(
            'coalesce(len(' ~ p_l ~ '), 0) = 0 or coalesce(len(' ~ p_r ~ '), 0) = 0'
        ),
        data_first.comparison_level(
            'list_has_any(' ~ p_l ~ ', ' ~ p_r ~ ')', 'a postcode in common',
            tf_term=tf_term, exact_u_on=[postcodes], exact_u_on_array=true,
        ),
        data_first.comparison_level(
            'list_has_any(l.' ~ sectors ~ ', r.' ~ sectors ~ ')', 'a postcode sector in common',
        ),
        data_first.comparison_level(
            'list_has_any(l.' ~ districts ~ ', r.' ~ districts ~ ')',
            'a postcode district in common',
        ),
        data_first.else_level('no area in common'),
    ])) %}
{% endmacro %}

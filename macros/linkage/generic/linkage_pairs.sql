{#- Every candidate pair with its agreement pattern, for the materialisation `statements`:
    identity_id_l, identity_id_r, pattern, n_record_pairs. -#}
{% macro linkage_pairs(settings, records) %}
{%- do data_first._check_model('linkage_pairs', settings, 'statements') -%}
{{ data_first.blocked_pairs(settings, records) }}
{% endmacro %}

{#- Every main name compared with itself: the pattern of records that agree in all they have, which
    stands for the n (n - 1) / 2 pairs of records inside one profile; for none where only records of
    different sources are linked. One row is both sides: nothing is joined. -#}
{% macro self_pairs(settings, relation) %}
{%- set n_record_pairs = '0::bigint' if settings.link_type == 'link_only'
    else '(l.n_records * (l.n_records - 1)) // 2' %}
{%- set from_clause %}
from {{ relation }} as l
where l.is_main
{%- endset %}
{{ data_first._with_aliases(
    data_first.compare_pairs(settings, from_clause, n_record_pairs), 'l.', 'l.'
) }}
{% endmacro %}

{#- A select that compares the pairs of `found` (identity_id_l, identity_id_r): what is read of a record
    is fetched once a pair. Those of one of `_slices()` alone, where `found` holds no others. -#}
{% macro _compare_found(settings, relation, found, n_record_pairs, rules_satisfied=none, slice=none) %}
{%- set from_clause %}
from {{ found }} as found
inner join {{ data_first._compared_records(settings, relation, slice.l if slice) }} as l
    on found.identity_id_l = l.identity_id
inner join {{ data_first._compared_records(settings, relation, slice.r if slice) }} as r
    on found.identity_id_r = r.identity_id
{%- endset %}
{{ data_first.compare_pairs(
    settings, from_clause, n_record_pairs, rules_satisfied=rules_satisfied, one_sided=true
) }}
{% endmacro %}


{#- The records of one side, with what is worked out of one record alone. -#}
{% macro _compared_records(settings, relation, condition) -%}
{%- set records = data_first._with_one_sided(settings, relation) -%}
{{ records if not condition
    else '(select * from ' ~ records ~ ' where ' ~ condition | replace('{id}', 'identity_id') ~ ')' }}
{%- endmacro %}


{#- The conditions of a slice on identity_id_l and identity_id_r. -#}
{% macro _in_slice(slice) -%}
    {{ slice.l | replace('{id}', 'identity_id_l') }} and {{ slice.r | replace('{id}', 'identity_id_r') }}
{%- endmacro %}

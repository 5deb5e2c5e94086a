{#- What people decided about pairs of records, for the materialisation `resolved_overrides`: the
    columns of `decisions` (source_dataset_l, record_key_l, source_dataset_r, record_key_r, decision:
    must_link or cannot_link; any others, such as author and reason, come along), node_l, node_r
    (identity_ids), status. Only what is in force is obeyed. -#}
{% macro linkage_overrides(settings, records, decisions) %}
{%- do data_first._check_model('linkage_overrides', settings, 'resolved_overrides') -%}
-- statement: overrides
select
    decisions.*,
    l.identity_id as node_l,
    r.identity_id as node_r,
from {{ decisions }} as decisions
{%- for side in ['l', 'r'] %}
left join {{ records }} as {{ side }}
    on
        decisions.source_dataset_{{ side }} = {{ side }}.source_dataset
        and cast(decisions.record_key_{{ side }} as varchar) = {{ side }}.record_key
{%- endfor %}
{% endmacro %}


{#- The statement of decisions that clustering reads; nothing where there are none. -#}
{% macro _overrides_in_force(overrides) -%}
{%- if overrides is not none %}
-- statement: overrides
select node_l, node_r, decision, from {{ overrides }} where status = 'in force'
{%- endif %}
{%- endmacro %}

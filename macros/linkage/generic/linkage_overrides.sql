{#- What people decided about pairs of records, for the materialisation `resolved_overrides`: the
    columns of `decisions` (source_dataset_l, record_key_l, source_dataset_r, record_key_r, decision:
    must_link or cannot_link; any others, such as author and reason, come along), node_l, node_r
    (node_ids: a record that a decision names is a node of its own), status. Only what is in force is
    obeyed. -#}
{% macro linkage_overrides(settings, records, decisions) %}
{%- do data_first._check_model('linkage_overrides', settings, 'resolved_overrides') -%}
-- statement: overrides
with link__own_numbers as (
    select source_dataset, record_key, profile_id as node_id, from {{ records }}
    union all
    select source_dataset, record_key, node_id,
    from (
        {{ data_first.further_records(records) | indent(8) }}
    )
)

select
    decisions.*,
    l.node_id as node_l,
    r.node_id as node_r,
from {{ decisions }} as decisions
{%- for side in ['l', 'r'] %}
left join link__own_numbers as {{ side }}
    on
        decisions.source_dataset_{{ side }} = {{ side }}.source_dataset
        and cast(decisions.record_key_{{ side }} as varchar) = {{ side }}.record_key
{%- endfor %}
{% endmacro %}


{#- The statement of decisions that clustering reads; nothing where there are none. A record that is no
    node of its own stops the run: the nodes do not know of the decisions. -#}
{% macro _overrides_in_force(overrides, nodes) -%}
{%- if overrides is not none %}
-- statement: overrides
with link__known as (
    select node_id,
    from {{ nodes }}
    where
        node_id in (
            select node_l from {{ overrides }}
            union all
            select node_r from {{ overrides }}
        )
        and n_node_records = 1
)

select
    overrides.node_l,
    overrides.node_r,
    case
        when l.node_id is null or r.node_id is null
            then error({{ data_first._text(
                'A decision of ' ~ overrides ~ ' names a record that is no node of its own; give'
                ~ ' linkage_nodes() the argument overrides too.'
            ) }})
        else overrides.decision
    end as decision,
from {{ overrides }} as overrides
left join link__known as l on overrides.node_l = l.node_id
left join link__known as r on overrides.node_r = r.node_id
where overrides.status = 'in force'
{%- endif %}
{%- endmacro %}

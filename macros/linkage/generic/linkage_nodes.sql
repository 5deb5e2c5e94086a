{#- What clusters are made of: node_id, profile_id (the identity_id of its content), source_dataset,
    is_one_node, self_weight_units (of two of its records), n_node_records, record_keys.

    All records of a content are one node where two of them, compared, reach
    `match_probability_high`; else each is a node of its own: two people called John Smith of whom
    nothing else is known. So is a record that a decision of `overrides` names, and each record where
    equal ones may not link (link_only), or may not share a cluster (one_to_one, and the data sets of
    duplicate_free_datasets). A node with the first record of a content has its identity_id, others
    have numbers beyond all of these. -#}
{% macro linkage_nodes(
    settings, records, parameters, match_shares, term_frequencies, overrides=none
) %}
{%- do data_first._check_model('linkage_nodes', settings) -%}
with link__repeated as (
    select * from {{ records }} where n_records > 1
),

link__self_weights as (
    {{ data_first._self_weights(
        settings, 'link__repeated', parameters, match_shares, term_frequencies
    ) | indent(4) }}
),

link__weights as (
    select
        link__repeated.profile_id,
        link__self_weights.match_weight_units as self_weight_units,
        {{ data_first._may_be_one_node(settings) | indent(8) }} as is_one_node,
    from link__repeated
    left join link__self_weights on link__repeated.profile_id = link__self_weights.profile_id_l
),

link__own_numbers as (
    select profile_id, source_dataset, record_key, profile_id as node_id, from link__repeated
    union all
    select profile_id, source_dataset, record_key, node_id,
    from (
        {{ data_first.further_records(records) | indent(8) }}
    )
),

link__alone as (
    -- a record that stands alone, one row each
    select link__own_numbers.node_id, link__own_numbers.profile_id,
    from link__own_numbers
    inner join link__weights on link__own_numbers.profile_id = link__weights.profile_id
    where not link__weights.is_one_node
    {%- if overrides is not none %}
    union
    select node_id, profile_id,
    from link__own_numbers
    where
        -- a decision is about one record, not about all that look like it
        node_id in (
            select node_l from {{ overrides }} where status = 'in force'
            union all
            select node_r from {{ overrides }} where status = 'in force'
        )
    {%- endif %}
),

link__split as (
    -- the contents of such records: these one by one, the rest together
    select
        min(own.node_id) as node_id,
        own.profile_id,
        any_value(own.source_dataset) as source_dataset,
        bool_and(link__alone.node_id is null) as is_one_node,
        count(*) as n_node_records,
        list_sort(list(own.record_key)) as record_keys,
    from link__own_numbers as own
    left join link__alone on own.node_id = link__alone.node_id
    where own.profile_id in (select profile_id from link__alone)
    group by own.profile_id, link__alone.node_id
)

select
    records.profile_id as node_id,
    records.profile_id,
    records.source_dataset,
    true as is_one_node,
    link__weights.self_weight_units,
    records.n_records as n_node_records,
    records.record_keys,
from {{ records }} as records
left join link__weights on records.profile_id = link__weights.profile_id
where records.profile_id not in (select profile_id from link__split)
union all
select
    link__split.node_id,
    link__split.profile_id,
    link__split.source_dataset,
    link__split.is_one_node,
    link__weights.self_weight_units,
    link__split.n_node_records,
    link__split.record_keys,
from link__split
inner join link__weights on link__split.profile_id = link__weights.profile_id
{% endmacro %}


{#- What two records of one content weigh: profile_id_l, match_weight_units, match_probability. Nothing
    where only records of different sources are linked. -#}
{% macro _self_weights(settings, repeated, parameters, match_shares, term_frequencies) -%}
{%- if settings.link_type == 'link_only' -%}
select
    null::bigint as profile_id_l,
    null::bigint as match_weight_units,
    null::double as match_probability,
where false
{%- else -%}
with link__self_pairs as (
    {{ data_first.self_pairs(settings, repeated) | indent(4) }}
)

select profile_id_l, match_weight_units, match_probability,
from (
    {{ data_first._scored_pairs(
        settings, 'link__self_pairs', repeated, parameters, match_shares, term_frequencies, none
    ) | indent(4) }}
)
{%- endif -%}
{%- endmacro %}


{#- Whether the equal records of a row of link__repeated are one node. -#}
{% macro _may_be_one_node(settings) -%}
    {%- set options = settings.clustering -%}
    {%- if settings.link_type == 'link_only' or options.cluster_method == 'one_to_one' -%}
        false
    {%- else -%}
        {%- set datasets = [] -%}
        {%- for dataset in options.duplicate_free_datasets -%}
            {%- do datasets.append(data_first._text(dataset)) -%}
        {%- endfor -%}
        coalesce(link__self_weights.match_probability >= {{ options.match_probability_high }}, false)
        {%- if datasets %}
            and link__repeated.source_dataset not in ({{ datasets | join(', ') }})
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

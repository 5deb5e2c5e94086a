{{ config(materialized='statements') }} -- noqa: disable=PRS

{%- set options = data_first.person_linkage_settings().clustering -%}

{%- for clustering in data_first.clusterings() %}
{%- set by_source = clustering.scope == 'within_source' %}
-- statement: {{ clustering.scope }}, {{ clustering.level }}, {{ clustering.method }}
with true_records as (
    select * from {{ ref('quality_true_records') }}
),

clusters as (
    {{ data_first.clustered_nodes(clustering, ref('link_person__clusters')) }}
),

cells as (
    -- records of one node are in one cluster
    select
        {{ 'true_records.source_dataset' if by_source else "'all'" }} as source_dataset,
        true_records.true_person_id,
        clusters.cluster_id,
        1 as n_records,
    from true_records
    inner join clusters on true_records.node_id = clusters.node_id
    {%- if clustering.scope == 'criminal_justice' %}
    where true_records.source_dataset in (select code from {{ ref('linking_source_datasets') }})
    {%- endif %}
)

select
    '{{ clustering.scope }}' as scope,
    source_dataset,
    '{{ clustering.level }}' as level,
    '{{ clustering.method }}' as method,
    {{ options['match_probability_' ~ clustering.level] }} as least_match_probability,
    accuracy.* exclude (source_dataset),
from (
    {{ data_first.partition_accuracy('cells', ['source_dataset']) | indent(4) }}
) as accuracy
{% endfor %}

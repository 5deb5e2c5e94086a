{{ config(materialized='statements') }} -- noqa: disable=PRS

{%- set options = data_first.person_linkage_settings().clustering -%}

{%- for scope in ['xjs', 'criminal_justice', 'within_source'] %}
{%- for clustering in data_first.clusterings() %}
-- statement: {{ scope }}, {{ clustering.level }}, {{ clustering.method }}
with cells as (
    select
        source_dataset,
        true_person_id,
        {{ clustering.column }} as cluster_id,
        n_records,
    from {{ ref('quality_person_clusters') }}
    where scope = '{{ scope }}'
)

select
    '{{ scope }}' as scope,
    source_dataset,
    '{{ clustering.level }}' as level,
    '{{ clustering.method }}' as method,
    {{ options['match_probability_' ~ clustering.level] }} as least_match_probability,
    accuracy.* exclude (source_dataset),
from (
    {{ data_first.partition_accuracy('cells', ['source_dataset']) | indent(4) }}
) as accuracy
{% endfor %}
{%- endfor %}

{{ config(materialized='statements') }} -- noqa: disable=PRS

{%- set columns = data_first.clusterings() | map(attribute='column') | join(', ') -%}

{%- for scope in ['xjs', 'criminal_justice', 'within_source'] %}
-- statement: {{ scope }}
-- records of one person that are together in every clustering are counted together
select
    '{{ scope }}' as scope,
    {{ 'true_records.source_dataset' if scope == 'within_source' else "'all'" }} as source_dataset,
    true_records.true_person_id,
    {{ columns }},
    count(*) as n_records,
from {{ ref('quality_true_records') }} as true_records
-- records of one node are in one cluster
inner join (
    {{ data_first.clustered_nodes(scope, ref('link_person__clusters')) }}
) as clusters
    on true_records.node_id = clusters.node_id
{%- if scope == 'criminal_justice' %}
where true_records.source_dataset in (select code from {{ ref('linking_source_datasets') }})
{%- endif %}
group by all
{%- endfor %}

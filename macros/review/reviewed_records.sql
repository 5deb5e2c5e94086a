{#- A select of record_id: the records of every pair, cluster and person that is to be reviewed. -#}
{% macro reviewed_records() -%}
select record_id_l as record_id from {{ ref('review_pairs') }}
union
select record_id_r from {{ ref('review_pairs') }}
union
select clusters.record_id
from {{ ref('link_person__record_clusters') }} as clusters
inner join {{ ref('review_clusters') }} as sample
    on clusters.cluster_medium = sample.cluster_id
union
select record_id from {{ ref('review_near_records') }}
{%- endmacro %}

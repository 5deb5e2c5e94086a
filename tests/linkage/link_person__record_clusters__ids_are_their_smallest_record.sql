{%- set ids = [
    'cluster_high',
    'cluster_medium',
    'cluster_low',
    'component_high',
    'component_medium',
    'component_low',
    'cluster_within_source',
    'cluster_criminal_justice',
] %}
{%- for id in ids %}
select
    '{{ id }}' as level,
    {{ id }} as cluster_id,
    min(record_id) as smallest_record_id,
from {{ ref('link_person__record_clusters') }}
where {{ id }} is not null
group by {{ id }}
having min(record_id) <> {{ id }}
{{ 'union all' if not loop.last }}
{%- endfor %}

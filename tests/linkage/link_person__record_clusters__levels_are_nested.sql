-- A high cluster lies inside one medium cluster, a medium one inside one low one. Components at a
-- threshold lie inside those at a lower one, and clusters inside components.
{%- set nested = [
    ('cluster_high', 'cluster_medium'),
    ('cluster_medium', 'cluster_low'),
    ('component_high', 'component_medium'),
    ('component_medium', 'component_low'),
    ('cluster_high', 'component_high'),
    ('cluster_medium', 'component_medium'),
    ('cluster_low', 'component_low'),
] %}
{%- for inner, outer in nested %}
select
    '{{ inner }}' as inner_level,
    '{{ outer }}' as outer_level,
    {{ inner }} as cluster_id,
    count(distinct {{ outer }}) as n_outer,
from {{ ref('link_person__record_clusters') }}
group by {{ inner }}
having min({{ outer }}) <> max({{ outer }})
{{ 'union all' if not loop.last }}
{%- endfor %}

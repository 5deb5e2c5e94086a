{{ config(materialized='statements') }} -- noqa: disable=PRS

{%- set dimensions = [
    'sex', 'ethnic group', 'age band', 'origin of name', 'broad origin of name', 'area', 'source',
] -%}

{%- for dimension in dimensions %}
-- step: quality__people: {{ dimension }}
with records as (
    select links.*, groups.group_name,
    from {{ ref('quality_record_links') }} as links
    inner join {{ ref('quality_record_groups') }} as groups
        on links.record_id = groups.record_id
    where groups.dimension = '{{ dimension }}'
)

select '{{ dimension }}' as dimension, *,
from (
    {{ data_first.person_link_sums('records') | indent(4) }}
) as people
{% endfor %}

-- step: quality__people: all
with records as (
    select *, 'all' as group_name,
    from {{ ref('quality_record_links') }}
)

select 'all' as dimension, *,
from (
    {{ data_first.person_link_sums('records') | indent(4) }}
) as people

-- step: quality__source_pairs: links between two sources
with records as (
    select
        true_records.true_person_id,
        true_records.source_dataset,
        links.unit_id,
        links.n_reached_links is not null as is_looked_at,
        clusters.cluster_high,
        clusters.cluster_medium,
        clusters.cluster_low,
    from {{ ref('quality_true_records') }} as true_records
    inner join {{ ref('quality_record_links') }} as links
        on true_records.record_id = links.record_id
    inner join {{ ref('link_person__record_clusters') }} as clusters
        on true_records.record_id = clusters.record_id
)

select 'source pair' as dimension, *,
from (
    {{ data_first.source_pair_link_sums('records') | indent(4) }}
) as people

-- step: quality__groups: groups as they are shown
{{ data_first.shown_groups(['quality__people', 'quality__source_pairs']) }}

{%- for dimension in ['all'] + dimensions + ['source pair'] %}
{%- set is_pair = dimension == 'source pair' %}
-- step: {{ 'quality__pair_patterns' if is_pair else 'quality__patterns' }}: {{ dimension }}
with people as (
    select people.* replace (groups.shown_name as group_name),
    from {{ 'quality__source_pairs' if is_pair else 'quality__people' }} as people
    inner join quality__groups as groups using (dimension, group_name)
    where people.dimension = '{{ dimension }}'
)

select '{{ dimension }}' as dimension, *,
from (
    {{ data_first.unit_patterns(
        'people', data_first.measured_columns(of_links_only=is_pair)
    ) | indent(4) }}
) as patterns
{% endfor %}

{%- for level in ['high', 'medium', 'low'] %}
{%- for patterns, of in [
    ('quality__patterns', 'records'), ('quality__pair_patterns', 'links between two sources')
] %}
-- step: quality__moments: {{ level }}, {{ of }}
select '{{ level }}' as level, *,
from (
    {{ data_first.group_moments(
        patterns, data_first.group_measures(level, patterns == 'quality__pair_patterns')
    ) | indent(4) }}
) as moments
{% endfor %}
{%- endfor %}

-- statement: rates
with moments as (
    select moments.*, groups.n_people, groups.n_records, groups.is_suppressed,
    from quality__moments as moments
    inner join (
        select distinct dimension, shown_name, n_people, n_records, is_suppressed,
        from quality__groups
    ) as groups
        on
            moments.dimension = groups.dimension
            and moments.group_name = groups.shown_name
),

rates as (
    {{ data_first.group_rates('moments', ['level']) | indent(4) }}
)

select *
from rates
order by level, dimension, group_name, measure

{%- set comparisons = [
    ('within_source', 'cluster_within_source', 'criminal_justice', 'cluster_criminal_justice'),
    ('within_source', 'cluster_within_source', 'xjs', 'cluster_medium'),
    ('criminal_justice', 'cluster_criminal_justice', 'xjs', 'cluster_medium'),
] -%}

with records as (
    select clusters.*, records.source_dataset,
    from {{ ref('link_person__record_clusters') }} as clusters
    inner join {{ ref('people_records') }} as records
        on clusters.record_id = records.record_id
),

-- One row a narrow and wide cluster that share records.
cells as (
    {% for narrow, narrow_column, wide, wide_column in comparisons %}
    select
        '{{ narrow }}' as narrow_scope,
        '{{ wide }}' as wide_scope,
        {{ 'source_dataset' if narrow == 'within_source' else "'all'" }} as source_dataset,
        {{ narrow_column }} as narrow_id,
        {{ wide_column }} as wide_id,
        count(*) as n_records,
    from records
    where {{ narrow_column }} is not null and {{ wide_column }} is not null
    group by all
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}
),

sized_cells as (
    select
        *,
        count(*) over (partition by narrow_scope, wide_scope, source_dataset, narrow_id)
            as n_wide_ids,
        count(*) over (partition by narrow_scope, wide_scope, source_dataset, wide_id)
            as n_narrow_ids,
    from cells
)

select
    narrow_scope,
    wide_scope,
    source_dataset,
    cast(sum(n_records) as bigint) as n_records,
    count(distinct narrow_id) as n_narrow_ids,
    count(distinct wide_id) as n_wide_ids,
    count(distinct narrow_id) filter (where n_wide_ids > 1) as n_narrow_ids_split,
    count(distinct wide_id) filter (where n_narrow_ids > 1) as n_wide_ids_merging,
    cast(
        coalesce(sum(n_records) filter (where n_wide_ids > 1 or n_narrow_ids > 1), 0) as bigint
    ) as n_records_disagreeing,
    n_records_disagreeing / sum(n_records) as share_disagreeing,
from sized_cells
group by narrow_scope, wide_scope, source_dataset
order by narrow_scope, wide_scope, source_dataset

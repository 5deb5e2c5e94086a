with records as (
    select * from {{ ref('people_records') }}
),

cluster_sizes as (
    select * from {{ ref('quality_cluster_sizes') }}
    where scope = 'xjs' and method = 'average_linkage'
),

accuracy as (
    select * from {{ ref('quality_linkage_accuracy') }}
    where scope = 'xjs' and method = 'average_linkage' and level = 'medium'
),

blocking_recall as (
    select * from {{ ref('quality_blocking_recall') }}
    where source_dataset_l = 'all'
),

unlinkable as (
    select * from {{ ref('quality_unlinkable') }}
),

case_link as (
    select * from {{ ref('quality_case_link') }}
    where
        least_score = 0.5
        and case_type = 'all'
        and receipt_type = 'all'
        and receipt_year = 'all'
),

metrics as (
    select
        10 as sort_order,
        'records' as metric,
        count(*) as value,
        source_dataset as detail,
    from records
    group by source_dataset
    union all
    {% for level in ['high', 'medium', 'low'] %}
    select
        {{ 20 + loop.index }} as sort_order,
        'people' as metric,
        (
            select coalesce(sum(n_clusters), 0)
            from cluster_sizes
            where level = '{{ level }}'
        ) as value,
        '{{ level }}' as detail,
    union all
    {% endfor %}
    {% for metric, relation, expression, detail in [
        ('unlinkable records', 'unlinkable', 'coalesce(sum(n_unlinkable), 0)', 'all sources'),
        ('Crown records', 'case_link', 'coalesce(max(n_crown_records), 0)', 'all'),
        ('Crown records linked', 'case_link', 'coalesce(max(n_linked), 0)', 'score of 0.5 or more'),
        ('Crown links right', 'case_link', 'max(precision)', 'share, score of 0.5 or more'),
        ('blocking recall', 'blocking_recall', 'max(blocking_recall)', 'pairs of records'),
        ('precision', 'accuracy', 'max(precision)', 'pairs of records, medium'),
        ('recall', 'accuracy', 'max(recall)', 'pairs of records, medium'),
        ('F1', 'accuracy', 'max(f1)', 'pairs of records, medium'),
        ('B-cubed F1', 'accuracy', 'max(b_cubed_f1)', 'records, medium'),
    ] %}
    select
        {{ 30 + loop.index }} as sort_order,
        '{{ metric }}' as metric,
        (select {{ expression }} from {{ relation }}) as value,
        '{{ detail }}' as detail,
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}
)

select
    metric,
    cast(value as double) as value,
    detail,
    cast(row_number() over (order by sort_order, detail) as integer) as sort_order,
from metrics
order by sort_order

with true_pairs as (
    select * from {{ ref('quality_true_pairs') }}
)

-- once for each pair of sources and once for all together
select
    coalesce(source_dataset_l, 'all') as source_dataset_l,
    coalesce(source_dataset_r, 'all') as source_dataset_r,
    cast(sum(n_record_pairs) as bigint) as n_true_pairs,
    {% for column, reached_by in [
        ('n_in_one_profile', 'one profile'), ('n_reached_by_rules', 'a rule'), ('n_lost', 'nothing')
    ] %}
    cast(
        coalesce(sum(n_record_pairs) filter (where reached_by = '{{ reached_by }}'), 0) as bigint
    ) as {{ column }},
    {% endfor %}
    1 - n_lost / n_true_pairs as blocking_recall,
from true_pairs
group by cube(source_dataset_l, source_dataset_r)
having
    count(*) > 0
    and grouping(source_dataset_l) = grouping(source_dataset_r)
order by source_dataset_l, source_dataset_r

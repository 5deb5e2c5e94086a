{#- How well clusters agree with the true people, over pairs and over records: one row a group.

    `cells` is a relation with the columns of `by` (none of them null), true_person_id, cluster_id
    and n_records. No pair is enumerated: of n records there are n (n - 1) / 2 pairs, so counts of
    (person, cluster), person and cluster are all that is needed, however many records there are.

    Pairs: precision = right / found, recall = right / true. Records (B-cubed, Bagga and Baldwin
    1998): of a record whose cluster holds c records and whose person has t, n of them in both,
    precision = n / c and recall = n / t; the mean over records. F1 = 2 P R / (P + R). Null where
    nothing is there to divide by. -#}
{% macro partition_accuracy(cells, by) %}
{%- set keys = by | join(', ') -%}
with quality__cells as (
    -- one row a person and cluster that share records
    select {{ keys }}, true_person_id, cluster_id, sum(n_records) as n_both,
    from {{ cells }}
    group by {{ keys }}, true_person_id, cluster_id
),

quality__people as (
    select {{ keys }}, true_person_id, sum(n_both) as n_person,
    from quality__cells
    group by {{ keys }}, true_person_id
),

quality__clusters as (
    select {{ keys }}, cluster_id, sum(n_both) as n_cluster,
    from quality__cells
    group by {{ keys }}, cluster_id
),

quality__true_pairs as (
    select
        {{ keys }},
        count(*) as n_true_people,
        sum(n_person * (n_person - 1) // 2) as n_true_pairs,
    from quality__people
    group by {{ keys }}
),

quality__found_pairs as (
    select
        {{ keys }},
        count(*) as n_estimated_people,
        sum(n_cluster * (n_cluster - 1) // 2) as n_found_pairs,
        max(n_cluster) as n_records_in_largest,
    from quality__clusters
    group by {{ keys }}
),

quality__records as (
    select
        {{ keys }},
        sum(n_both) as n_records,
        sum(n_both * (n_both - 1) // 2) as n_right_pairs,
        {{ data_first.exact_sum('n_both * n_both / n_cluster') }} / sum(n_both)
            as b_cubed_precision,
        {{ data_first.exact_sum('n_both * n_both / n_person') }} / sum(n_both) as b_cubed_recall,
    from quality__cells
    inner join quality__people using ({{ keys }}, true_person_id)
    inner join quality__clusters using ({{ keys }}, cluster_id)
    group by {{ keys }}
)

select
    {{ keys }},
    cast(n_records as bigint) as n_records,
    n_true_people,
    n_estimated_people,
    cast(n_records_in_largest as bigint) as n_records_in_largest,
    cast(n_true_pairs as bigint) as n_true_pairs,
    cast(n_found_pairs as bigint) as n_found_pairs,
    cast(n_right_pairs as bigint) as n_right_pairs,
    n_right_pairs / nullif(n_found_pairs, 0) as precision,
    n_right_pairs / nullif(n_true_pairs, 0) as recall,
    2 * n_right_pairs / nullif(n_true_pairs + n_found_pairs, 0) as f1,
    b_cubed_precision,
    b_cubed_recall,
    2 * b_cubed_precision * b_cubed_recall / (b_cubed_precision + b_cubed_recall) as b_cubed_f1,
from quality__records
inner join quality__true_pairs using ({{ keys }})
inner join quality__found_pairs using ({{ keys }})
{% endmacro %}

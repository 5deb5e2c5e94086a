-- The person of a record is the number in its key: 17 of rec-17-org and of rec-17-dup-0.
with clusters as (
    select 'febrl3' as data_set, * from {{ ref('febrl3__clusters') }}
    union all by name
    select 'febrl4' as data_set, * from {{ ref('febrl4__clusters') }}
),

cells as (
    {%- for level in ['low', 'medium', 'high'] %}
    select
        data_set,
        '{{ level }}' as level,
        split_part(record_key, '-', 2) as true_person_id,
        cluster_{{ level }} as cluster_id,
        1 as n_records,
    from clusters
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select * from (
    {{ data_first.partition_accuracy('cells', ['data_set', 'level']) | indent(4) }}
)
order by data_set, level

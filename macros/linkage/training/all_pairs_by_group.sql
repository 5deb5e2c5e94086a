{#- The number of all pairs of records, by pair of sources: pair_group, sources, n_all_pairs. -#}
{% macro all_pairs_by_group(settings, identities) %}
with link__source_sizes as (
    select source_id, source_dataset, cast(sum(n_records) as double) as n_records,
    from {{ identities }}
    where is_main
    group by source_id, source_dataset
)

select
    l.source_id * 64 + r.source_id as pair_group,
    l.source_dataset as source_dataset_l,
    r.source_dataset as source_dataset_r,
    case
        when l.source_id = r.source_id then l.n_records * (l.n_records - 1) / 2
        else l.n_records * r.n_records
    end as n_all_pairs,
from link__source_sizes as l
inner join link__source_sizes as r
    on l.source_id <= r.source_id
where {{ data_first.link_type_condition(settings) }}
{% endmacro %}

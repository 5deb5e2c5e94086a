-- Every record of the files is in its linkage, once.
with counts as (
    select
        'febrl3' as linkage,
        (select count(*) from {{ ref('clean_febrl3') }}) as n_records,
        (select count(*) from {{ ref('febrl3__clusters') }}) as n_clustered,
    union all
    select
        'febrl4' as linkage,
        (select count(*) from {{ ref('clean_febrl4a') }})
        + (select count(*) from {{ ref('clean_febrl4b') }}) as n_records,
        (select count(*) from {{ ref('febrl4__clusters') }}) as n_clustered,
)

select *
from counts
where n_records <> n_clustered

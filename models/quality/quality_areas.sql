with people_areas as (
    select * from {{ ref('people_areas') }}
)

select
    source_dataset,
    area_status,
    count(*) as n_records,
    count(*) / sum(count(*)) over (partition by source_dataset) as share_of_records,
from people_areas
group by source_dataset, area_status

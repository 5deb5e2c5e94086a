select
    records.record_id,
    count(clusters.record_id) as n_rows,
from {{ ref('people_records') }} as records
full join {{ ref('link_person__record_clusters') }} as clusters
    on records.record_id = clusters.record_id
group by records.record_id
having count(clusters.record_id) <> 1 or records.record_id is null

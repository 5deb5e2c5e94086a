-- A person within a source has no record of another, and criminal justice none of another field.
{%- set criminal_justice = "('mags_hocas', 'crown_xhibit', 'prison_nomis', 'probation_delius')" %}
with records as (
    select
        clusters.*,
        people.source_dataset,
    from {{ ref('link_person__record_clusters') }} as clusters
    inner join {{ ref('people_records') }} as people on clusters.record_id = people.record_id
)

select
    'within source' as scope,
    cluster_within_source as cluster_id,
    count(*) as n_records,
from records
group by cluster_within_source
having min(source_dataset) <> max(source_dataset)
union all
select
    'criminal justice' as scope,
    cluster_criminal_justice as cluster_id,
    count(*) as n_records,
from records
group by cluster_criminal_justice
having
    (cluster_criminal_justice is null) = bool_or(source_dataset in {{ criminal_justice }})
    or bool_and(source_dataset in {{ criminal_justice }})
    <> bool_or(source_dataset in {{ criminal_justice }})

-- Two parties of one case are in no cluster together, at no level and within no source, unless a
-- decision ties them. One row a case that holds a person twice.
with parties as (
    select parties.case_key, clusters.*,
    from {{ ref('link_person__case_parties') }} as parties
    inner join {{ ref('link_person__record_clusters') }} as clusters
        on parties.record_id = clusters.record_id
),

decided as (
    select node_l as record_id from {{ ref('link_person__overrides') }} where decision = 'must_link'
    union
    select node_r from {{ ref('link_person__overrides') }} where decision = 'must_link'
)

select
    case_key,
    count(*) as n_parties,
    count(distinct cluster_low) as n_people_low,
    count(distinct cluster_within_source) as n_people_within_source,
from parties
where record_id not in (select record_id from decided)
group by case_key
having
    count(*) > count(distinct cluster_low)
    or count(*) > count(distinct cluster_within_source)

with parties as (
    select
        parties.case_key,
        nodes.node_id,
    from {{ ref('link_person__case_parties') }} as parties
    inner join {{ ref('link_person__nodes') }} as nodes on parties.record_id = nodes.record_id
)

select
    l.node_id as node_l,
    r.node_id as node_r,
    count(*) as n_cases,
from parties as l
inner join parties as r
    on
        l.case_key = r.case_key
        and l.node_id < r.node_id
group by l.node_id, r.node_id

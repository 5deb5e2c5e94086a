-- one row a Crown record that has a candidate: its most likely magistrates' case
select * from {{ ref('link_case__candidates') }}
where candidate_rank = 1

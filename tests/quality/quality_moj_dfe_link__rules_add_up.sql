-- A row here is a rule at which the links of all rules so far are not the sum of single rules, or a
-- share that its counts do not give.
select
    so_far.step,
    so_far.n_links,
from {{ ref('quality_moj_dfe_link') }} as so_far
inner join {{ ref('quality_moj_dfe_link') }} as one
    on one.method = 'one rule' and so_far.step >= one.step
where so_far.method = 'rules so far'
group by so_far.step, so_far.n_links, so_far.n_right_links
having
    sum(one.n_links) <> so_far.n_links
    or sum(one.n_right_links) is distinct from so_far.n_right_links

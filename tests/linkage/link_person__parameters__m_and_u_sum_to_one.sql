{%- set settings = data_first.person_linkage_settings() -%}

-- Within a comparison of a pair of sources, over the levels of pairs with both values. What the
-- least probability adds to levels that were never seen is allowed for.
select
    pair_group,
    comparison,
    sum(m_probability) as sum_of_m,
    sum(u_probability) as sum_of_u,
from {{ ref('link_person__parameters') }}
where gamma >= 0
group by pair_group, comparison
having
    abs(sum(m_probability) - 1) > 1e-9 + count(*) * {{ settings.training.least_probability }}
    or abs(sum(u_probability) - 1) > 1e-9 + count(*) * {{ settings.training.least_probability }}
    or count(m_probability) < count(*)
    or count(u_probability) < count(*)
    or min(m_probability) <= 0
    or min(u_probability) <= 0

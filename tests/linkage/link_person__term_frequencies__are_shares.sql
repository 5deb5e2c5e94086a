{%- set terms = data_first.person_linkage_settings().terms -%}
{%- set smoothed = terms | selectattr('smooth_by') | map(attribute='name') | list -%}
{%- set floors = terms | map(attribute='floor') | list -%}

-- Every frequency is a share; those of a term that is not smoothed make one, floors apart.
select
    term,
    min(tf) as least_tf,
    max(tf) as most_tf,
    sum(tf) as all_tf,
from {{ ref('link_person__term_frequencies') }}
group by term
having
    min(tf) <= 0
    or max(tf) > 1
    or (
        term not in ('{{ smoothed | join("', '") }}')
        and sum(tf) not between 1 - 1e-9 and 1 + 1e-9 + count(*) * {{ floors | max }}
    )

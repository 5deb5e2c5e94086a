{%- set terms = data_first.person_linkage_settings().terms -%}
{%- set smoothed = terms | selectattr('smooth_by') | map(attribute='name') | list -%}

-- Every frequency is a chance; of two values of a term the one that more people bear is no rarer.
with frequencies as (
    select
        *,
        max(tf) over (
            partition by term
            order by n_entities
            range between unbounded preceding and 1 preceding
        ) as tf_of_fewer,
    from {{ ref('link_person__term_frequencies') }}
)

select * from frequencies
where
    tf is null
    or tf <= 0
    or tf > 1
    or n_entities < 1
    or (term not in ('{{ smoothed | join("', '") }}') and tf < tf_of_fewer - 1e-12)

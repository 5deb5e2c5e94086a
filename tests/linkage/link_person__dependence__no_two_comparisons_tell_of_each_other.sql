{{ config(severity='warn') }}

-- The model multiplies the chances of comparisons, so that two which tell of each other count one
-- piece of evidence twice. Mend: make one comparison of the two, or drop one. The threshold is the
-- option dependence_bits of the training.
select * from {{ ref('link_person__dependence') }}
where is_dependent

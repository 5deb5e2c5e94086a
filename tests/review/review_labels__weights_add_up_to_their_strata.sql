-- The labels of a stratum stand for all its pairs, those of which nobody can tell for none.
select stratum_id, sum(label_weight) as n_stood_for, max(n_stratum_pairs) as n_stratum_pairs,
from {{ ref('review_labels') }}
where decision <> 'cannot_tell'
group by stratum_id
having abs(sum(label_weight) - max(n_stratum_pairs)) > 1e-6 * max(n_stratum_pairs)
union all
select stratum_id, label_weight as n_stood_for, n_stratum_pairs,
from {{ ref('review_labels') }}
where decision = 'cannot_tell' and label_weight is not null

-- Accuracy of clusters is estimated without the labels in whose clusters an override has a say, and
-- that of scores, which no override changes, with all.
with labels as (
    select
        count(*) filter (where decision <> 'cannot_tell') as n_told,
        count(*) filter (where decision <> 'cannot_tell' and not is_override) as n_free,
        count(*) filter (where is_override) as n_override,
    from {{ ref('review_labels') }}
)

select accuracy.method, accuracy.level, accuracy.n_labels, labels.n_told, labels.n_free,
from {{ ref('quality_label_accuracy') }} as accuracy
cross join labels
where
    accuracy.n_labels <> case accuracy.method when 'pairs' then labels.n_told else labels.n_free end
    or accuracy.n_override_labels <> labels.n_override

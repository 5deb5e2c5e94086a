-- No decision is both a label and an override unnoticed: where a reviewer's decision binds the
-- linkage, the label says so. Mend: look at is_override in review_labels.
with binding as (
    select source_dataset_l, record_key_l, source_dataset_r, record_key_r,
    from {{ ref('link_person__overrides') }}
    where status = 'in force'
)

select labels.pair_id
from {{ ref('review_labels') }} as labels
inner join binding
    on
        (
            labels.source_dataset_l = binding.source_dataset_l
            and labels.record_key_l = binding.record_key_l
            and labels.source_dataset_r = binding.source_dataset_r
            and labels.record_key_r = binding.record_key_r
        )
        or (
            labels.source_dataset_l = binding.source_dataset_r
            and labels.record_key_l = binding.record_key_r
            and labels.source_dataset_r = binding.source_dataset_l
            and labels.record_key_r = binding.record_key_l
        )
where not labels.is_override

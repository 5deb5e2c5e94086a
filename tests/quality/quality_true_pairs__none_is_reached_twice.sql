-- What nothing reaches is the rest of all true pairs; below zero, a pair was counted twice.
select * from {{ ref('quality_true_pairs') }}
where n_record_pairs < 0

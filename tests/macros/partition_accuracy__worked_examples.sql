-- The two responses to one truth of Bagga and Baldwin (1998), figures 2 and 3: persons {1-5}, {6, 7}
-- and {8-12}. Response a merges the second and the third, response b the first and the third.
-- B-cubed figures are the paper's (76 % and 58 %), as fractions; pairs are worked by hand.
-- A third, c, has one record: nothing to pair.
with cells as (
    select *
    from (
        values
        ('a', 1, 1, 5), ('a', 2, 2, 2), ('a', 3, 2, 5),
        ('b', 1, 1, 5), ('b', 2, 2, 2), ('b', 3, 1, 5),
        ('c', 1, 1, 1)
    ) as cells (response, true_person_id, cluster_id, n_records)
),

found as (
    {{ data_first.partition_accuracy('cells', ['response']) | indent }}
),

expected as (
    select *
    from (
        values
        ('a', 12, 3, 2, 7, 21, 31, 21, 21 / 31, 1, 42 / 52, 16 / 21, 1, 32 / 37),
        ('b', 12, 3, 2, 10, 21, 46, 21, 21 / 46, 1, 42 / 67, 7 / 12, 1, 14 / 19),
        ('c', 1, 1, 1, 1, 0, 0, 0, null, null, null, 1, 1, 1)
    ) as expected (
        response, n_records, n_true_people, n_estimated_people, n_records_in_largest,
        n_true_pairs, n_found_pairs, n_right_pairs, precision, recall, f1,
        b_cubed_precision, b_cubed_recall, b_cubed_f1
    )
)

select
    expected.response,
    columns(found.* exclude (response)),
from expected
full outer join found
    on expected.response = found.response
where
    found.response is null
    or expected.response is null
    {% for column in [
        'n_records', 'n_true_people', 'n_estimated_people', 'n_records_in_largest',
        'n_true_pairs', 'n_found_pairs', 'n_right_pairs', 'precision', 'recall', 'f1',
        'b_cubed_precision', 'b_cubed_recall', 'b_cubed_f1',
    ] %}
    or (found.{{ column }} is null) <> (expected.{{ column }} is null)
    or abs(found.{{ column }} - expected.{{ column }}) > 1e-9
    {% endfor %}

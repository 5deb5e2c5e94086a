"""What becomes of decisions: overrides of the linkage, labels, and m estimated from labels."""

from __future__ import annotations

from pathlib import Path

import pytest
import review_models
from dbt.exceptions import CompilationError
from macro_runner import Macros


def test_decisions_become_overrides(review):
    review.write(
        "clerk_1",
        review.pair(1, "clerk_1", 1, 6, "match"),
        review.pair(1, "clerk_1", 2, 6, "not_match"),
        review.pair(1, "clerk_1", 3, 6, "cannot_tell"),
    )
    # of the cluster, 1 and 2 are one person, 3 and 4 another; nobody can tell of 5
    letters = {1: "A", 2: "A", 3: "B", 4: "B", 5: "cannot_tell"}
    review.write(
        "clerk_2", *(review.record(1, "clerk_2", "1", *given) for given in letters.items())
    )
    review.build("review_decided_pairs", "review_overrides")
    columns = "source_dataset_l, record_key_l, source_dataset_r, record_key_r, decision, reason"
    pair, cluster = "clerical review of a pair", "clerical review of a cluster"
    assert review.rows("review_overrides", columns) == [
        ("court", "1", "court", "2", "must_link", cluster),
        ("court", "1", "court", "3", "cannot_link", cluster),
        ("court", "1", "prison", "1", "must_link", pair),
        ("court", "2", "prison", "1", "cannot_link", pair),
        ("court", "3", "court", "4", "must_link", cluster),
    ]


def test_reviewers_of_a_cluster_may_use_other_letters(review):
    for clerk, letters in enumerate(["AAB", "CCA", "ABB"]):
        review.write(
            f"clerk_{clerk}",
            *(
                review.record(1, f"clerk_{clerk}", "1", record, letter)
                for record, letter in zip((1, 2, 3), letters, strict=True)
            ),
        )
    review.build("review_decided_pairs", "review_overrides")
    columns = "record_key_l, record_key_r, decision, author"
    assert review.rows("review_overrides", columns) == [
        ("1", "2", "must_link", "clerk_0, clerk_1, clerk_2"),
        ("1", "3", "cannot_link", "clerk_0, clerk_1, clerk_2"),
    ]


def test_overrides_bind_the_linkage_only_where_asked_to(macros):
    def text(asked: bool) -> str:
        return review_models.render(macros, "link_person__overrides", {}, labels_as_overrides=asked)

    assert "review_overrides" not in text(False)
    assert "review_overrides" in text(True)
    assert review_models.variables()["labels_as_overrides"] is False


def test_labels_stand_for_their_stratum_and_know_of_overrides(review):
    run = review.macros.connection.execute
    review.write(
        "clerk_1",
        review.pair(1, "clerk_1", 1, 2, "match"),
        review.pair(1, "clerk_1", 3, 4, "not_match"),
        review.pair(1, "clerk_1", 1, 5, "cannot_tell"),
        review.pair(1, "clerk_1", 2, 6, "match"),
    )
    # a sample of three of twelve in one stratum, of one of two in another; 2 and 6 are not in it
    sampled = [(1, 2, "a", 12, 3), (3, 4, "a", 12, 3), (1, 5, "a", 12, 3), (5, 6, "b", 2, 1)]
    run(
        "create table review_pairs (pair_id varchar, record_id_l bigint, record_id_r bigint,"
        " stratum_id varchar, n_stratum_pairs bigint, n_sampled_pairs bigint,"
        " inclusion_probability double, review_order bigint)"
    )
    for place, (left, right, stratum, n_stratum, n_sampled) in enumerate(sampled, start=1):
        run(
            "insert into review_pairs values (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                review.pair_id(left, right),
                left,
                right,
                stratum,
                n_stratum,
                n_sampled,
                n_sampled / n_stratum,
                place,
            ],
        )
    run(
        "create table link_person__nodes as select record_id, record_id as node_id"
        " from people_records"
    )
    # 1, 2 and 5 are one component, 3 and 4 another
    run(
        "create table link_person__components as select record_id as node_id,"
        " case when record_id in (3, 4) then 3 else 1 end as component_id from people_records"
    )
    run(
        "create table link_person__overrides as select 4 as node_l, 7 as node_r, status"
        " from (values ('in force')) as t(status)"
    )
    run("update link_person__components set component_id = 7 where node_id = 7")
    review.build("review_decided_pairs", "review_labels")
    columns = "record_id_l, record_id_r, decision, label_weight, is_override"
    # 12 / 3 times 3 / 2: the third of them nobody could tell
    assert review.rows("review_labels", columns) == [
        (1, 2, "match", 6, False),
        (1, 5, "cannot_tell", None, False),
        (3, 4, "not_match", 6, True),
    ]


# m from labels


def label_weights(macros: Macros, folder: Path, rows: list[tuple]) -> None:
    macros.connection.execute(
        "create table review_labels (pair_id varchar, decision varchar, label_weight double,"
        " n_record_pairs bigint)"
    )
    macros.connection.executemany("insert into review_labels values (?, ?, ?, ?)", rows)
    review_models.context(macros, {}, review=str(folder))
    macros.save_label_weights()


def test_weights_are_scaled_to_the_number_of_labels_that_they_are_worth(review):
    # weights of record pairs 2, 2 and 4: 8 ** 2 / 24 labels in effect (Kish)
    pairs = [(1, 2), (1, 3), (4, 6)]
    ids = {review.pair_id(*pair): pair for pair in pairs}
    rows = [(pair_id, "match", 2.0, 1 if pair != (4, 6) else 2) for pair_id, pair in ids.items()]
    label_weights(review.macros, review.folder, [*rows, ("x", "cannot_tell", None, 1)])
    review.write(
        "clerk_1",
        review.pair(1, "clerk_1", 1, 2, "match"),
        review.pair(1, "clerk_1", 1, 3, "not_match"),
        review.pair(1, "clerk_1", 4, 6, "match"),
        review.pair(1, "clerk_1", 4, 5, "match"),
    )
    # 2 has the content of 1
    review.macros.connection.execute(
        "create table link_person__profile_records as"
        " select record_id, greatest(record_id, 2) as profile_id from people_records"
    )
    review.build("review_decided_pairs", "review_training_labels")
    factor = 8 / 24
    assert review.rows("review_training_labels") == [
        (2, 2, pytest.approx(2 * factor)),
        (2, 3, 0),
        (4, 6, pytest.approx(2 * factor)),
    ]


def test_without_a_label_there_is_no_weight_to_save(review):
    with pytest.raises(CompilationError, match="There is no label to weigh: review pairs"):
        label_weights(review.macros, review.folder, [("x", "cannot_tell", None, 1)])


def test_m_comes_from_labels_only_where_asked_and_saved(review):
    def text(asked: bool) -> str:
        return review_models.render(
            review.macros,
            "link_person__training_history",
            {},
            labels_train_m=asked,
            review=str(review.folder),
        )

    assert review_models.variables()["labels_train_m"] is False
    assert "review_training_labels" not in text(False)
    with pytest.raises(CompilationError, match="label_weights.csv is not there: run"):
        text(True)
    label_weights(review.macros, review.folder, [("x", "match", 1.0, 1)])
    assert "-- statement: given parameters" in text(True)
    assert "review_training_labels" in text(True)

"""A simulated clerk errs as often as stated; what its labels estimate holds the truth."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from macro_runner import PROJECT
from review_files import KEYS

from review import simulate


def made_up_pairs(n: int) -> list[tuple]:
    return [
        (f"pair{i}", "court", str(i), "court", str(-i), i % 5 == 0, i % 3 > 0) for i in range(n)
    ]


def test_a_clerk_errs_and_gives_up_as_often_as_stated():
    clerk = simulate.Clerk(errors=0.1, cannot_tell=0.2, reviewers=1)
    truth = {pair_id: is_match for pair_id, *_, is_match in made_up_pairs(20000)}
    said = {
        pair_id: decision
        for _, pair_id, *_, decision in simulate.rows(clerk, "clerk_1", made_up_pairs(20000), [])
    }
    assert set(said) == set(truth)
    told = {pair: decision for pair, decision in said.items() if decision != "cannot_tell"}
    assert 1 - len(told) / 20000 == pytest.approx(0.2, abs=0.01)
    wrong = sum((decision == "match") != truth[pair] for pair, decision in told.items())
    assert wrong / len(told) == pytest.approx(0.1, abs=0.01)


def test_a_clerk_without_errors_is_right():
    for _, pair_id, *_, decision in simulate.rows(
        simulate.Clerk(), "clerk_1", made_up_pairs(50), []
    ):
        assert decision == ("match" if int(pair_id[4:]) % 3 else "not_match")


def test_pairs_are_shared_out_but_for_those_that_all_see():
    clerk = simulate.Clerk(reviewers=3)
    seen = [
        {pair for _, pair, *_ in simulate.rows(clerk, name, made_up_pairs(3000), [])}
        for name in clerk.names()
    ]
    double = {pair_id for pair_id, *_, is_double, _ in made_up_pairs(3000) if is_double}
    assert set.union(*seen) == {pair_id for pair_id, *_ in made_up_pairs(3000)}
    assert set.intersection(*seen) == double
    for one in seen:
        assert len(one - double) == pytest.approx(800, abs=100)


def test_a_clerk_letters_the_true_people_of_a_cluster():
    records = [(7, "court", str(i), person) for i, person in enumerate([31, 31, 8, 31, 9])]
    found = [row[-1] for row in simulate.rows(simulate.Clerk(), "clerk_1", [], records)]
    assert found == ["A", "A", "B", "A", "C"]


def test_the_same_clerk_writes_the_same_bytes_and_the_reader_takes_them(review):
    clerk = simulate.Clerk(errors=0.3, cannot_tell=0.2, reviewers=2)
    pairs = [
        (review.pair_id(left, right), *KEYS[left], *KEYS[right], True, left == 1)
        for left, right in [(1, 2), (1, 7), (3, 6), (4, 5)]
    ]
    clusters = [(1, *KEYS[record], record % 2) for record in (1, 2, 3)]
    written = []
    for _ in range(2):
        for name in clerk.names():
            simulate.write(review.folder, name, simulate.rows(clerk, name, pairs, clusters))
        files = sorted((review.folder / "decisions").iterdir())
        written.append([file.read_bytes() for file in files])
    assert written[0] == written[1]
    with files[0].open(newline="") as file:
        assert next(csv.reader(file)) == list(simulate.FIELDS)
    review.build()
    assert review.rows("review_rejected") == []
    assert len(review.in_force()) == 2 * (4 + 3)


def test_without_a_build_the_message_names_make(tmp_path):
    with pytest.raises(simulate.NothingToReview, match="does not exist. Run `make` first"):
        simulate.read(tmp_path / "workspace.duckdb", 10)
    duckdb.connect(str(tmp_path / "old.duckdb")).close()
    with pytest.raises(simulate.NothingToReview, match="holds no review. Run `make` first"):
        simulate.read(tmp_path / "old.duckdb", 10)


# The whole way, over a finished build


@pytest.mark.built
def test_clerks_without_errors_give_intervals_that_hold_the_truth(tmp_path):
    """Simulated labels, read by dbt into a copy of the finished build, against its truth."""
    warehouse = Path(os.environ.get("DATA_FIRST_WAREHOUSE", "warehouse"))
    data = warehouse.resolve().parent / "data"
    shutil.copytree(warehouse, tmp_path / "warehouse")
    environment = {
        **os.environ,
        "DATA_FIRST_WAREHOUSE": str(tmp_path / "warehouse"),
        "DBT_TARGET_PATH": str(tmp_path / "target"),
        "DBT_LOG_PATH": str(tmp_path / "logs"),
    }

    def run(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=PROJECT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
        return done.stdout

    review = tmp_path / "review"
    run("review.simulate", "--errors", "0", "--cannot-tell", "0.05", "--out", str(review))
    variables = f"{{extracts: {data / 'extracts'}, truth: {data / 'truth'}, review: {review}}}"
    run(
        "dbt.cli.main",
        "build",
        "--vars",
        variables,
        "--select",
        "source:review.decisions+",
    )
    with duckdb.connect(str(tmp_path / "warehouse/workspace.duckdb"), read_only=True) as connection:
        assert connection.execute("select count(*) from review.review_rejected").fetchone() == (0,)
        rows = connection.execute(
            """
            select method, threshold, n_labels, share_of_frame,
                true_precision between precision_low and precision_high,
                true_recall between recall_low and recall_high
            from quality.quality_label_accuracy order by method, threshold
            """
        ).fetchall()
        choice = connection.execute(
            """
            select tolerance, basis, threshold, true_false_link_rate <= tolerance
            from quality.quality_threshold_choice order by tolerance
            """
        ).fetchall()
        people = connection.execute(
            """
            select metric, n_labels, rate_low, true_rate, rate_high
            from quality.quality_person_labels
            """
        ).fetchall()
        agreement = connection.execute(
            "select kappa from review.review_agreement where reviewer_l = 'all'"
        ).fetchall()
    assert len(rows) > 10
    assert all(n_labels > 300 and share == 1 for *_, n_labels, share, _, _ in rows)
    held = [
        holds
        for *_, precision_holds, recall_holds in rows
        for holds in (precision_holds, recall_holds)
    ]
    assert sum(held) >= 0.8 * len(held), rows
    assert choice[-1][1] != "none", "5 % of false links can be kept"
    for tolerance, basis, threshold, is_truly_kept in choice:
        assert basis != "labels" or is_truly_kept, (tolerance, threshold)
    assert agreement[0][0] > 0.5, "they differ only where one cannot tell"
    assert len(people) == 8
    for metric, n_labels, low, truth, high in people:
        assert n_labels > 20 and low <= truth <= high, metric

"""`make compare`: what it says of two releases, and where there is nothing to compare."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import duckdb
import pytest
import release_history

from python_udfs import compare


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """Two releases: one setting, one weight, one figure and one person differ."""
    folder = tmp_path_factory.mktemp("made")
    for number, release, cut, weight, people in (
        (1, "aaaa1111", "0.0", 8.0, [1, 1, 3]),
        (2, "abbb2222", "-2.0", 5.5, [1, 2, 3]),
    ):
        release_history.add_build(
            folder,
            f"run {number}",
            release,
            built_at=f"2026-01-0{number}",
            published_at=f"2026-01-0{number} 12:00:00",
            project_commit=f"{number}" * 40,
        )
        names = {"release_id": release}
        settings = {"clustering.mean_weight_cut": cut, "max_block_size": "2000"}
        release_history.add(
            folder,
            "settings",
            *(names | {"model": "person", "setting": k, "value": v} for k, v in settings.items()),
        )
        release_history.add(
            folder,
            "inputs",
            names
            | {
                "kind": "extract",
                "file_name": "libra/cases.parquet",
                "n_rows": 10 * number,
                "fingerprint": f"f{number}",
            },
            names | {"kind": "seed", "file_name": "seeds/coverage.csv", "fingerprint": "same"},
        )
        release_history.add(
            folder,
            "parameters",
            *(
                names
                | {
                    "model": "person",
                    "pair_group": group,
                    "comparison": "name",
                    "gamma": gamma,
                    "label": label,
                    "match_weight": found,
                }
                for group, gamma, label, found in (
                    (0, 0, "different", -weight / 2),
                    (0, 1, "equal", weight),
                    (0, 2, "as before", 3.0),
                    (65, 1, "equal", 1.0 * number),
                )
            ),
        )
        release_history.add(
            folder,
            "figures",
            names | {"metric": "people", "detail": "medium", "value": float(len(set(people)))},
            names | {"metric": "recall_true", "detail": "medium", "value": 1 - number / 100},
            names | {"metric": "records", "detail": "mags_hocas", "value": 3.0},
            names
            | {
                "metric": "people_by_size",
                "detail": "medium, from 2 records",
                "value": 2.0 - number,
            },
        )
        release_history.add(
            folder,
            "people",
            *(
                names
                | {
                    "record": record,
                    "source_dataset": "mags_hocas",
                    "cluster_high": person,
                    "cluster_medium": person,
                    "cluster_low": 0,
                }
                for record, person in enumerate(people)
            ),
        )
    return folder / release_history.NAME


@pytest.fixture
def warehouse(made, tmp_path, monkeypatch) -> Path:
    """A warehouse of one's own with the two releases."""
    shutil.copy(made, tmp_path)
    monkeypatch.setenv("DATA_FIRST_WAREHOUSE", str(tmp_path))
    return tmp_path


def said(capsys, *arguments: str) -> dict[str, list[list[str]]]:
    """What `make compare` prints: the rows of each part, in cells, by the part's title."""
    assert compare.main(list(arguments)) == 0
    parts = capsys.readouterr().out.split("\n\n")
    found = {}
    for title, *lines in (part.splitlines() for part in parts):
        found[title] = [re.split(r" {2,}", line.strip()) for line in lines]
    return found


def test_the_last_two_releases_are_compared(warehouse, capsys):
    found = said(capsys)
    heading = next(iter(found.values()))
    versions = "dbt 1.12.6, DuckDB v1.5.5, commit 111111111111"
    assert heading[1] == ["A", "aaaa1111", "2026-01-01 00:00", "2026-01-01 12:00", versions]
    assert heading[2][:2] == ["B", "abbb2222"]


def test_each_part_holds_what_differs_and_nothing_else(warehouse, capsys):
    found = said(capsys)
    rows = {title: lines[2:] for title, lines in found.items()}
    assert rows["Inputs that differ"] == [["libra/cases.parquet", "10", "20", "other content"]]
    assert rows["Settings that differ"] == [["person clustering.mean_weight_cut", "0.0", "-2.0"]]
    assert rows["Figures that differ"] == [
        ["people", "medium", "2", "3", "+1 (+50.00%)"],
        ["recall_true", "medium", "0.9900", "0.9800", "-0.0100"],
    ]
    assert rows["People by number of records, A → B"] == [["2", "same", "1 → 0", "same"]]


def test_parameters_that_moved_most_come_first(warehouse, capsys):
    assert said(capsys)["Parameters that moved, in bits"][2:] == [
        ["person", "name", "equal", "8.0", "5.5", "-2.5"],
        ["person", "name", "different", "-4.0", "-2.75", "1.25"],
    ]


def test_records_whose_person_changed_are_counted(warehouse, capsys):
    # two records were one person and are two now; the third was alone and still is
    rows = said(capsys)["Records whose person changed"][2:]
    assert rows[0] == ["high", "all", "3", "2", "66.67%", "1", "0"]
    assert rows[-2] == ["low", "all", "3", "0", "0.00%", "0", "0"]


def test_a_release_is_named_by_its_first_digits_and_in_either_order(warehouse, capsys):
    found = said(capsys, "ab", "aaaa")
    assert found["Settings that differ"][2:] == [
        ["person clustering.mean_weight_cut", "-2.0", "0.0"]
    ]
    assert said(capsys, "ab") == said(capsys)


def test_a_release_compared_with_itself_shows_nothing(warehouse, capsys):
    assert compare.main(["aa", "aa"]) == 0
    out = capsys.readouterr().out
    assert "A and B are the same release" in out
    assert "Settings that differ: none." in out
    assert "Figures that differ: none." in out


def test_another_salt_is_noticed(warehouse, capsys):
    with duckdb.connect(str(warehouse / release_history.NAME)) as connection:
        connection.execute("update builds set salt_check = 'salt 2' where release_id = 'abbb2222'")
    assert compare.main([]) == 0
    out = capsys.readouterr().out
    assert "Records whose person changed: A and B have different salts" in out
    assert "recall_true" in out, "figures can be compared all the same"


def test_of_people_that_are_not_kept_the_build_says_what_changed(warehouse, capsys):
    """A build that was not published is compared all the same: with the one before it."""
    with duckdb.connect(str(warehouse / release_history.NAME)) as connection:
        connection.execute("delete from people where release_id = 'abbb2222'")
    counts = {"n_records": 9, "n_changed": 3, "share_changed": 1 / 3}
    counts |= {"n_people_split": 2, "n_people_merged": 1}
    build = {"invocation_id": "run 2", "release_id": "abbb2222", "compared_with": "aaaa1111"}
    release_history.add(
        warehouse, "churn", build | counts | {"level": "high", "source_dataset": "all"}
    )
    rows = said(capsys)["Records whose person changed"][2:]
    assert rows == [["high", "all", "9", "3", "33.33%", "2", "1"]]
    assert compare.main(["abbb", "aaaa"]) == 0
    assert "abbb2222 is none of them" in capsys.readouterr().out, "not the other way round"


def test_people_that_are_not_kept_are_missed_by_name(warehouse, capsys):
    with duckdb.connect(str(warehouse / release_history.NAME)) as connection:
        connection.execute("delete from people where release_id = 'aaaa1111'")
    assert compare.main([]) == 0
    assert "published releases, and aaaa1111 is none of them." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a"], "Release a is not clear. It holds: aaaa1111 (2026-01-01 00:00), abbb2222"),
        (["c", "aa"], "Release c is not in the history. It holds: aaaa1111"),
    ],
)
def test_an_unknown_release_is_answered_with_those_that_there_are(
    warehouse, capsys, arguments, message
):
    assert compare.main(arguments) == 1
    assert message in capsys.readouterr().err


def test_without_history_it_says_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DATA_FIRST_WAREHOUSE", str(tmp_path))
    assert compare.main([]) == 1
    assert "or `make` to build anew" in capsys.readouterr().err
    release_history.make(tmp_path)
    assert compare.main([]) == 1
    assert "The history holds no release; two are needed." in capsys.readouterr().err
    release_history.add_build(tmp_path, "run 1", "r1")
    assert compare.main([]) == 1
    assert "The history holds one release, r1; two are needed." in capsys.readouterr().err
    assert compare.main(["r1"]) == 1
    assert "The history holds no other release than r1." in capsys.readouterr().err

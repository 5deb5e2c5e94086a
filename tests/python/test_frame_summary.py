"""The closing summary says what is there, and of what is not there that it is not."""

from __future__ import annotations

import duckdb
import pytest
from release_history import add_build

from python_udfs import summary


@pytest.fixture
def warehouse(tmp_path):
    with duckdb.connect(str(tmp_path / "published.duckdb")) as connection:
        connection.execute(
            """
            create schema linking;
            create schema crown;
            create table linking.person_clusters as select * from (values
                ('a', 'mags_hocas', '1', '1', '1'),
                ('b', 'mags_hocas', '2', '1', '1'),
                ('c', 'crown_xhibit', '3', '3', '1')
            ) as t (row_id_hash, source_dataset, cluster_high, cluster_medium, cluster_low);
            create table linking.mags_crown_journey as
                select 'c' as cc_defendant_on_case_id;
            create table crown.crown_defendant_case as
                select unnest(['c', 'd', 'e']) as defendant_on_case_id_hash
            """
        )
    with duckdb.connect(str(tmp_path / "workspace.duckdb")) as connection:
        connection.execute(
            """
            create schema people;
            create schema quality;
            create table quality.quality_linkage_accuracy as select * from (values
                ('xjs', 'all', 'high', 'average_linkage', 0.99, 0.8),
                ('xjs', 'all', 'high', 'components', 0.5, 0.9),
                ('within_source', 'mags_hocas', 'high', 'average_linkage', 1.0, 0.7),
                ('xjs', 'all', 'low', 'average_linkage', null, null)
            ) as t (scope, source_dataset, level, method, precision, recall);
            create table people.people_records as
                select unnest(['crown_xhibit', 'mags_hocas', 'mags_hocas', 'clinic'])
                as source_dataset
            """
        )
    return tmp_path


def test_numbers_are_those_of_the_tables(warehouse):
    lines = [line.split() for line in summary.summary(warehouse, seconds=42)]
    assert ["magistrates'", "courts", "(Libra)", "2"] in lines
    assert ["clinic", "1"] in lines
    assert ["all", "4"] in lines
    for level, n_people in (("high", "3"), ("medium", "2"), ("low", "1")):
        assert any(line[:3] == [level, "confidence", n_people] for line in lines)
    assert ["linked", "1", "of", "3", "(33.3%)"] in lines
    accuracy = [line for line in lines if "precision" in line]
    assert accuracy == [["high", "confidence", "precision", "0.9900", "recall", "0.8000"]]
    assert ["Took", "42", "seconds."] in lines


def test_the_last_published_release_is_named(warehouse):
    add_build(warehouse, "run 1", "aaa", published_at="2026-01-01")
    add_build(warehouse, "run 2", "bbb", published_at="2026-01-02", n_limits=9, n_not_measured=2)
    add_build(warehouse, "run 3", "ccc")
    lines = [line for line in summary.summary(warehouse) if line.strip().startswith("release")]
    assert [" ".join(line.split()) for line in lines] == [
        "release bbb 7 of 9 limits hold, 2 not measured, 0 overruled"
    ]


def test_sources_come_in_the_order_of_a_case(warehouse):
    lines = list(summary.summary(warehouse))
    start = lines.index("Records a source")
    assert [line.split()[0] for line in lines[start + 1 : start + 5]] == [
        "magistrates'",
        "Crown",
        "clinic",
        "all",
    ]


def test_missing_tables_are_named_as_such(tmp_path):
    duckdb.connect(str(tmp_path / "published.duckdb")).close()
    lines = [line.strip() for line in summary.summary(tmp_path)]
    assert lines.count("not built") == 3
    assert any(line.startswith("no truth") for line in lines)


def test_nothing_published(tmp_path):
    assert list(summary.summary(tmp_path)) == [
        f"Nothing is published in {tmp_path} yet. Run `make`."
    ]


def test_command_line(warehouse, monkeypatch, capsys):
    monkeypatch.setenv("DATA_FIRST_WAREHOUSE", str(warehouse))
    assert summary.main(["--seconds", "7"]) == 0
    assert "Took 7 seconds." in capsys.readouterr().out

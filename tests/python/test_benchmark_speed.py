"""The speed benchmark: one round of all engines on a small size, and its accuracy by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from macro_runner import PROJECT

from benchmarks import speed, speed_accuracy, speed_data, speed_report

RECORDS = 6_000
EVERY_LINE = {
    *("run", "command", "cpu", "cores", "memory_bytes", "python", "versions", "records"),
    *("distinct", "threads", "memory_limit", "n_records", "n_people", "n_distinct"),
    *("n_repeat_pairs", "round", "engine", "seconds", "process_seconds", "peak_bytes"),
    *("stages", "stages_not_counted"),
}
OF_AN_ENGINE = {"accuracy", "n_record_pairs", "n_compared_pairs"}


# What copy_people() reads, from an extract as it is: the project's own models take half a minute.
PEOPLE_LIBRA = """
    create table people_libra as
    select
        defendant_id as record_key,
        lower(forename1) as forename1_std,
        lower(nullif(concat_ws(' ', forename2, forename3), '')) as middle_names_std,
        lower(surname) as surname_std,
        cast(try_strptime(defendant_dob, '%d/%m/%Y') as date) as dob_std,
        case when pcode is null then [] else [replace(pcode, ' ', '')] end as postcodes_std,
    from read_parquet('{extract}')
    where surname is not null
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    """A small synthetic sample: extracts and truth."""
    folder = tmp_path_factory.mktemp("sample") / "sample"
    subprocess.run(
        [sys.executable, "-m", "synthetic", "--people", "3000", "--only", "people", "--quiet"]
        + ["--out", str(folder)],
        cwd=PROJECT,
        check=True,
    )
    return folder


def copied(sample: Path, folder: Path, distinct: bool = False) -> speed_data.Data:
    """The records of the sample, copied as the benchmark does."""
    data = speed_data.Data(folder)
    folder.mkdir(parents=True)
    with duckdb.connect() as connection:
        extract = sample / "extracts" / "libra" / "defendants.parquet"
        connection.execute(PEOPLE_LIBRA.format(extract=extract))
        truth = sample / "truth" / "person*.parquet"
        speed_data.copy_people(connection, truth, RECORDS, distinct, data)
    (folder / "facts.json").write_text(json.dumps(speed_data.facts_of(data)))
    return data


@pytest.fixture(scope="module")
def folder(sample, tmp_path_factory) -> Path:
    """A folder with the data of one call of the command, one round of every engine."""
    folder = tmp_path_factory.mktemp("speed")
    copied(sample, folder / "data" / str(RECORDS))
    subprocess.run(
        [sys.executable, "-m", "benchmarks.speed", "--records", str(RECORDS), "--rounds", "1"]
        + ["--data", str(folder / "data"), "--results", str(folder / "results.jsonl")]
        + ["--memory-limit", "2GB"],
        cwd=PROJECT,
        check=True,
    )
    return folder


@pytest.fixture(scope="module")
def lines(folder) -> dict[str, dict]:
    """The results by engine."""
    read = [json.loads(text) for text in (folder / "results.jsonl").read_text().splitlines()]
    assert [line["engine"] for line in read] == speed.ENGINES
    return {line["engine"]: line for line in read}


def test_a_line_has_every_field(lines):
    for engine, line in lines.items():
        assert line.keys() >= EVERY_LINE
        assert engine == "floor" or line.keys() >= OF_AN_ENGINE
        assert line["process_seconds"] >= line["seconds"] > 0
        assert line["peak_bytes"] > 50e6


def test_both_engines_compare_the_same_pairs_of_records(lines):
    n_pairs = {lines[engine]["n_record_pairs"] for engine in ["splink", "ours", "ours_average"]}
    assert len(n_pairs) == 1
    assert n_pairs.pop() > RECORDS
    assert lines["ours"]["n_skipped_blocks"] == 0


def test_both_engines_find_most_people(lines):
    for engine in ["splink", "ours", "ours_average"]:
        for level in speed_accuracy.LEVELS:
            assert lines[engine]["accuracy"][level]["f1"] > 0.9


def test_the_records_are_as_many_as_asked_and_have_their_truth(folder):
    data = speed_data.make(RECORDS, folder=folder / "data")
    assert RECORDS - 100 < data.facts["n_records"] <= RECORDS
    assert records_with_truth(data) == data.facts["n_records"]


def test_people_come_whole(sample, folder):
    data = speed_data.make(RECORDS, folder=folder / "data")
    (n_left,) = duckdb.sql(f"""
        select count(*)
        from read_parquet('{sample}/truth/person*.parquet') as person
        semi join read_parquet('{data.truth}') as truth
            on person.true_person_id = truth.person_id
        semi join read_parquet('{sample}/extracts/libra/defendants.parquet') as defendant
            on person.record_key = defendant.defendant_id and defendant.surname is not null
        where person.source_dataset = 'mags_hocas'
    """).fetchone()
    assert n_left == data.facts["n_records"]


def test_distinct_records_differ_in_what_is_compared(sample, tmp_path):
    facts = copied(sample, tmp_path / "distinct", distinct=True).facts
    assert facts["n_records"] == facts["n_distinct"] > 0
    assert facts["n_repeat_pairs"] == 0


@pytest.mark.built
def test_the_projects_own_models_give_the_records(tmp_path):
    build = PROJECT / "target" / "test"
    data = speed_data.Data(tmp_path)
    workspace = build / "warehouse" / "workspace.duckdb"
    with duckdb.connect(str(workspace), read_only=True) as connection:
        truth = build / "data" / "truth" / "person*.parquet"
        assert speed_data.copy_people(connection, truth, 1_000, False, data) > 1_000
    assert 900 < records_with_truth(data) <= 1_000
    assert duckdb.sql(f"""
        select bool_and(postcode like '% ___'), typeof(any_value(dob)), typeof(any_value(unique_id))
        from read_parquet('{data.records}')
    """).fetchone() == (True, "DATE", "BIGINT")


def records_with_truth(data: speed_data.Data) -> int:
    """How many records have a true person; a key that repeats is a failure."""
    n_records, n_keys = duckdb.sql(f"""
        select count(*), count(distinct records.unique_id)
        from read_parquet('{data.records}') as records
        semi join read_parquet('{data.truth}') as truth on records.unique_id = truth.unique_id
    """).fetchone()
    assert n_records == n_keys
    return n_records


def test_the_tables_and_the_chart_are_made_from_the_results(folder, lines):
    page, chart = folder / "speed.md", folder / "speed.svg"
    page.write_text(speed_report.PAGE.read_text())
    speed_report.write(folder / "results.jsonl", page, chart)
    text = page.read_text()
    assert "Not measured yet" not in text
    assert f"| {lines['splink']['n_record_pairs']:,} |" in text
    assert "data_first, average linkage" in chart.read_text()


def test_the_latest_call_of_a_size_counts(tmp_path):
    shared = {"distinct": False, "records": 10, "memory_limit": "4GB"}
    (tmp_path / "results.jsonl").write_text(
        "".join(
            json.dumps({**shared, "run": run, "seconds": seconds}) + "\n"
            for run, seconds in [("2024-02-02", 1), ("2024-03-01", 2), ("2024-01-01", 3)]
        )
    )
    (found,) = speed_report.runs(tmp_path / "results.jsonl")
    assert [line["seconds"] for line in found] == [2]


def test_a_call_with_little_memory_does_not_replace_one_with_more(tmp_path):
    shared = {"distinct": False, "records": 10}
    calls = [("2024-01-01", "16GB"), ("2024-03-01", "900MB"), ("2024-03-02", "4GB")]
    (tmp_path / "results.jsonl").write_text(
        "".join(
            json.dumps({**shared, "run": run, "memory_limit": limit}) + "\n" for run, limit in calls
        )
    )
    found = speed_report.runs(tmp_path / "results.jsonl")
    assert [lines[0]["memory_limit"] for lines in found] == ["16GB", "4GB", "900MB"]
    assert speed_report.widest(found) == found[:1]


def test_stages_are_a_row_each_and_calls_stand_side_by_side():
    # A stage that one call lacks is a dash there; two rounds of 1 and 3 seconds have the median 2.
    def line(n_records: int, stages: dict[str, float]) -> dict:
        counts = {"stages_not_counted": ["cluster"] if "cluster" in stages else []}
        size = {"n_records": n_records, "distinct": False, "memory_limit": "4GB"}
        return {"engine": "splink", "stages": stages, **size, **counts}

    small = [line(1_000, {"load": 1.0, "EM": 4.0}), line(1_000, {"load": 3.0, "EM": 4.0})]
    large = [line(2_000, {"load": 5.0, "cluster": 6.5})]
    assert speed_report.stages([small, large], "splink").splitlines() == [
        "Splink, seconds (median):",
        "",
        "| stage | 1,000 records, 4GB | 2,000 records, 4GB |",
        "| --- | --- | --- |",
        "| load | 2.00 | 5.00 |",
        "| EM | 4.00 | – |",
        "| cluster (not counted) | – | 6.50 |",
    ]
    assert speed_report.stages([small, large], "floor") == ""


def test_accuracy_is_as_worked_by_hand():
    # Clusters {1, 2, 3}, {4, 5}, {6}; people {1, 2}, {3, 4, 5, 6}. Pairs made: 3 + 1 = 4; true:
    # 1 + 6 = 7; right: 1-2 and 4-5, so 2.
    with duckdb.connect() as connection:
        connection.execute("""
            create table clusters as
            select unnest(['1', '2', '3', '4', '5', '6']) as record_key,
                unnest([1, 1, 1, 4, 4, 6]) as cluster_low,
                unnest([1, 2, 3, 4, 5, 6]) as cluster_high;
            create table truth as
            select unnest([1, 2, 3, 4, 5, 6]) as unique_id, unnest([7, 7, 8, 8, 8, 8]) as person_id;
        """)
        low = speed_accuracy.scores(connection, "clusters", "truth", "cluster_low")
        assert low == {
            "precision": pytest.approx(2 / 4),
            "recall": pytest.approx(2 / 7),
            "f1": pytest.approx(4 / 11),
            "n_pairs_in_clusters": 4,
        }
        high = speed_accuracy.scores(connection, "clusters", "truth", "cluster_high")
        assert high == {"precision": None, "recall": 0, "f1": 0, "n_pairs_in_clusters": 0}


def test_accuracy_of_other_records_than_the_truths_is_an_error():
    with duckdb.connect() as connection:
        connection.execute("create table clusters as select '1' as record_key, 1 as cluster_low")
        connection.execute("create table truth as select 2 as unique_id, 7 as person_id")
        with pytest.raises(ValueError, match="of other records than the truth"):
            speed_accuracy.scores(connection, "clusters", "truth", "cluster_low")


def test_repeats_count_as_pairs_of_records_where_contents_are_compared_once():
    with duckdb.connect() as connection:
        connection.execute("create table speed__skipped_blocks (match_key integer)")
        connection.execute("create table speed__pairs as select 1 as n_record_pairs")
        assert speed_accuracy.pairs(connection, 5)["n_record_pairs"] == 1
        connection.execute("insert into speed__pairs values (6)")
        assert speed_accuracy.pairs(connection, 5) == {
            "n_record_pairs": 12,
            "n_compared_pairs": 2,
            "n_skipped_blocks": 0,
        }


def test_rules_of_both_engines_are_the_same():
    settings = (PROJECT / "benchmarks" / "project" / "macros" / "speed_settings.sql").read_text()
    ours = [f"data_first.block_on({rule})," for rule in speed_data.BLOCKING_RULES]
    assert [line.strip() for line in settings.splitlines() if "block_on" in line] == ours

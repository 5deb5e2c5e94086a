"""The gate before publication: what its limits find, who may overrule them, what is kept of it."""

from __future__ import annotations

import csv
import hashlib
import json
import random
import re
import subprocess
from datetime import date
from pathlib import Path

import duckdb
import pytest
import release_history
from macro_runner import PROJECT, Macros
from test_frame_publish import make_candidate
from test_frame_publish import rows as published_rows

from python_udfs import publish, release
from python_udfs.publish import NotPublished

LOW = {
    "metric": "precision_true",
    "detail": "medium",
    "measured": 0.93125,
    "least": 0.95,
    "unit": "share",
    "by_how_much": 0.01875,
    "reason": "One false link in twenty is the most.",
}


@pytest.fixture
def gate():
    """What a build measured, as tables, and the model `release_checks` over them."""
    with duckdb.connect() as connection:
        connection.execute(
            """
            create table release_record as select
                'r1' as release_id, 'r0' as compared_with, true as is_same_salt;
            create table release_limits (
                metric varchar, detail varchar, least double, most double, unit varchar,
                reason varchar
            );
            create table release_overrules (
                metric varchar, detail varchar, release_id varchar, value double,
                overruled_by varchar, reason varchar, decided_on date
            );
            create table release_figures (metric varchar, detail varchar, value double);
            create table release_drift (metric varchar, detail varchar, value double)
            """
        )
        yield connection


def fill(gate: duckdb.DuckDBPyConnection, table: str, *rows: tuple) -> None:
    for row in rows:
        gate.execute(f"insert into {table} values ({', '.join('?' for _ in row)})", list(row))


def checks(gate: duckdb.DuckDBPyConnection, columns: str) -> list[tuple]:
    sql = release_history.model(Macros(gate), "release_checks")
    return gate.execute(f"select {columns} from ({sql}) order by metric, detail").fetchall()


def test_what_lies_outside_its_limit_is_breached_by_so_much(gate):
    fill(
        gate,
        "release_limits",
        ("recall", "low", 0.75, None, "share", ""),
        ("recall", "at the limit", 0.75, 0.75, "share", ""),
        ("recall", "high", None, 0.75, "share", ""),
        ("recall", "no number", 0.75, None, "share", ""),
    )
    fill(
        gate,
        "release_figures",
        ("recall", "low", 0.5),
        ("recall", "at the limit", 0.75),
        ("recall", "high", 1.0),
        ("recall", "no number", float("nan")),
        ("recall", "without a limit", 0.0),
    )
    assert checks(gate, "detail, state, by_how_much") == [
        ("at the limit", "passes", None),
        ("high", "breached", 0.25),
        ("low", "breached", 0.25),
        ("no number", "breached", None),
    ]


def test_a_star_is_every_detail_that_has_no_limit_of_its_own(gate):
    fill(
        gate,
        "release_limits",
        ("records", "*", 10, None, "records", "all"),
        ("records", "clinic", 1, None, "records", "small"),
    )
    fill(gate, "release_figures", ("records", "clinic", 5), ("records", "court", 5))
    assert checks(gate, "detail, reason, state") == [
        ("clinic", "small", "passes"),
        ("court", "all", "breached"),
    ]


def test_what_is_not_measured_neither_passes_nor_fails(gate):
    fill(
        gate,
        "release_limits",
        ("precision_labels", "medium", 0.9, None, "share", ""),
        ("people_change", "*", -0.1, 0.1, "relative", ""),
        ("share_changed", "high", None, 0.1, "share", ""),
    )
    notes = "metric, detail, state, note"
    no_figure = ("precision_labels", "medium", "not measured", "this build has no such figure")
    assert checks(gate, notes) == [
        ("people_change", "*", "not measured", "release r0 has no such figure"),
        no_figure,
        ("share_changed", "high", "not measured", "release r0 has no such figure"),
    ]
    gate.execute("update release_record set is_same_salt = false")
    assert checks(gate, notes)[2] == (
        "share_changed",
        "high",
        "not measured",
        "release r0 was made with another salt, so that no record can be recognised",
    )
    gate.execute("update release_record set compared_with = null, is_same_salt = null")
    none = "no earlier release of these extracts"
    assert [note for *_, note in checks(gate, notes)] == [none, no_figure[-1], none]


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (("recall", "low", "r1", 0.7), "analyst_1"),
        (("recall", "low", "r1", 0.69), None),
        (("recall", "low", "r1", 0.71), None),
        (("recall", "low", "r2", 0.7), None),
        (("recall", "*", "r1", 0.7), None),
        (("precision", "low", "r1", 0.7), None),
    ],
)
def test_a_decision_holds_for_its_release_and_value_alone(gate, decision, expected):
    fill(gate, "release_limits", ("recall", "*", 0.75, None, "share", ""))
    fill(gate, "release_figures", ("recall", "low", 0.7), ("recall", "high", 0.8))
    fill(gate, "release_overrules", (*decision, "analyst_1", "looked at", "2026-01-31"))
    assert checks(gate, "detail, overruled_by") == [("high", None), ("low", expected)]


def test_a_decision_about_what_passes_is_not_entered(gate):
    fill(gate, "release_limits", ("recall", "low", 0.75, None, "share", ""))
    fill(gate, "release_figures", ("recall", "low", 0.8))
    fill(
        gate,
        "release_overrules",
        ("recall", "low", "r1", 0.8, "analyst_1", "looked at", "2026-01-31"),
    )
    assert checks(gate, "state, overruled_by") == [("passes", None)]


def seed(name: str) -> list[dict[str, str]]:
    with (PROJECT / f"seeds/release/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_limit_is_of_a_figure_that_the_models_measure():
    text = "".join(
        (PROJECT / f"models/release/release_{name}.sql").read_text()
        for name in ("figures", "drift")
    )
    measured = set(re.findall(r"'(\w+)'", text)) | {"records_change", "people_change"}
    # figures of reviewed pairs, where there is a review
    measured |= {"precision_labels", "recall_labels"}
    limits = seed("release_limits")
    assert {limit["metric"] for limit in limits} <= measured
    assert all(limit["least"] or limit["most"] for limit in limits)
    assert all(limit["reason"] for limit in limits)


def test_no_decision_is_shipped():
    assert seed("release_overrules") == []


def test_a_broken_limit_stops_publication_and_says_what_to_do(tmp_path):
    make_candidate(tmp_path, row="old")
    publish.publish(tmp_path)
    make_candidate(tmp_path, row="new", run="run 2", release="r2", checks=[LOW])
    with pytest.raises(NotPublished) as stopped:
        publish.publish(tmp_path)
    said = str(stopped.value)
    assert said.startswith("The gate stops release r2: 1 limit is broken.\n")
    assert (
        "precision_true, medium: 0.93125 is 0.01875 below the least, 0.95 (share)."
        " One false link in twenty is the most." in said
    )
    assert "seeds/release/release_overrules.csv" in said
    assert "make overrule" in said
    assert re.search(r"\n  precision_true,medium,r2,0.93125,WHO,WHY,\d{4}-\d\d-\d\d$", said)
    assert published_rows(tmp_path) == [("old",)]
    assert release_history.rows(
        tmp_path, "select release_id, published_at is not null from builds order by all"
    ) == [("r1", True), ("r2", False)]


def test_the_printed_row_is_the_decision_that_lets_the_release_through(gate):
    """The message's own row, read as the seed is read, matches the value to the last digit."""
    value = 0.1 + 0.2
    check = release.Check("recall", "all, together", value, 0.95, None, "share", 0.65, "", None)
    found = release.Gate("r1", "run", None, 1, 0, [check])
    printed = release.refusal(found, date(2026, 1, 31)).splitlines()[-1]
    [row] = csv.reader([printed.strip()])
    fill(gate, "release_limits", ("recall", "*", 0.95, None, "share", ""))
    fill(gate, "release_figures", ("recall", "all, together", value))
    fill(gate, "release_overrules", tuple(row))
    assert checks(gate, "overruled_by") == [("WHO",)]


def test_a_figure_that_is_no_number_is_said_to_be_none(tmp_path):
    broken = LOW | {"measured": float("nan"), "by_how_much": None}
    make_candidate(tmp_path, checks=[broken])
    with pytest.raises(NotPublished, match="precision_true, medium: is no number"):
        publish.publish(tmp_path)


def test_where_a_release_drifted_the_earlier_one_is_named(tmp_path):
    drift = LOW | {"metric": "share_changed", "least": None, "most": 0.05, "measured": 0.25}
    make_candidate(tmp_path, checks=[drift | {"by_how_much": 0.2}], compared_with="r0")
    with pytest.raises(NotPublished) as stopped:
        publish.publish(tmp_path)
    assert "share_changed, medium: 0.25 is 0.2 above the most, 0.05" in str(stopped.value)
    assert "Changes are since release r0, the last that was published." in str(stopped.value)


def test_an_overruled_release_is_published_and_the_history_says_so(tmp_path):
    decision = {
        "overruled_by": "analyst_1",
        "overrule_reason": "a pilot",
        "decided_on": "2026-01-31",
    }
    make_candidate(tmp_path, run="run 1", release="r1", checks=[LOW | decision])
    done = publish.publish(tmp_path)
    assert done.gate.said() == "1 of 2 limits hold, 0 not measured, 0 broken, 1 overruled"
    assert release_history.rows(
        tmp_path,
        "select release_id, metric, measured, overruled_by, overrule_reason from checks",
    ) == [("r1", "precision_true", 0.93125, "analyst_1", "a pilot")]


def test_one_decision_does_not_cover_another_limit(tmp_path):
    other = LOW | {"metric": "recall_true"}
    make_candidate(tmp_path, checks=[LOW | {"overruled_by": "analyst_1"}, other])
    with pytest.raises(NotPublished, match="1 limit is broken.\n  recall_true"):
        publish.publish(tmp_path)


def test_a_build_that_is_not_in_the_history_is_not_published(tmp_path):
    make_candidate(tmp_path)
    (tmp_path / release_history.NAME).unlink()
    with pytest.raises(NotPublished, match="does not exist. Run `dbt test --select release_check"):
        publish.publish(tmp_path)
    release_history.make(tmp_path)
    with pytest.raises(NotPublished, match="The last build is not in the history"):
        publish.publish(tmp_path)
    assert not (tmp_path / "published.duckdb").exists()


def test_publishing_again_changes_nothing_in_the_history(tmp_path):
    make_candidate(tmp_path)
    publish.publish(tmp_path)
    before = release_history.rows(tmp_path, "from builds")
    publish.publish(tmp_path)
    assert release_history.rows(tmp_path, "from builds") == before


def add_people(folder: Path, *people: str) -> None:
    """A table of who is with whom: one text of records' letters a person."""
    with duckdb.connect(str(folder / "candidate.duckdb")) as connection:
        connection.execute(
            """
            create table linking.person_clusters (
                row_id_hash varchar, source_dataset varchar, cluster_high varchar,
                cluster_medium varchar, cluster_low varchar
            )
            """
        )
        for person in people:
            for record in person:
                key = hashlib.sha256(record.encode()).hexdigest()
                connection.execute(
                    "insert into linking.person_clusters values (?, 'mags_hocas', ?, ?, ?)",
                    [key, person, person, person],
                )


def test_who_is_with_whom_is_kept_as_hashes_of_the_last_releases(tmp_path):
    for number in range(1, release.KEPT + 2):
        name = f"r{number}"
        make_candidate(tmp_path, run=name, release=name, built_at=f"2026-01-0{number}")
        add_people(tmp_path, "ab", "c")
        publish.publish(tmp_path)
    kept = release_history.rows(
        tmp_path,
        """
        select release_id, count(distinct record), count(distinct cluster_medium) from people
        group by all order by all
        """,
    )
    assert kept == [(f"r{number}", 3, 2) for number in range(2, release.KEPT + 2)]
    expected = {int(hashlib.sha256(letter.encode()).hexdigest()[:16], 16) for letter in "abc"}
    assert {
        record for (record,) in release_history.rows(tmp_path, "select record from people")
    } == expected


@pytest.fixture
def run():
    """A workspace, candidate and history as the last hook of a run finds them."""
    with duckdb.connect() as connection:
        connection.execute(
            """
            attach ':memory:' as candidate;
            attach ':memory:' as releases;
            create schema memory.release;
            create table candidate.main.build_run as select
                'run 1' as invocation_id, now() as finished_at, true as is_whole_build,
                cast([] as varchar []) as failed_nodes;
            create table release.release_record as select
                'run 1' as invocation_id, 'r1' as release_id, 'extracts' as series,
                'salt 1' as salt_check, timestamp '2026-01-01' as built_at,
                '1.12.6' as dbt_version, 'v1.5.5' as duckdb_version,
                null::varchar as project_commit, null::varchar as compared_with;
            create table release.release_inputs as select
                'extract' as kind, 'libra/cases.parquet' as file_name, 3 as n_rows,
                'f1' as fingerprint;
            create table release.release_settings as select
                'person' as model, 'max_block_size' as setting, '2000' as value;
            create table release.release_parameters as select
                'person' as model, 0 as pair_group, 'name' as comparison, 1 as gamma,
                'equal' as label, 0.5 as m_probability, 0.25 as u_probability, 1.0 as match_weight;
            create table release.release_figures as select
                'recall' as metric, 'low' as detail, 0.5 as value;
            create table release.release_churn as select
                'r0' as compared_with, 'low' as level, 'all' as source_dataset, 4 as n_records,
                1 as n_changed, 0.25 as share_changed, 1 as n_people_split, 0 as n_people_merged;
            create table release.release_checks as select
                'recall' as metric, 'low' as detail, 0.5 as measured, 0.75 as least,
                null::double as most, 'share' as unit, 'breached' as state, 0.25 as by_how_much,
                'as needed' as reason, null::varchar as note, null::varchar as overruled_by,
                null::varchar as overrule_reason, null::date as decided_on
            """
        )
        macros = release_history.macros_of_a_run(connection)
        connection.execute(macros.open_release_history())
        yield macros


def record(run: Macros) -> list[tuple]:
    """What the history holds after the last hook of a run."""
    statements = run.record_release().strip()
    if statements:
        run.connection.execute(statements)
    return run.connection.execute(
        """
        select
            release_id,
            n_breached,
            n_overruled,
            (select count(*) from releases.main.figures),
            (select count(*) from releases.main.checks),
            (select count(*) from releases.main.churn)
        from releases.main.builds
        """
    ).fetchall()


def test_a_build_that_passed_is_entered_once(run):
    assert record(run) == [("r1", 1, 0, 1, 1, 1)]
    assert "Gate: release r1, 1 limits, 0 not measured, 1 broken." in run.logged
    assert "Gate: recall, low: 0.5 is outside 0.75 to …; this stops publication." in run.logged
    assert record(run) == [("r1", 1, 0, 1, 1, 1)]


@pytest.mark.parametrize(
    "fault",
    [
        "failed_nodes = ['test.data_first.x']",
        "is_whole_build = false",
        "finished_at = null",
        "invocation_id = 'run 2'",
    ],
)
def test_a_build_that_did_not_pass_is_not_entered(run, fault):
    run.connection.execute(f"update candidate.main.build_run set {fault}")
    assert record(run) == []


def test_a_decision_made_later_is_entered_until_the_release_is_published(run):
    record(run)
    decide = "update release.release_checks set overruled_by = 'analyst_1'"
    run.connection.execute(decide)
    assert record(run) == [("r1", 1, 1, 1, 1, 1)]
    run.connection.execute("update releases.main.builds set published_at = timestamp '2026-01-02'")
    run.connection.execute("update release.release_checks set overruled_by = null")
    assert record(run) == [("r1", 1, 1, 1, 1, 1)], "what was published says so for ever"


def people(rng: random.Random, letters: str) -> dict[str, int]:
    return {letter: rng.randrange(1 + len(letters) // 2) for letter in letters}


def changed(earlier: dict[str, int], later: dict[str, int]) -> set[str]:
    """Records whose set of others changed, straight from the definition."""
    common = earlier.keys() & later.keys()

    def others(of: dict[str, int], record: str) -> set[str]:
        return {other for other in common if of[other] == of[record]}

    return {record for record in common if others(earlier, record) != others(later, record)}


def churn(connection: duckdb.DuckDBPyConnection, earlier: dict, later: dict) -> dict:
    for name, side in (("earlier", earlier), ("later", later)):
        connection.execute(
            f"""
            create or replace table {name}_people (
                record varchar, source_dataset varchar, cluster_high integer,
                cluster_medium integer, cluster_low integer
            )
            """
        )
        for letter, person in side.items():
            source = "vowels" if letter in "aeiou" else "others"
            connection.execute(
                f"insert into {name}_people values (?, ?, ?, ?, ?)",
                [letter, source, person, person // 2, 0],
            )
    sql = Macros(connection).people_churn("earlier_people", "later_people")
    return {
        (level, source): counts for level, source, *counts in connection.execute(sql).fetchall()
    }


def test_churn_worked_by_hand():
    # a, b, c were one person and d, e, f one each; now a, b are one, c is alone, d and e are one.
    # g came and f went: they change nobody.
    earlier = {"a": 0, "b": 0, "c": 0, "d": 4, "e": 6, "f": 8, "h": 10}
    later = {"a": 2, "b": 2, "c": 4, "d": 8, "e": 8, "g": 2, "h": 10}
    with duckdb.connect() as connection:
        found = churn(connection, earlier, later)
    # n_records, n_changed, share_changed, n_people_split, n_people_merged
    assert found["high", "all"] == [6, 5, 5 / 6, 1, 1]
    assert found["high", "vowels"] == [2, 2, 1.0, 1, 1]
    assert found["high", "others"] == [4, 3, 0.75, 1, 1]
    assert found["low", "all"] == [6, 0, 0.0, 0, 0], "all were together, and still are"


def test_churn_is_that_of_its_definition():
    rng = random.Random(1)
    with duckdb.connect() as connection:
        for _ in range(25):
            earlier = people(rng, "abcdefghijkl")
            later = people(rng, "efghijklmnop") | {k: earlier[k] for k in "abgh"}
            found = churn(connection, earlier, later)
            for level, divisor in (("high", 1), ("medium", 2)):
                expected = changed(
                    {letter: person // divisor for letter, person in earlier.items()},
                    {letter: person // divisor for letter, person in later.items()},
                )
                assert found[level, "all"][1] == len(expected)
                vowels = found.get((level, "vowels"), [0, 0])
                assert vowels[1] == len(expected & set("aeiou"))


def test_churn_of_nothing_has_no_row():
    with duckdb.connect() as connection:
        assert churn(connection, {}, {"a": 1}) == {}


def test_settings_are_lines_that_differ_where_the_settings_do(macros):
    lines = {
        line["setting"]: line["value"]
        for line in macros.setting_lines(macros.person_linkage_settings())
    }
    assert lines["clustering.match_probability_medium"] == "0.8"
    assert lines["max_block_size"] == "2000"
    assert lines["blocking_rules"].startswith("PNC number; CRO number; prison number")
    rule = "blocking_rules.surname and postcode.expressions"
    assert lines[rule] == "['surname_std', 'element']"
    level = "comparisons.date_of_birth.comparison_levels.equal.sql_condition"
    assert lines[level] == "l.dob_std = r.dob_std"
    assert not any(name.endswith(("radix", "match_key", "first_index")) for name in lines)


def test_a_file_is_known_by_its_bytes(tmp_path):
    path = tmp_path / "cases.parquet"
    path.write_bytes(b"abc")
    # FIPS 180-2, appendix B.1
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert release.file_sha256(str(path)) == expected


def test_the_sample_is_a_series_of_its_own(tmp_path):
    assert release.release_series(str(tmp_path)) == "extracts"
    manifest = {
        "generator": "synthetic",
        "people": 9,
        "seed": 4,
        "files": {"libra/cases.parquet": 5, "libra/results.parquet": 7},
    }
    (tmp_path / "_sample.json").write_text(json.dumps(manifest))
    expected = "synthetic sample of 9 people, seed 4, 12 rows"
    assert release.release_series(str(tmp_path)) == expected


def test_code_is_known_by_what_the_published_tables_come_from(tmp_path, monkeypatch):
    monkeypatch.setattr(release, "ROOT", tmp_path)
    for name in ("models/marts/a.sql", "models/quality/b.sql", "models/marts/a.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("select 1")
    before = release.project_fingerprint("")
    (tmp_path / "models/quality/b.sql").write_text("select 2")
    (tmp_path / "models/marts/a.yml").write_text("version: 2")
    assert release.project_fingerprint("") == before
    (tmp_path / "models/marts/a.sql").write_text("select 2")
    assert release.project_fingerprint("") != before


def test_the_commit_is_told_where_there_is_one(tmp_path, monkeypatch):
    monkeypatch.setattr(release, "ROOT", tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert release.project_commit("") == ""

    def git(*arguments: str) -> str:
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        done = subprocess.run(
            ["git", "-C", str(tmp_path), *who, *arguments],
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    git("init")
    (tmp_path / "file").write_text("1")
    git("add", "file")
    git("commit", "-m", "first")
    commit = git("rev-parse", "HEAD")
    assert release.project_commit("") == commit
    (tmp_path / "file").write_text("2")
    assert release.project_commit("") == f"{commit}, changed"

"""A whole build as a user meets it: what it leaves behind, bad input, a failed check.

Works on the build that ``make test`` makes in ``target/test`` (``DATA_FIRST_WAREHOUSE``), and on
copies of it.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from finished_build import Project, finished_build
from macro_runner import PROJECT

pytestmark = pytest.mark.built
# For extracts that are no longer the sample.
SALT = os.environ.get("DATA_FIRST_SALT") or "fedcba9876543210" * 4


@pytest.fixture(scope="module")
def built() -> Path:
    return finished_build()


@pytest.fixture
def copy(built, tmp_path) -> Project:
    """The finished build's warehouse, to be spoilt."""
    shutil.copytree(built / "warehouse", tmp_path / "warehouse")
    return Project(tmp_path, built / "data/extracts", built / "data/truth", is_as_built=True)


@pytest.fixture
def fresh(built, tmp_path) -> Project:
    """The same extracts, copied to be spoilt, and no warehouse."""
    shutil.copytree(built / "data/extracts", tmp_path / "extracts")
    return Project(tmp_path, tmp_path / "extracts", built / "data/truth")


def test_salt_stands_in_nothing_that_the_build_wrote(built):
    secret = os.environ.get("DATA_FIRST_SALT")
    if not secret:
        pytest.skip("the build was made without a salt of its own: run `make test`")
    files = [path for path in built.rglob("*") if path.is_file()]
    assert any(path.name == "manifest.json" for path in files)
    assert any(path.name == "dbt.log" for path in files)
    assert [path for path in files if secret.encode() in path.read_bytes()] == []


def test_published_keys_are_the_salted_keys(built):
    secret = os.environ.get("DATA_FIRST_SALT")
    if not secret:
        pytest.skip("the build was made without a salt of its own: run `make test`")
    with duckdb.connect() as connection:
        connection.execute(f"attach '{built}/warehouse/workspace.duckdb' as work (read_only)")
        connection.execute(f"attach '{built}/warehouse/published.duckdb' as out (read_only)")
        records = connection.execute(
            "select source_dataset || '|' || record_key from work.people.people_records"
        ).fetchall()
        published = connection.execute("select row_id_hash from out.linking.xjs_link").fetchall()
    expected = {hashlib.sha256(f"{secret}|row_id|{key}".encode()).hexdigest() for (key,) in records}
    assert published
    assert {key for (key,) in published} <= expected


def test_published_file_carries_the_catalogue_text(built):
    with duckdb.connect(str(built / "warehouse/published.duckdb"), read_only=True) as connection:
        without = connection.execute(
            """
            select table_name from duckdb_tables() where comment is null
            union all
            select table_name || '.' || column_name from duckdb_columns()
            where comment is null and not internal
            """
        ).fetchall()
    assert without == []


def test_bad_extracts_stop_the_build_before_it_begins(fresh):
    defendants = fresh.extracts / "libra/defendants.parquet"
    table = pq.read_table(defendants)
    renamed = table.column_names[-1]
    names = [*table.column_names[:-1], f"{renamed}_x"]
    pq.write_table(table.rename_columns(names), defendants)
    (fresh.extracts / "xhibit/xhb_case.parquet").write_text("case_id,case_number\n")
    (fresh.extracts / "nomis/offenders.parquet").unlink()
    done = fresh.dbt("build")
    assert done.returncode != 0
    assert "Nothing was built, because of 3 problems with the extracts" in done.stdout
    assert f"libra/defendants.parquet: column {renamed} is missing." in done.stdout
    assert "xhibit/xhb_case.parquet: this is not a Parquet file" in done.stdout
    assert "nomis/offenders.parquet: the file is missing." in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    with duckdb.connect(str(fresh.warehouse / "workspace.duckdb")) as connection:
        assert connection.execute("select count(*) from duckdb_tables()").fetchall() == [(0,)]


def test_extracts_without_salt_stop_the_build(fresh):
    (fresh.extracts / "_sample.json").unlink()
    done = fresh.dbt("build", DATA_FIRST_SALT="")
    assert done.returncode != 0
    assert "There is no salt" in done.stdout
    assert "openssl rand -hex 32" in done.stdout


def test_only_what_is_read_is_checked(fresh):
    for path in (fresh.extracts / "nomis").glob("*.parquet"):
        path.unlink()
    done = fresh.dbt("run", "--select", "stg_libra__defendants")
    assert done.returncode == 0, done.stdout


def test_conformed_records_enter_and_unreadable_dates_are_counted(fresh):
    (fresh.extracts / "conformed").mkdir(exist_ok=True)
    columns = {
        "source_dataset": ["clinic", "clinic"],
        "record_key": ["1", "2"],
        "forename1": ["Mary Ann", "BOB"],
        "surname": ["O'Neil", "Smith-Jones"],
        "date_of_birth": ["1980-02-30", "01/02/1990"],
        "postcode": ["sw1a 1aa", None],
        "other_postcodes": ["M1 1AE; SW1A1AA", ""],
    }
    pq.write_table(pa.table(columns), fresh.extracts / "conformed/clinic.parquet")
    done = fresh.dbt(
        "build", "--select", "+people_conformed", "+quality_extract_warnings", DATA_FIRST_SALT=SALT
    )
    assert done.returncode == 0, done.stdout
    with duckdb.connect(str(fresh.warehouse / "workspace.duckdb"), read_only=True) as connection:
        people = connection.execute(
            """
            select forename1_std, middle_names_std, surname_std, cast(dob_std as varchar),
                postcodes_std, area_postcode_std
            from people.people_conformed order by record_key
            """
        ).fetchall()
        unparsed = connection.execute(
            """
            select table_name, column_name, n_rows, example
            from quality.quality_unparsed_values where source_name = 'conformed'
            """
        ).fetchall()
    assert people == [
        ("mary", "ann", "oneil", None, ["M11AE", "SW1A1AA"], "SW1A1AA"),
        ("bob", None, "smith jones", "1990-02-01", [], None),
    ]
    assert unparsed == [("person_records", "date_of_birth", 1, "1980-02-30")]


def test_empty_extract_is_a_warning(fresh):
    path = fresh.extracts / "libra/defendants.parquet"
    pq.write_table(pq.read_table(path).slice(0, 0), path)
    done = fresh.dbt(
        "build",
        "--select",
        "quality_extracts+",
        "quality_unparsed_values+",
        "quality_unknown_codes+",
        DATA_FIRST_SALT=SALT,
    )
    assert done.returncode == 0, done.stdout
    with duckdb.connect(str(fresh.warehouse / "workspace.duckdb"), read_only=True) as connection:
        warnings = connection.execute(
            """
            select table_name, warning from quality.quality_extract_warnings
            where source_name = 'libra'
            """
        ).fetchall()
    assert warnings == [("defendants", "no rows")]


def test_every_coded_column_finds_its_list_in_the_published_file(built):
    """Codes and words of the lists, as their files have them."""
    with duckdb.connect(str(built / "warehouse/published.duckdb"), read_only=True) as connection:
        lists = dict(
            connection.execute(
                "select table_name, comment from duckdb_tables() where schema_name = 'codes'"
            ).fetchall()
        )
        outcomes = connection.execute("select * from codes.civil_outcomes").fetchall()
    manifest = json.loads((built / "target/manifest.json").read_text())
    named = {
        column["config"]["meta"]["code_set"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["database"] == "candidate"
        for column in node["columns"].values()
        if column["config"].get("meta", {}).get("code_set")
    }
    assert set(lists) == named
    assert all(lists.values()), "a list without a description"
    with (PROJECT / "seeds/reference/caseman/civil_outcomes.csv").open() as file:
        written = list(csv.DictReader(file))
    assert {row[0]: row[1] for row in outcomes} == {
        row["code"]: row["description"] for row in written
    }


def test_partial_build_is_not_published(copy):
    before = copy.published.read_bytes()
    assert copy.dbt("run", "--select", "coverage", "xjs_link").returncode == 0
    done = copy.publish()
    assert done.returncode == 1
    assert "only a part of the project" in done.stderr
    assert copy.published.read_bytes() == before


def test_failed_check_is_not_published(copy):
    before = copy.published.read_bytes()
    with duckdb.connect(str(copy.warehouse / "candidate.duckdb")) as connection:
        connection.execute("insert into linking.xjs_link select * from linking.xjs_link limit 1")
    done = copy.dbt("test", "--select", "xjs_link")
    assert done.returncode != 0
    assert "Rule unique of xjs_link.row_id_hash is broken: 1 value occurs" in done.stdout
    done = copy.publish()
    assert done.returncode == 1
    assert "nodes of the last build failed" in done.stderr
    assert copy.published.read_bytes() == before

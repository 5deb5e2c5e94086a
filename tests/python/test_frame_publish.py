"""Publishing: the published file changes only when a whole build passed, and then at once."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest
import release_history

from python_udfs import publish
from python_udfs.publish import NotPublished

TABLES = "['linking.xjs_link']"


def make_candidate(
    folder: Path,
    *,
    finished_at: str = "now()",
    is_whole_build: bool = True,
    failed_nodes: str = "[]",
    tables: str = TABLES,
    row: str = "a",
    run: str = "run 1",
    release: str = "r1",
    **build,
) -> None:
    """A candidate, and its build in the history of releases."""
    if not (folder / release_history.NAME).is_file() or not release_history.rows(
        folder, f"from builds where invocation_id = '{run}'"
    ):
        release_history.add_build(folder, run, release, **build)
    path = folder / "candidate.duckdb"
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            f"""
            create schema linking;
            create table linking.xjs_link (
                row_id_hash varchar not null, n integer check (n > 0)
            );
            insert into linking.xjs_link values ('{row}', 1);
            comment on table linking.xjs_link is 'The people''s link';
            comment on column linking.xjs_link.n is 'A number';
            create table linking.left_over as select 'Smith' as surname;
            create table main.build_run as select
                '{run}' as invocation_id,
                cast(now() as timestamp) as started_at,
                cast({finished_at} as timestamp) as finished_at,
                {is_whole_build} as is_whole_build,
                cast({failed_nodes} as varchar []) as failed_nodes,
                cast({tables} as varchar []) as published_tables
            """
        )


def rows(folder: Path) -> list:
    with duckdb.connect(str(folder / "published.duckdb"), read_only=True) as connection:
        return connection.execute("select row_id_hash from linking.xjs_link").fetchall()


def test_publishes_tables_with_comments_and_constraints(tmp_path):
    make_candidate(tmp_path)
    done = publish.publish(tmp_path)
    assert done.n_rows == {"linking.xjs_link": 1}
    with duckdb.connect(str(done.path), read_only=True) as connection:
        tables = connection.execute("select table_name, comment, sql from duckdb_tables()")
        [(name, comment, sql)] = tables.fetchall()
        columns = connection.execute(
            "select column_name, comment, is_nullable from duckdb_columns() where not internal"
        ).fetchall()
    assert (name, comment) == ("xjs_link", "The people's link")
    assert "NOT NULL" in sql
    assert "CHECK((n > 0))" in sql
    assert columns == [("row_id_hash", None, False), ("n", "A number", True)]


def test_leaves_behind_what_the_project_does_not_publish(tmp_path):
    make_candidate(tmp_path)
    publish.publish(tmp_path)
    content = (tmp_path / "published.duckdb").read_bytes()
    assert b"Smith" not in content
    assert b"Smith" in (tmp_path / "candidate.duckdb").read_bytes()


def test_replaces_an_older_file_and_leaves_nothing_beside_it(tmp_path):
    make_candidate(tmp_path, row="old")
    publish.publish(tmp_path)
    (tmp_path / "published.duckdb.new").write_text("from a publication that was killed")
    make_candidate(tmp_path, row="new")
    publish.publish(tmp_path)
    assert rows(tmp_path) == [("new",)]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "candidate.duckdb",
        "published.duckdb",
        "releases.duckdb",
    ]


@pytest.mark.parametrize(
    ("stamp", "message"),
    [
        ({"finished_at": "null"}, "did not finish"),
        ({"failed_nodes": "['test.data_first.x']"}, "1 nodes of the last build failed"),
        ({"is_whole_build": False}, "only a part of the project"),
        ({"tables": "[]"}, "has no tables to publish"),
        ({"tables": "['linking.gone']"}, "lacks linking.gone"),
    ],
)
def test_refuses_and_keeps_the_old_file(tmp_path, stamp, message):
    make_candidate(tmp_path, row="old")
    publish.publish(tmp_path)
    make_candidate(tmp_path, row="new", **stamp)
    with pytest.raises(NotPublished, match=message):
        publish.publish(tmp_path)
    assert rows(tmp_path) == [("old",)]
    assert not (tmp_path / "published.duckdb.new").exists()


def test_failure_while_copying_keeps_the_old_file(tmp_path, monkeypatch):
    make_candidate(tmp_path, row="old")
    publish.publish(tmp_path)
    make_candidate(tmp_path, row="new")

    def no_room(path: Path) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(publish, "_flush", no_room)
    with pytest.raises(OSError, match="No space"):
        publish.publish(tmp_path)
    assert rows(tmp_path) == [("old",)]
    assert not (tmp_path / "published.duckdb.new").exists()


def test_refuses_without_candidate_or_stamp(tmp_path):
    with pytest.raises(NotPublished, match="does not exist"):
        publish.publish(tmp_path)
    duckdb.connect(str(tmp_path / "candidate.duckdb")).close()
    with pytest.raises(NotPublished, match="bears no build's stamp"):
        publish.publish(tmp_path)
    (tmp_path / "candidate.duckdb").write_text("this is no database file" * 1000)
    with pytest.raises(NotPublished, match="cannot be opened"):
        publish.publish(tmp_path)


def test_command_line_says_why_not(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(os.environ, "DATA_FIRST_WAREHOUSE", str(tmp_path))
    assert publish.main() == 1
    assert capsys.readouterr().err.startswith("Not published.")
    make_candidate(tmp_path)
    assert publish.main() == 0
    assert "1 tables, 1 rows, 0 code lists" in capsys.readouterr().out

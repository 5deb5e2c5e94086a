"""The salt: one's own, or the built-in one for the synthetic sample and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from python_udfs import salt
from python_udfs.plugin import Plugin

SECRET = "0123456789abcdef" * 4


@pytest.fixture(autouse=True)
def _no_salt(monkeypatch):
    monkeypatch.delenv(salt.VARIABLE, raising=False)


@pytest.fixture
def sample(tmp_path) -> Path:
    write(tmp_path, "libra/defendants.parquet", 2)
    write(tmp_path, "xhibit/xhb_case-01.parquet", 3)
    manifest(tmp_path, {"libra/defendants.parquet": 2, "xhibit/xhb_case-01.parquet": 3})
    return tmp_path


def write(folder: Path, name: str, n_rows: int) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table({"id": list(range(n_rows))}), folder / name)


def manifest(folder: Path, files: dict[str, int], generator: str = "synthetic") -> None:
    content = {"generator": generator, "files": files}
    (folder / salt.MANIFEST).write_text(json.dumps(content))


def test_sample_needs_no_salt(sample):
    assert salt.salt_problem(sample) is None


def test_postcode_lookup_may_stand_beside_the_sample(sample):
    write(sample, "reference/postcode_lookup.parquet", 9)
    assert salt.salt_problem(sample) is None


@pytest.mark.parametrize("name", ["nomis/offenders.parquet", "conformed/hospital.parquet"])
def test_anything_else_beside_the_sample_needs_a_salt(sample, name):
    write(sample, name, 1)
    message = salt.salt_problem(sample)
    assert name in message
    assert "openssl rand -hex 32" in message


def test_other_rows_under_the_same_name_need_a_salt(sample):
    write(sample, "libra/defendants.parquet", 5)
    assert "libra/defendants.parquet is not the synthetic sample's: it has 5 rows" in (
        salt.salt_problem(sample)
    )


def test_extracts_without_manifest_need_a_salt(sample):
    (sample / salt.MANIFEST).unlink()
    message = salt.salt_problem(sample)
    assert "is not the synthetic sample" in message
    assert "Set DATA_FIRST_SALT" in message


@pytest.mark.parametrize("text", ["", "[]", '{"files": 1}', '{"generator": "synthetic"}'])
def test_broken_manifest_needs_a_salt(sample, text):
    (sample / salt.MANIFEST).write_text(text)
    assert "cannot be read as the generator writes it" in salt.salt_problem(sample)


def test_manifest_of_something_else_needs_a_salt(sample):
    manifest(sample, {"libra/defendants.parquet": 2, "xhibit/xhb_case-01.parquet": 3}, "other")
    assert "not written by the synthetic generator" in salt.salt_problem(sample)


def test_own_salt_is_good_for_any_extract(tmp_path, monkeypatch):
    monkeypatch.setenv(salt.VARIABLE, SECRET)
    write(tmp_path, "libra/defendants.parquet", 5)
    assert salt.salt_problem(tmp_path) is None


def test_short_salt_is_refused_without_showing_it(sample, monkeypatch):
    monkeypatch.setenv(salt.VARIABLE, "swordfish")
    message = salt.salt_problem(sample)
    assert "has 9 characters" in message
    assert "swordfish" not in message


def test_built_in_salt_is_no_salt_of_ones_own(sample, monkeypatch):
    monkeypatch.setenv(salt.VARIABLE, salt.SAMPLE_SALT)
    assert "is the built-in salt" in salt.salt_problem(sample)


class Cursor:
    """Notes what is executed."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, list]] = []

    def execute(self, query: str, values: list) -> None:
        self.calls.append((query, values))


def cursor_of(plugin: Plugin) -> list[tuple[str, list]]:
    cursor = Cursor()
    plugin.configure_cursor(cursor)
    return cursor.calls


def test_plugin_sets_the_sample_salt_only_once_settled(sample, tmp_path_factory):
    plugin = Plugin("data_first", {})
    assert cursor_of(plugin) == []
    assert "There is no salt" in plugin.settle_salt(str(tmp_path_factory.mktemp("other")))
    assert cursor_of(plugin) == []
    assert plugin.settle_salt(str(sample)) == ""
    assert cursor_of(plugin) == [("set variable salt = ?", [salt.SAMPLE_SALT])]


def test_plugin_sets_the_salt_of_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv(salt.VARIABLE, SECRET)
    plugin = Plugin("data_first", {})
    assert plugin.settle_salt(str(tmp_path)) == ""
    assert cursor_of(plugin) == [("set variable salt = ?", [SECRET])]

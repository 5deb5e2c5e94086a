"""The pipeline benchmark: nodes in groups, the wall clock shared among them, the page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import pipeline, pipeline_groups, pipeline_page

ROOT = Path(__file__).parents[2]
PATHS = {
    "seed.data_first.nicknames": "standardise/nicknames.csv",
    "model.data_first.stg_libra__cases": "staging/libra/stg_libra__cases.sql",
    "model.data_first.link_person__pairs": "linkage/person/link_person__pairs.sql",
    "model.data_first.link_person__clusters": "linkage/person/link_person__clusters.sql",
    "model.data_first.new_folder_model": "new_folder/new_folder_model.sql",
    "test.data_first.unique_cases.1a2b": "unique_cases.sql",
}


def _node(unique_id: str, start: float, end: float, thread: str = "Thread-1") -> dict:
    """A result that was at work from ``start`` to ``end``, seconds after the hour."""
    middle = (start + end) / 2

    def moment(seconds: float) -> str:
        return f"2025-01-01T10:00:{seconds:09.6f}Z"

    return {
        "unique_id": unique_id,
        "status": "success",
        "thread_id": thread,
        "execution_time": end - start,
        "timing": [
            {"name": "compile", "started_at": moment(start), "completed_at": moment(middle)},
            {"name": "execute", "started_at": moment(middle), "completed_at": moment(end)},
        ],
    }


@pytest.fixture
def results() -> dict:
    """Pairs runs alone from 4 to 10 and beside the clusters from 10 to 14."""
    skipped = _node("test.data_first.unique_cases.1a2b", 0, 0) | {"timing": []}
    return {
        "results": [
            _node("seed.data_first.nicknames", 1, 2),
            _node("model.data_first.stg_libra__cases", 2, 4),
            _node("model.data_first.link_person__pairs", 4, 14),
            _node("model.data_first.link_person__clusters", 10, 20, "Thread-2"),
            _node("model.data_first.new_folder_model", 20, 21),
            skipped,
        ]
    }


def test_groups_share_the_wall_clock(results: dict) -> None:
    """By hand: pairs 6 + 4/2, clusters 4/2 + 6; of 25 s, 20 have a node at work."""
    found = {group.name: group for group in pipeline_groups.groups(results, PATHS, 25.0)}
    assert {name: group.wall for name, group in found.items()} == pytest.approx(
        {
            "staging": 2,
            "pairs": 8,
            "clusters": 8,
            "tests and seeds": 1,
            "other": 1,
            "dbt itself": 5,
        }
    )
    assert found["pairs"].node == 10
    assert found["other"].slowest() == [("new_folder_model", 1)]


def test_three_slowest_nodes_are_named() -> None:
    nodes = [_node(f"model.data_first.stg_x__t{i}", i, i + 1 + i) for i in range(5)]
    paths = {node["unique_id"]: "staging/x/t.sql" for node in nodes}
    (staging, _) = pipeline_groups.groups({"results": nodes}, paths, 60.0)
    assert [name for name, _ in staging.slowest()] == ["stg_x__t4", "stg_x__t3", "stg_x__t2"]


def test_every_model_of_the_project_has_a_group() -> None:
    models = ROOT / "models"
    for path in sorted(models.rglob("*.sql")):
        address = path.relative_to(models).as_posix()
        group = pipeline_groups.group_of(f"model.data_first.{path.stem}", address)
        assert group != pipeline_groups.OTHER, address


def test_patterns_fit_something() -> None:
    """A pattern without a wildcard names a model that exists."""
    for name, patterns in pipeline_groups.GROUPS.items():
        for pattern in patterns:
            if "*" not in pattern:
                path = ROOT / "models" / pattern.removeprefix("model:")
                assert path.exists(), f"{name}: {pattern}"


def _result(records: int, failed: list[str] | None = None) -> dict:
    group = {"name": "pairs", "wall": 30.0, "node": 40.0, "slowest": [["link_person__pairs", 40]]}
    return {
        "date": "2025-01-01T10:00:00+00:00",
        "mode": "whole pipeline",
        "seconds": 60.0,
        "peak_rss_bytes": 2**31,
        "peak_disk_bytes": 2**30,
        "records": {"mags_hocas": records},
        "pairs": 5 * records,
        "failed_nodes": failed or [],
        "groups": [group],
        "machine": {"cores": 2, "memory_gib": 24},
    }


def test_the_page_has_the_last_complete_run_of_each_size(tmp_path: Path) -> None:
    page = tmp_path / "speed.md"
    page.write_text("before\n<!-- pipeline -->\nold\n<!-- end of pipeline -->\nafter\n")
    lines = [_result(1_000), _result(9_000, ["link_person__pairs"]), _result(2_000)]
    assert "written" in pipeline_page.write(json.loads(json.dumps(lines)), page)
    text = page.read_text()
    assert text.startswith("before\n<!-- pipeline -->") and text.endswith("-->\nafter\n")
    assert "old" not in text and "9,000" not in text
    assert "| 1,000 | 5,000 | 0:01:00 | 2.0 | 1.0 |" in text
    assert "2,000 records:" in text and "| pairs | 30.0 | 50.0% | 40.0 |" in text


def test_a_page_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert "not there" in pipeline_page.write([], tmp_path / "speed.md")
    assert not (tmp_path / "speed.md").exists()
    (tmp_path / "speed.md").write_text("no marks")
    assert "no marks" in pipeline_page.write([], tmp_path / "speed.md")


def test_a_folder_of_others_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "warehouse").mkdir()
    with pytest.raises(SystemExit, match="holds something else"):
        pipeline._prepare(tmp_path)
    assert (tmp_path / "warehouse").exists()

"""The catalogue is one file that holds the front page and the columns, and a browser shows it."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.built


@pytest.fixture(scope="module")
def catalogue() -> Path:
    path = Path(os.environ.get("DATA_FIRST_WAREHOUSE", "warehouse")) / "catalogue.html"
    if not path.is_file():
        pytest.fail(f"{path} is not there: run `make docs`")
    return path.resolve()


@pytest.fixture(scope="module")
def manifest(catalogue) -> dict:
    """The manifest inside the page: dbt writes it there as a JavaScript object."""
    text = catalogue.read_text(encoding="utf-8")
    found = re.search(r"[{,]manifest:", text)
    assert found, "the page holds no manifest"
    return json.JSONDecoder().raw_decode(text, found.end())[0]


def test_front_page_is_the_project_overview(manifest):
    front = manifest["docs"]["doc.data_first.__overview__"]["block_contents"]
    for wanted in ("Three tables to open first", "xjs_link", "What the linkage can and cannot"):
        assert wanted in front


def test_columns_of_a_mart_are_described(manifest):
    columns = manifest["nodes"]["model.data_first.xjs_link"]["columns"]
    assert list(columns) == ["row_id_hash", "source_dataset", "estimated_xjs_id"]
    assert all(column["description"] for column in columns.values())


def test_page_needs_no_other_file(catalogue):
    text = catalogue.read_text(encoding="utf-8")
    assert not re.search(r'<script[^>]+src="https?:', text)
    assert not re.search(r'<link[^>]+stylesheet[^>]+href="https?:', text)


def test_browser_shows_the_front_page(catalogue, browser, tmp_path):
    page = subprocess.run(
        [
            browser,
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            f"--user-data-dir={tmp_path}",
            "--virtual-time-budget=15000",
            "--dump-dom",
            f"file://{catalogue}",
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    ).stdout
    text = re.sub(r"<[^>]+>", " ", page)
    assert "Three tables to open first" in text
    assert "xjs_link" in text

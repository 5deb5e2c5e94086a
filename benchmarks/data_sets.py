"""The data sets of the benchmark as frames, with the true person of every record."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

FILES = {
    "fake_1000": {"fake_1000": ["fake_1000.csv"]},
    "febrl3": {"febrl3": ["febrl3.csv", "dataset3.csv"]},
    "febrl4": {
        "febrl4a": ["febrl4a.csv", "dataset4a.csv"],
        "febrl4b": ["febrl4b.csv", "dataset4b.csv"],
    },
}
REDUCED = ["given_name", "surname", "date_of_birth", "postcode"]
"""Columns of the harder variants `febrl3_reduced` and `febrl4_reduced`."""
FILES["febrl3_reduced"] = FILES["febrl3"]
FILES["febrl4_reduced"] = FILES["febrl4"]


KEYS = {"fake_1000": "unique_id"}


@dataclass
class DataSet:
    """Tables of text by name, each with a column `key`, and `key` to the true person."""

    name: str
    tables: dict[str, pd.DataFrame]
    truth: pd.Series


def load(name: str, folder: Path) -> DataSet:
    """Read one data set from a folder of CSV files.

    Raises:
        FileNotFoundError: a file is missing; the message says which and where it comes from.
    """
    tables = {}
    for table, files in FILES[name].items():
        found = [folder / file for file in files if (folder / file).exists()]
        if not found:
            raise FileNotFoundError(
                f"{folder / files[-1]} is missing: benchmarks/README.md says where each data set"
                " comes from; then name the folder with DATA=<folder>."
            )
        path = found[0]
        frame = pd.read_csv(path, dtype=str, skipinitialspace=True)
        frame.columns = [column.strip() for column in frame.columns]
        frame = frame.apply(lambda column: column.str.strip()).replace({"": None})
        frame = frame.rename(columns={KEYS.get(name, "rec_id"): "key"})
        tables[table] = frame[["key", *REDUCED]] if name.endswith("_reduced") else frame
    together = pd.concat(tables.values())
    people = together["cluster"] if name == "fake_1000" else together["key"].str.split("-").str[1]
    truth = pd.Series(people.values, index=together["key"].values)
    tables = {
        table: frame.drop(columns="cluster", errors="ignore") for table, frame in tables.items()
    }
    return DataSet(name, tables, truth)

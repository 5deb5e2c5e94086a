"""Write the linkage report of a warehouse: ``python -m report``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from python_udfs.publish import warehouse
from report.page import write
from report.words import several


def main() -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m report", description=__doc__)
    parser.add_argument(
        "--warehouse",
        type=Path,
        default=warehouse(),
        help="folder of the database files; the report is written there (default: %(default)s)",
    )
    folder = parser.parse_args().warehouse
    try:
        page, svgs = write(folder)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Report: {page}, and {several(len(svgs), 'picture')} in {folder / 'report'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

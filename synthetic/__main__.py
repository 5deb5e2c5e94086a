"""Command line: ``python -m synthetic --people 20000 --seed 1 --out data``."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from synthetic import settings, writer


def _arguments() -> argparse.Namespace:
    profiles = ["default", *settings.defaults()["dirt_profiles"]]
    parser = argparse.ArgumentParser(
        prog="python -m synthetic",
        description="Write synthetic extracts of justice systems, and who is who in them.",
    )
    size = parser.add_mutually_exclusive_group()
    size.add_argument(
        "--people", type=int, help="distinct people of the criminal-justice systems (20000)"
    )
    size.add_argument("--records", type=int, help="person records, about; in place of --people")
    parser.add_argument("--seed", type=int, default=1, help="same seed, same bytes (1)")
    parser.add_argument("--out", type=Path, default=Path("data"), help="output folder (data)")
    parser.add_argument(
        "--only",
        choices=["people", "linkage"],
        help="the person tables alone, or with them those others that the linkage reads",
    )
    parser.add_argument(
        "--dirt",
        choices=profiles,
        default="default",
        help="error rates: default, or those of MoJ's own generator (heavy)",
    )
    parser.add_argument(
        "--proportions",
        choices=list(settings.proportions()),
        default="default",
        help="how many records each system has: default, those of the criminal-justice research "
        "data sets, or all of the national master record, with Common Platform, family and civil "
        "courts (national)",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    arguments = parser.parse_args()
    if arguments.records is not None:
        a_person = sum(settings.records_a_person(arguments.proportions).values())
        arguments.people = round(arguments.records / a_person)
    elif arguments.people is None:
        arguments.people = 20_000
    if arguments.people < 0:
        parser.error("--people and --records must not be negative")
    return arguments


def main() -> None:
    """Write the extracts and say what was written."""
    arguments = _arguments()
    run = writer.Run(
        arguments.people,
        arguments.seed,
        arguments.dirt,
        arguments.only == "people",
        arguments.proportions,
        arguments.only == "linkage",
    )
    begin = time.perf_counter()
    try:
        files = writer.write(run, arguments.out, progress=not arguments.quiet)
    except FileExistsError as error:
        raise SystemExit(f"synthetic: {error}") from error
    seconds = time.perf_counter() - begin
    rows = sum(n for path, n in files.items() if not path.startswith("reference/"))
    print(
        f"{len(files)} tables, {rows:,} rows of {run.people:,} people in "
        f"{arguments.out / 'extracts'} after {seconds:.1f} s (seed {run.seed}, dirt {run.dirt})"
    )


if __name__ == "__main__":
    main()

"""Builds again what has changed and what reads it: ``python -m python_udfs.rebuild``.

A run of dbt writes down what every table was built from (macros/builds). This compiles the project,
compares, and builds the models and seeds whose SQL or file is another, with all that reads them: of
a setting, what depends on that setting. Further arguments go to dbt, ``--vars`` say. New extracts
change no SQL: they need a whole build.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from python_udfs.publish import warehouse

BUILT = "main.built_models"


@dataclass(frozen=True)
class Built:
    """What a table was built from, and when its run ended."""

    fingerprint: str
    built_at: datetime


class NotRebuilt(Exception):
    """There is nothing to compare with; the text says why and what to do."""


def fingerprint(node: dict[str, Any]) -> str:
    """MD5 of a model or seed of the manifest, as ``_fingerprint`` of macros/builds makes it."""
    is_seed = node["resource_type"] == "seed"
    content = node["checksum"]["checksum"] if is_seed else node["compiled_code"]
    text = f"{node['config']['materialized']}\n{content}"
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def built(database: Path) -> dict[str, Built]:
    """What stands in ``database``, by the node's id.

    Raises:
        NotRebuilt: nothing has been built there, or a build is running.
    """
    if not database.is_file():
        raise NotRebuilt(f"{database} does not exist. Run `make` first.")
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            rows = connection.execute(
                f"select unique_id, fingerprint, built_at from {BUILT}"
            ).fetchall()
    except duckdb.CatalogException as error:
        raise NotRebuilt(f"{database} does not say what it was built from. Run `make`.") from error
    except duckdb.IOException as error:
        raise NotRebuilt(
            f"{database} cannot be opened ({str(error).splitlines()[0]}). If a build is running,"
            " wait for it."
        ) from error
    return {unique_id: Built(*rest) for unique_id, *rest in rows}


def changed(manifest: dict[str, Any], before: dict[str, Built]) -> dict[str, str]:
    """What is not as it was built: names of models and seeds, and in which way, in their order.

    A table that is older than one that it reads is not either: somebody ran that one by itself.
    """
    found = {}
    for unique_id, node in manifest["nodes"].items():
        is_built = (
            node["resource_type"] in ("model", "seed")
            and node["package_name"] == "data_first"
            # no table; its SQL is part of what reads it
            and node["config"]["materialized"] != "ephemeral"
        )
        if is_built and unique_id not in before:
            found[node["name"]] = "not built"
        elif is_built and before[unique_id].fingerprint != fingerprint(node):
            found[node["name"]] = "changed"
        elif is_built and any(
            parent in before and before[parent].built_at > before[unique_id].built_at
            for parent in manifest["parent_map"].get(unique_id, ())
        ):
            found[node["name"]] = "older than what it reads"
    return dict(sorted(found.items()))


def main(arguments: list[str]) -> int:
    """Command line; returns the exit status."""
    dbt = str(Path(sys.executable).parent / "dbt")
    target = Path(os.environ.get("DBT_TARGET_PATH", "target"))
    try:
        before = built(warehouse() / "workspace.duckdb")
    except NotRebuilt as error:
        print(f"Not rebuilt. {error}", file=sys.stderr)
        return 1
    print("Comparing the project with what was built ...", flush=True)
    leave_out = ["--exclude", "resource_type:test", "resource_type:unit_test"]
    compiled = subprocess.run([dbt, "--quiet", "compile", *arguments, *leave_out], check=False)
    if compiled.returncode:
        return compiled.returncode
    found = changed(json.loads((target / "manifest.json").read_text()), before)
    if not found:
        print("Nothing has changed. (New extracts need a whole build: `make`.)")
        return 0
    for name, way in found.items():
        print(f"  {name}: {way}")
    print(f"Building these {len(found)} and what reads them.", flush=True)
    selected = [f"{name}+" for name in found]
    done = subprocess.run([dbt, "build", *arguments, "--select", *selected], check=False)
    if done.returncode == 0:
        print("Rebuilt. To publish, build the whole project: `make`.")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

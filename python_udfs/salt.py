"""The release's salt: from the environment, or the built-in one for the synthetic sample alone."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

VARIABLE = "DATA_FIRST_SALT"
MANIFEST = "_sample.json"
SHORTEST = 32
# Known to everyone, so it protects nothing: accepted where there is nothing to protect.
SAMPLE_SALT = "the data_first synthetic sample has no secrets"
HOW_TO = f"Set {VARIABLE} to a secret of the release, for example `openssl rand -hex 32`."


def salt_from_environment() -> str | None:
    """The salt that the environment gives; None where it gives none."""
    return os.environ.get(VARIABLE) or None


def salt_problem(extracts: str | Path) -> str | None:
    """Why the build may not go on with the salt that there is; None if it may.

    A salt of one's own must be long enough to resist guessing. Without one the extracts must be
    the synthetic sample, whole and unchanged.
    """
    salt = salt_from_environment()
    if salt is None:
        trouble = sample_problem(extracts)
        return trouble and f"{trouble} {HOW_TO}"
    if salt == SAMPLE_SALT:
        return f"{VARIABLE} is the built-in salt of the synthetic sample. {HOW_TO}"
    if len(salt) < SHORTEST:
        return (
            f"{VARIABLE} has {len(salt)} characters; fewer than {SHORTEST} can be guessed. {HOW_TO}"
        )
    return None


def sample_problem(extracts: str | Path) -> str | None:
    """Why the extracts are not taken for the synthetic sample; None if they are it.

    The generator's manifest must list the files that are there with their numbers of rows. Files
    of ``reference/`` need not be listed: a postcode lookup holds nobody's data.
    """
    folder = Path(extracts)
    manifest = folder / MANIFEST
    if not manifest.is_file():
        return f"There is no salt, and {folder} is not the synthetic sample (no {MANIFEST})."
    try:
        content = json.loads(manifest.read_text(encoding="utf-8"))
        listed = {str(name): int(rows) for name, rows in content["files"].items()}
        generator = content["generator"]
    except (ValueError, KeyError, TypeError, AttributeError):
        return f"There is no salt, and {manifest} cannot be read as the generator writes it."
    if generator != "synthetic":
        return f"There is no salt, and {manifest} was not written by the synthetic generator."
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*parquet")}
    unlisted = sorted(name for name in present - listed.keys() if not name.startswith("reference/"))
    if unlisted:
        return (
            f"There is no salt, and the extracts hold more than the synthetic sample:"
            f" {', '.join(unlisted[:3])}."
        )
    for name, rows in sorted(listed.items()):
        if name not in present:
            continue  # A missing file is the extract check's to report.
        try:
            found = pq.read_metadata(folder / name).num_rows
        except (pa.ArrowException, OSError):
            continue  # And so is a damaged one.
        if found != rows:
            return (
                f"There is no salt, and {name} is not the synthetic sample's: it has {found:,} rows"
                f" where {MANIFEST} says {rows:,}."
            )
    return None

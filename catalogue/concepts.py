"""What several shares record, each in its own way (``concepts.yml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from catalogue.model import Catalogue

CONCEPTS = Path(__file__).with_name("concepts.yml")


@dataclass(frozen=True)
class Concept:
    """One thing, what to mind when shares are compared, and its variables as table and name."""

    name: str
    mind: str
    variables: tuple[tuple[str, str], ...]


@cache
def declared() -> tuple[Concept, ...]:
    """All concepts, as they are written."""
    rows: list[dict[str, Any]] = yaml.safe_load(CONCEPTS.read_text(encoding="utf-8"))
    return tuple(
        Concept(
            row["concept"],
            " ".join(row["mind"].split()),
            tuple(tuple(name.split(".")) for name in row["of"]),
        )
        for row in rows
    )


def found(catalogue: Catalogue) -> list[Concept]:
    """The concepts with those of their variables that the catalogue has, unless it has none."""
    there = {(table.name, one.name) for table in catalogue.tables for one in table.variables}
    kept = (
        Concept(one.name, one.mind, tuple(name for name in one.variables if name in there))
        for one in declared()
    )
    return [one for one in kept if one.variables]

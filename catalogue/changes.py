"""What changed since the catalogue of an earlier release, which is kept as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalogue.model import Catalogue

KEPT = "releases"
# Points of completeness by which a variable must move to be listed.
LEAST_MOVE = 1.0
COMPARED = {
    "type": "type",
    "label": "label",
    "description": "description",
    "source": "source",
    "code_list": "code list",
    "provenance": "provenance",
    "unit": "unit",
    "rule": "rule",
}


@dataclass(frozen=True)
class Change:
    """One difference: where, what, and both sides."""

    share: str
    table: str
    variable: str
    change: str
    before: str
    now: str


@dataclass(frozen=True)
class Changes:
    """The differences from a release, whose id is empty where none is kept."""

    since: str
    changes: tuple[Change, ...]

    def of(self, share: str, code_lists: list[str]) -> list[Change]:
        """Those of a share and of its code lists."""
        return [
            one
            for one in self.changes
            if one.share == share or (not one.share and one.table in code_lists)
        ]

    @property
    def said(self) -> str:
        """What they are relative to, in a sentence."""
        if not self.since:
            return (
                "This is the first release of which a catalogue is kept: nothing to compare with."
            )
        n = len(self.changes)
        return f"Compared with release {self.since}: {n} {'change' if n == 1 else 'changes'}."


def keep(catalogue: Catalogue, folder: Path) -> None:
    """Keep the catalogue of this release in ``folder`` for later ones to compare with."""
    kept = folder / KEPT
    kept.mkdir(parents=True, exist_ok=True)
    text = json.dumps(catalogue.as_json(), ensure_ascii=False, sort_keys=True, indent=1)
    (kept / f"{catalogue.release_id}.json").write_text(text + "\n", encoding="utf-8")


def since_last(catalogue: Catalogue, folder: Path) -> Changes:
    """Differences from the newest other release kept in ``folder``."""
    others = []
    for path in sorted((folder / KEPT).glob("*.json")):
        old = json.loads(path.read_text(encoding="utf-8"))
        if old["release_id"] != catalogue.release_id:
            others.append((old["built_at"], old["release_id"], old))
    if not others:
        return Changes("", ())
    _, release_id, old = max(others, key=lambda one: one[:2])
    return Changes(release_id, tuple(differences(old, json.loads(json.dumps(catalogue.as_json())))))


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    """Tables, variables and code lists that came, went or changed, of two catalogues as JSON."""
    found: list[Change] = []
    before, now = _tables(old), _tables(new)
    for key in sorted(before.keys() | now.keys()):
        share, name = key
        if key not in now:
            found.append(Change(share, name, "", "table gone", "", ""))
        elif key not in before:
            found.append(Change(share, name, "", "new table", "", now[key]["summary"]))
        else:
            found += _of_table(share, before[key], now[key])
    return found + _of_code_lists(old["code_lists"], new["code_lists"])


def _tables(catalogue: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (share["name"], table["name"]): table
        for share in catalogue["shares"]
        for table in share["tables"]
    }


def _of_table(share: str, old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    name = new["name"]
    found = []
    for part in ("grain", "assumptions", "nuance"):
        if old[part] != new[part]:
            found.append(Change(share, name, "", f"{part} of the table", old[part], new[part]))
    before = {one["name"]: one for one in old["variables"]}
    now = {one["name"]: one for one in new["variables"]}
    for variable in sorted(before.keys() - now.keys()):
        found.append(Change(share, name, variable, "variable gone", before[variable]["label"], ""))
    for variable, one in now.items():
        if variable not in before:
            found.append(Change(share, name, variable, "new variable", "", one["label"]))
            continue
        was = before[variable]
        found += [
            Change(share, name, variable, said, was[part], one[part])
            for part, said in COMPARED.items()
            if was[part] != one[part]
        ]
        found += _of_completeness(share, name, was, one)
    return found


def _of_completeness(
    share: str, table: str, old: dict[str, Any], new: dict[str, Any]
) -> list[Change]:
    sides = [(one["measured"] or {}).get("completeness") for one in (old, new)]
    if None in sides or abs(sides[1] - sides[0]) < LEAST_MOVE:
        return []
    return [
        Change(
            share,
            table,
            new["name"],
            "completeness",
            f"{sides[0]:g} %",
            f"{sides[1]:g} %",
        )
    ]


def _of_code_lists(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    found = []
    for name in sorted(old.keys() | new.keys()):
        before = {tuple(row) for row in old.get(name, {}).get("rows", [])}
        now = {tuple(row) for row in new.get(name, {}).get("rows", [])}
        for row in sorted(before - now):
            found.append(Change("", name, "", "row of the code list gone", " | ".join(row), ""))
        for row in sorted(now - before):
            found.append(Change("", name, "", "new row of the code list", "", " | ".join(row)))
    return found

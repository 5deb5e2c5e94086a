"""Who comes to a civil court and when, and how the courts' systems write them down.

They are people of the criminal courts and people who come to other courts alone (``court_only``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from synthetic import court_only, dirt
from synthetic.arrays import DAYS_A_YEAR, counts_to_rows, day, text, to_days
from synthetic.lives import Lives
from synthetic.part import Part


@dataclass(frozen=True)
class Visitors:
    """People of one ``Lives`` who are parties: position of each (``at``) and day of issue."""

    lives: Lives
    at: np.ndarray
    on: np.ndarray

    def adult_by(self, at: np.ndarray, on: np.ndarray) -> np.ndarray:
        """Whether people are of age on days (False for position -1)."""
        return (at >= 0) & (of_age(self.lives)[at] <= on)


def visitors(part: Part, lives: Lives, system: str) -> list[Visitors]:
    """Those of the criminal courts and those beside them, without groups of nobody."""
    others = court_only.lives(part)
    rates = lives.careers.rate(part.setting(f"{system}.known"))
    own = part.rng(f"{system} known").random(part.size) < rates
    online = others.part.rng("civil online").random(others.part.size) < part.setting(
        "pcol.court_only"
    )
    theirs = court_only.comes_to_civil_court(others) & (online == (system == "pcol"))
    groups = [_visits(lives, system, own), _visits(others, system, theirs)]
    return [group for group in groups if len(group.at)]


def of_age(lives: Lives) -> np.ndarray:
    """The day on which each person is old enough to sue and be sued."""
    least = int(lives.part.setting("civil.least_age") * DAYS_A_YEAR) + 1
    return to_days(lives.persons["birth_date"]) + least


def _visits(lives: Lives, system: str, known: np.ndarray) -> Visitors:
    part = lives.part
    rng = part.rng(f"{system} visits")
    first, last = (day(date) for date in part.setting("civil.period"))
    since = np.maximum(of_age(lives), first)
    draws = rng.geometric(1 / part.setting(f"{system}.records"), part.size)
    at, _ = counts_to_rows(np.where(known & (since < last), draws, 0))
    return Visitors(lives, at, since[at] + (rng.random(len(at)) * (last - since[at])).astype(int))


def partners(lives: Lives) -> np.ndarray:
    """Position of each person's partner in the household; -1 for none."""
    people = lives.persons
    found = np.full(len(people), -1)
    rows = np.flatnonzero(people["role"].to_numpy(dtype=object) == "partner")
    head = people["head"].to_numpy()[rows]
    found[rows], found[head] = head, rows
    return found


def written(lives: Lives, system: str, at: np.ndarray, on: np.ndarray) -> pd.DataFrame:
    """How a system writes people down: title, forename1, others, surname, birth_date and address.

    One row for each of ``at`` (positions), as of the days ``on``.
    """
    part = lives.part
    rng = part.rng(f"{system} written")
    found = dirt.recorded(part, lives, system, part.person_ids()[at], on)
    given = text(found["forename1"])
    short = np.flatnonzero(rng.random(len(at)) < part.setting(f"{system}.forename_initial"))
    cut = pc.utf8_slice_codeunits(pa.array(given[short], pa.string()), 0, 1)
    given[short] = cut.to_numpy(zero_copy_only=False)
    born = text(found["birth_date"])
    born[rng.random(len(at)) >= part.setting("civil.birth_date_known")] = None
    made = {
        "title": _titles(part, rng, text(found["sex"]), len(at)),
        "forename1": given,
        "others": _joined(text(found["forename2"]), text(found["forename3"])),
        "surname": text(found["surname"]),
        "birth_date": born,
        "line1": _joined(text(found["house"]), text(found["street"])),
        "line2": text(found["town"]),
        "postcode": text(found["postcode"]),
    }
    return pd.DataFrame({name: pd.Series(value, dtype=object) for name, value in made.items()})


def _titles(part: Part, rng: np.random.Generator, sex: np.ndarray, n: int) -> np.ndarray:
    """Titles, of the share of people for whom one is known; a few tell no sex."""
    draw = rng.random(n)
    women = np.select([draw < 0.45, draw < 0.75], ["MRS", "MISS"], "MS").astype(object)
    title = np.where(sex == "M", "MR", women).astype(object)
    title[rng.random(n) < 0.012] = "DR"
    title[rng.random(n) >= part.setting("civil.title_known")] = None
    return title


def _joined(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Two texts with a space between; None where both are missing."""
    pieces = [pa.array(values, pa.string()) for values in (first, second)]
    both = pc.binary_join_element_wise(*pieces, " ", null_handling="replace", null_replacement="")
    found = pc.utf8_trim_whitespace(both).to_numpy(zero_copy_only=False)
    return np.where(found == "", None, found).astype(object)

"""Pupils who never come to any court, and all populations that a school may know.

They stand beside the people of a part and beside those of ``court_only``, with ids of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from synthetic import court_only
from synthetic.arrays import DAYS_A_YEAR, day
from synthetic.careers import CLASSES, Careers
from synthetic.court_only import CourtOnlyLives
from synthetic.lives import Lives
from synthetic.part import Part

# Part numbers, and so ids of people, of those who are in no part of the other systems.
SCHOOL_ONLY_PARTS = 300_000


class SchoolOnlyLives(CourtOnlyLives):
    """Children and young people whom no court knows."""

    @cached_property
    def careers(self) -> Careers:
        """Nobody appears; ages are spread evenly, so that each school year has its pupils."""
        part = self.part
        none = np.zeros(0, dtype=np.int64)
        ages = part.setting("npd.school_only_ages")
        age = part.rng("school only age").uniform(*ages, part.size)
        usual = part.setting("people.age_shift")
        last = day(f"{part.setting('npd.school_years')[1]}-08-31")
        return Careers(
            kind=np.full(part.size, CLASSES.index("one_off")),
            # ages at this day are drawn by people.py about the usual one
            entry_day=last - ((age - usual) * DAYS_A_YEAR).astype(np.int64),
            prior_day=np.full(part.size, -1),
            person=none,
            day=none,
        )


def lives(part: Part) -> SchoolOnlyLives:
    """The pupils beside ``part`` who come to no court."""
    share = part.setting("npd.school_only")
    room = round(part.setting("part.people") * share)
    people = part.setting("npd.school_only_settings")["people"]
    # nobody is spread about the usual age: careers of SchoolOnlyLives do that
    fixed = {"age_shift": 10, "age_shape": 1.0, "age_scale": 0.3, "max_age": 60}
    values = part.settings.overlaid({"people": {**people, **fixed}, "part": {"people": room}})
    return SchoolOnlyLives(
        Part(SCHOOL_ONLY_PARTS + part.number, round(part.size * share), part.seed, values)
    )


@dataclass(frozen=True)
class Population:
    """People of one origin, with the career class of each (`none`: comes to no criminal court)."""

    name: str
    part: Part
    lives: Lives

    def career(self) -> np.ndarray:
        """Career class (object) of each person."""
        if self.name == "criminal":
            return self.lives.persons["career"].to_numpy(dtype=object)
        return np.full(self.part.size, "none", dtype=object)

    def by_career(self, rates: dict[str, float]) -> np.ndarray:
        """The rate of each person's career class."""
        career = self.career()
        return np.array([rates[name] for name in career.tolist()], dtype=float)


_KNOWN: WeakKeyDictionary[Lives, list[Population]] = WeakKeyDictionary()


def populations(part: Part, own: Lives) -> list[Population]:
    """People of the criminal courts, of family and civil courts alone, and of schools alone."""
    if own not in _KNOWN:
        others, pupils = court_only.lives(part), lives(part)
        # not ``own`` as well: a value that holds its key would never go
        _KNOWN[own] = [
            Population("court", others.part, others),
            Population("school", pupils.part, pupils),
        ]
    return [Population("criminal", part, own), *_KNOWN[own]]

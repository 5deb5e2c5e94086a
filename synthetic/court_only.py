"""People who never come to a criminal court: only to family and civil courts, or to school.

They stand beside the people of a part, with ids of their own: adults of all ages, couples, and
children. Whoever of them comes to no family court comes to a civil one.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from synthetic.arrays import day
from synthetic.careers import CLASSES, Careers
from synthetic.lives import Lives
from synthetic.part import Part

# Part numbers, and so ids of people, of those who are in no part of the other systems.
COURT_ONLY_PARTS = 100_000


class CourtOnlyLives(Lives):
    """People who never come to a criminal court: no career, no case, no sentence."""

    @cached_property
    def careers(self) -> Careers:
        """Nobody appears; ``entry_day`` is the day on which ages are right."""
        part = self.part
        first, last = (day(date) for date in part.setting("court_only.period"))
        none = np.zeros(0, dtype=np.int64)
        return Careers(
            kind=np.full(part.size, CLASSES.index("one_off")),
            entry_day=part.rng("court only entry").integers(first, last, part.size),
            prior_day=np.full(part.size, -1),
            person=none,
            day=none,
        )


def lives(part: Part) -> CourtOnlyLives:
    """The people beside ``part`` who only come to civil and family courts."""
    share = part.setting("court_only.people")
    room = round(part.setting("part.people") * share)
    values = part.settings.overlaid(
        {**part.setting("court_only.settings"), "part": {"people": room}}
    )
    return CourtOnlyLives(
        Part(
            COURT_ONLY_PARTS + part.number,
            round(part.size * share),
            part.seed,
            values,
            part.only_people,
        )
    )


def comes_to_family_court(others: CourtOnlyLives) -> np.ndarray:
    """Which of ``others`` come to a family court (bool, one a person): households together."""
    part = others.part
    draw = part.rng("court only family").random(part.size)[others.persons["head"].to_numpy()]
    return draw < part.setting("court_only.family")


def comes_to_civil_court(others: CourtOnlyLives) -> np.ndarray:
    """Which of ``others`` come to a civil court (bool): the rest, and some of the families."""
    part = others.part
    too = part.rng("court only civil").random(part.size) < part.setting("court_only.civil_too")
    return ~comes_to_family_court(others) | too

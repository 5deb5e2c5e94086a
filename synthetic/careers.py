"""How often, and on which days, people come to a magistrates' court.

A person is known from earlier cases only ('history') or has a career class. The first appearance
in the window is drawn by cohort year; returns are a (mixed) Poisson process from then on. The
shares are fitted to published figures: of defendants first seen in 2011, 56 % return by the end of
2019, 17 % exactly once and 18 % six times or more (Criminal Courts Linked Data, March 2022).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic.arrays import DAYS_A_YEAR, counts_to_rows, day, pick
from synthetic.part import Part

CLASSES = ("history", "one_off", "occasional", "repeat", "persistent")


@dataclass(frozen=True)
class Careers:
    """Per person (n): career class (index in CLASSES) and the day of the first contact with any
    court; ``prior_day``, the day of an earlier sentence (-1: none). Per appearance (a), sorted by
    person and day: position of the person in the part, and the day.
    """

    kind: np.ndarray
    entry_day: np.ndarray
    prior_day: np.ndarray
    person: np.ndarray
    day: np.ndarray

    def rate(self, rates: dict[str, float]) -> np.ndarray:
        """The rate of each person's class, per person."""
        return np.array([rates.get(name, 0.0) for name in CLASSES])[self.kind]


def _kinds(part: Part) -> tuple[np.ndarray, np.ndarray]:
    """Career class of each person and the cohort year (0 for history)."""
    rng = part.rng("career class")
    shares = part.setting("careers.cohorts")
    years = np.array(list(shares))
    year = years[pick(rng, list(shares.values()), part.size)]
    early = _weights(part, "careers.weights_2011")
    late = _weights(part, "careers.weights_later")
    kind = np.where(year == 2011, pick(rng, early, part.size), pick(rng, late, part.size))
    history = rng.random(part.size) < part.setting("careers.history_only")
    return np.where(history, 0, kind), np.where(history, 0, year)


def _weights(part: Part, path: str) -> list[float]:
    shares = part.setting(path)
    return [float(shares.get(name, 0.0)) for name in CLASSES]


def _returns(
    part: Part, rng: np.random.Generator, kind: np.ndarray, first: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Person and day of the appearances after the first one, up to the end of the period."""
    rates = part.setting("careers.returns_per_year")
    shapes = part.setting("careers.returns_shape")
    per_year = np.array([rates.get(name, 0.0) for name in CLASSES])[kind]
    shape = np.array([shapes.get(name, 0.0) for name in CLASSES])[kind]
    spread = np.where(shape > 0, rng.gamma(np.maximum(shape, 1e-9)) / np.maximum(shape, 1e-9), 1.0)
    room = day(part.setting("period.until")) - first
    n = rng.poisson(per_year * spread * np.maximum(room, 0) / DAYS_A_YEAR)
    person, _ = counts_to_rows(n)
    at = rng.random(len(person)) ** part.setting("careers.front_loaded") * room[person]
    return person, first[person] + 1 + at.astype(np.int64)


def careers(part: Part) -> Careers:
    """Careers of the people of ``part``."""
    kind, year = _kinds(part)
    rng = part.rng("career dates")
    new_year = (np.maximum(year, 1970) - 1970).astype("M8[Y]").astype("M8[D]").astype(np.int64)
    first = new_year + (rng.random(part.size) * 364).astype(np.int64)
    until = day(part.setting("period.until"))
    first = np.where(year == 2021, new_year + (first - new_year) % (until - new_year), first)
    # The few first seen in 2010 never come back: they lie outside the window altogether.
    active = np.flatnonzero(year > 0)
    may_return = np.flatnonzero(year > 2010)
    person, at = _returns(part, rng, kind[may_return], first[may_return])
    before = np.flatnonzero(
        (year == 2011)
        & (kind == CLASSES.index("persistent"))
        & (rng.random(part.size) < part.setting("careers.before_window"))
    )
    early = day(part.setting("period.from")) - 1 - rng.integers(0, 730, len(before))
    person = np.concatenate([active, may_return[person], before])
    at = np.concatenate([first[active], at, early])
    keys = np.unique(person * 2**20 + np.minimum(at, until))
    person, at = keys >> 20, keys & (2**20 - 1)

    oldest = day(part.setting("period.history_from"))
    newest = day(part.setting("period.history_until"))
    past = newest - (rng.random(part.size) ** 1.5 * (newest - oldest)).astype(np.int64)
    shares = part.setting("careers.prior_sentence")
    has_prior = rng.random(part.size) < np.array([shares.get(k, 1.0) for k in CLASSES])[kind]
    has_prior &= year != 2010
    entry = np.where(kind == 0, past, first)
    np.minimum.at(entry, person, at)
    entry = np.where(has_prior, np.minimum(past, entry), entry)
    return Careers(kind, entry, np.where(has_prior, past, -1), person, at)

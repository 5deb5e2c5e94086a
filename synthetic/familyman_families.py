"""Families that come to a family court: who belongs together.

The people are those of the criminal courts and those of ``court_only``: couples and children of
one household come together, and whoever is alone there gets a former spouse or other parent, of
about the same age, from either group. A young person of the criminal courts may have been a child
of such a family.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic import court_only
from synthetic.arrays import DAYS_A_YEAR, day, to_days
from synthetic.court_only import CourtOnlyLives
from synthetic.lives import Lives
from synthetic.part import Part

YEAR = DAYS_A_YEAR


@dataclass(frozen=True)
class Pool:
    """People of both groups as arrays (p): those of ``lives`` come first, then ``others``.

    ``at``: position in their own part; ``born``: day; ``head``: row here of the household's first
    member; ``known``: comes to a family court in any case.
    """

    lives: Lives
    others: CourtOnlyLives
    at: np.ndarray
    born: np.ndarray
    male: np.ndarray
    role: np.ndarray
    head: np.ndarray
    known: np.ndarray

    @property
    def n_lives(self) -> int:
        """How many are of ``lives``."""
        return self.lives.part.size

    def person_ids(self, rows: np.ndarray) -> np.ndarray:
        """True ids of people."""
        own = self.lives.part.person_ids(), self.others.part.person_ids()
        return np.concatenate(own)[rows]


@dataclass(frozen=True)
class Families:
    """Families as arrays (f): rows of the pool, -1 for nobody; children: family and row, sorted."""

    man: np.ndarray
    woman: np.ndarray
    child_family: np.ndarray
    child: np.ndarray

    def __len__(self) -> int:
        """Number of families."""
        return len(self.man)


def pool(part: Part, lives: Lives) -> Pool:
    """Everybody who may come."""
    others = court_only.lives(part)
    head = lives.persons["head"].to_numpy()
    draw = part.rng("familyman known").random(part.size)[head]
    known = draw < lives.careers.rate(part.setting("familyman.known"))
    tables = [lives.persons, others.persons]
    shift = [0, part.size]

    def both(column: str) -> np.ndarray:
        return np.concatenate([table[column].to_numpy() for table in tables])

    return Pool(
        lives=lives,
        others=others,
        at=np.concatenate([np.arange(len(table)) for table in tables]),
        born=np.concatenate([to_days(table["birth_date"]) for table in tables]),
        male=both("sex") == "M",
        role=both("role"),
        head=np.concatenate(
            [table["head"].to_numpy() + by for table, by in zip(tables, shift, strict=True)]
        ),
        # The first member decides for all of a household, whatever their own careers are.
        known=np.concatenate([known[head], court_only.comes_to_family_court(others)]),
    )


def _couples(people: Pool, adult: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Men and women who are the first two partners of a household (rows)."""
    partner = np.flatnonzero(people.known & adult & (people.role == "partner"))
    _, first = np.unique(people.head[partner], return_index=True)
    partner = partner[first]
    head = people.head[partner]
    fits = adult[head] & (people.male[head] != people.male[partner])
    partner, head = partner[fits], head[fits]
    is_man = people.male[head]
    return np.where(is_man, head, partner), np.where(is_man, partner, head)


def _side(
    rng: np.random.Generator, people: Pool, alone: np.ndarray, spare: np.ndarray, n: int
) -> np.ndarray:
    """``n`` of one sex: all of the others who are alone, then people of lives, then spare ones."""
    order = rng.permutation(len(alone))
    alone = alone[order]
    must = alone >= people.n_lives
    line = np.concatenate([alone[must], alone[~must], rng.permutation(spare)])[:n]
    return line[np.argsort(people.born[line], kind="stable")]


def _pairs(
    rng: np.random.Generator, people: Pool, alone: np.ndarray, adult: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Men and women who are alone in their households, paired in the order of their births."""
    male = people.male
    men, women = np.flatnonzero(alone & male), np.flatnonzero(alone & ~male)
    of_lives = np.arange(len(male)) < people.n_lives
    spare = adult & of_lives & ~people.known & (people.head == np.arange(len(male)))
    need = max((men >= people.n_lives).sum(), (women >= people.n_lives).sum())
    n = int(max(need, min(len(men), len(women))))
    left = _side(rng, people, men, np.flatnonzero(spare & male), n)
    right = _side(rng, people, women, np.flatnonzero(spare & ~male), n)
    short = max(len(left), len(right))
    return (
        np.pad(left, (0, short - len(left)), constant_values=-1),
        np.pad(right, (0, short - len(right)), constant_values=-1),
    )


def _adopt_minors(
    rng: np.random.Generator, people: Pool, minors: np.ndarray, woman: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """A family for each of ``minors`` whose mother's age fits: family and child."""
    mothers = np.flatnonzero(woman >= 0)
    mothers = mothers[np.argsort(people.born[woman[mothers]], kind="stable")]
    born = people.born[woman[mothers]]
    low = np.searchsorted(born, people.born[minors] - int(42 * YEAR))
    high = np.searchsorted(born, people.born[minors] - int(17 * YEAR))
    place = low + (rng.random(len(minors)) * (high - low)).astype(np.int64)
    found = high > low
    return mothers[place[found]], minors[found]


def families(part: Part, people: Pool) -> Families:
    """Couples of households, then pairs of people who are alone, with the children of both."""
    rng = part.rng("familyman families")
    first, last = (day(date) for date in part.setting("familyman.period"))
    least = int(part.setting("familyman.adult_from") * YEAR)
    adult = people.born + least < last - 200
    minor = people.born > first - int(14 * YEAR)
    is_child = people.known & (people.role == "child") & (people.born > first - int(17.5 * YEAR))
    adult &= ~minor & ~is_child
    man, woman = _couples(people, adult)
    alone = people.known & adult
    alone[man], alone[woman] = False, False
    more = _pairs(rng, people, alone, adult)
    man, woman = np.concatenate([man, more[0]]), np.concatenate([woman, more[1]])

    # The family of each person who is a grown-up of one.
    family_of = np.full(len(people.born), -1)
    for side in (man, woman):
        family_of[side[side >= 0]] = np.flatnonzero(side >= 0)
    young = people.known & (is_child | minor) & (people.born < last - 60)
    rows = np.flatnonzero(young)
    family = family_of[people.head[rows]]
    at_home = (people.role[rows] == "child") & (family >= 0)
    # Young people of the criminal courts were children of families that they do not name.
    stranger = ~at_home & (
        (rows >= people.n_lives) | (rng.random(len(rows)) < part.setting("familyman.was_child"))
    )
    taken, child = _adopt_minors(rng, people, rows[stranger], woman)
    family = np.concatenate([family[at_home], taken])
    child = np.concatenate([rows[at_home], child])
    order = np.lexsort((people.born[child], family))
    return Families(man, woman, family[order], child[order])

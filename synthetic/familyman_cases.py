"""Cases of the family courts as arrays: when, of what kind, and who takes part in which role."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic import places
from synthetic.arrays import day, exponential_days, pick_rows, ranks
from synthetic.familyman_families import YEAR, Families, Pool
from synthetic.identifiers import digits, join
from synthetic.part import Part

# Case types, as the fifth letter of a case number has them.
KINDS = np.array(["D", "P", "C", "F", "Z"], dtype=object)
DIVORCE, PRIVATE, PUBLIC, VIOLENCE, ADOPTION = range(5)
ROLES = np.array(
    ["APLA", "RSPA", "APLC", "RSPC", "CHLDC", "APLF", "RSPF", "APLZ", "RSPZ", "CHLDZ"],
    dtype=object,
)
_APPLICANT = np.array(["APLA", "APLC", "APLC", "APLF", "APLZ"], dtype=object)
_RESPONDENT = np.array(["RSPA", "RSPC", "RSPC", "RSPF", "RSPZ"], dtype=object)
_CHILD = {PRIVATE: "CHLDC", PUBLIC: "CHLDC", ADOPTION: "CHLDZ"}
_ROUNDS = 4


@dataclass(frozen=True)
class Cases:
    """Cases as arrays, in the order of receipt (c). ``before``: place of the family's case before,
    where it is linked, else -1; ``court``, ``home``: places in ``courts``; days since 1970.
    """

    family: np.ndarray
    kind: np.ndarray
    receipt: np.ndarray
    before: np.ndarray
    court: np.ndarray
    home: np.ndarray
    high: np.ndarray
    number: np.ndarray

    def __len__(self) -> int:
        """Number of cases."""
        return len(self.kind)


@dataclass(frozen=True)
class Roles:
    """Roles of people in cases as arrays (r), sorted by case: place of the case, row of the pool,
    role model, and whether it is a second role of one person in the case.
    """

    case: np.ndarray
    row: np.ndarray
    model: np.ndarray
    second: np.ndarray

    def __len__(self) -> int:
        """Number of roles."""
        return len(self.case)


def courts(part: Part) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Family courts, one a Crown Court centre: code, prefix, name and region (object arrays)."""
    known = places.load(part.settings)
    towns = known.towns
    crown, first = np.unique(known.crown.astype(str), return_index=True)
    own = towns.drop_duplicates("town").set_index("town")
    centre = places.crown_centres()
    names = np.array([centre[int(code) - 401] for code in crown], dtype=object)
    prefixes: list[str] = ["FD"]
    for name in names:
        letters = name.upper().replace(" ", "").replace("-", "")
        pairs = [letters[0] + other for other in letters[1:] + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
        prefixes.append(next(pair for pair in pairs if pair not in prefixes))
    return (
        np.array([str(int(code) - 300) for code in crown], dtype=object),
        np.array(prefixes[1:], dtype=object),
        np.array([f"Family Court at {name}" for name in names], dtype=object),
        own.loc[names, "region"].to_numpy(dtype=object),
    )


def _has_minor(people: Pool, known: Families, family: np.ndarray, on: np.ndarray) -> np.ndarray:
    """Whether a child of each family is born and under 18 on the day."""
    start = np.searchsorted(known.child_family, family, side="left")
    end = np.searchsorted(known.child_family, family, side="right")
    found = np.zeros(len(family), dtype=bool)
    for place in range(int((end - start).max(initial=0))):
        row = np.minimum(start + place, max(len(known.child) - 1, 0))
        born = people.born[known.child[row]]
        found |= (start + place < end) & (born <= on - 30) & (on < born + int(17.9 * YEAR))
    return found


def _first_days(
    part: Part, people: Pool, known: Families, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Day of the first case of each family, and whether there is room for one."""
    first, last = (day(date) for date in part.setting("familyman.period"))
    least = int(part.setting("familyman.adult_from") * YEAR)
    n = len(known)
    low = np.full(n, first)
    for side in (known.man, known.woman):
        low = np.where(side >= 0, np.maximum(low, people.born[side] + least), low)
    high = np.full(n, last)
    # One child of the family decides, if it is a minor at any time of the window.
    start = np.searchsorted(known.child_family, np.arange(n), side="left")
    count = np.searchsorted(known.child_family, np.arange(n), side="right") - start
    place = start + (rng.random(n) * count).astype(np.int64)
    if len(known.child):
        born = people.born[known.child[np.minimum(place, len(known.child) - 1)]]
        child_low = np.maximum(low, born + 30)
        child_high = np.minimum(high, born + int(17.5 * YEAR))
        fits = (count > 0) & (child_low < child_high)
        low, high = np.where(fits, child_low, low), np.where(fits, child_high, high)
    on = low + (rng.random(n) * np.maximum(high - low, 1)).astype(np.int64)
    return on, low < high


def _weights(part: Part, path: str, kinds: list[str]) -> np.ndarray:
    shares = part.setting(path)
    return np.array([float(shares[kind]) for kind in kinds])


def _plan(part: Part, people: Pool, known: Families) -> tuple[np.ndarray, ...]:
    """Family, kind, day and place of the family's case before of every case, round by round."""
    rng = part.rng("familyman plan")
    last = day(part.setting("familyman.period")[1])
    kinds = list(KINDS)
    on, fits = _first_days(part, people, known, rng)
    family = np.flatnonzero(fits)
    on = on[family]
    minor = _has_minor(people, known, family, on)
    with_children = _weights(part, "familyman.first_case.with_children", kinds)
    without = _weights(part, "familyman.first_case.without_children", kinds)
    kind = pick_rows(rng, np.where(minor[:, None], with_children, without))
    found = [(family, kind, on, np.full(len(family), -1))]
    after = np.array([_weights(part, f"familyman.next_case.{k}", ["", *kinds]) for k in kinds])
    begin = 0
    for _ in range(_ROUNDS - 1):
        next_on = on + 20 + exponential_days(rng, part.setting("familyman.next_case_days"), len(on))
        minor = _has_minor(people, known, family, next_on)
        weights = after[kind].copy()
        weights[~minor, 1 + PRIVATE] = 0
        weights[~minor, 1 + PUBLIC] = 0
        weights[~minor, 1 + ADOPTION] = 0
        chosen = pick_rows(rng, weights) - 1
        place = begin + np.arange(len(family))
        goes_on = (chosen >= 0) & (next_on <= last)
        linked = rng.random(len(family)) < part.setting("familyman.linked")
        begin += len(family)
        family, kind, on = family[goes_on], chosen[goes_on], next_on[goes_on]
        found.append((family, kind, on, np.where(linked, place, -1)[goes_on]))
    return tuple(np.concatenate(column) for column in zip(*found, strict=True))


def _court_of(part: Part, people: Pool, row: np.ndarray, on: np.ndarray) -> np.ndarray:
    """Place (of ``courts``) of the family court for the town where somebody lives."""
    known = places.load(part.settings)
    court = np.unique(known.crown.astype(str), return_inverse=True)[1]
    town = np.zeros(len(row), dtype=np.int64)
    for lives, rows in (
        (people.lives, np.flatnonzero(row < people.n_lives)),
        (people.others, np.flatnonzero(row >= people.n_lives)),
    ):
        if len(rows):
            homes = lives.address_arrays
            town[rows] = homes.town[homes.at(people.at[row[rows]], on[rows])]
    return court[town]


def cases(part: Part, people: Pool, known: Families) -> Cases:
    """All cases of the families, in the order of receipt."""
    family, kind, on, before = _plan(part, people, known)
    rng = part.rng("familyman cases")
    n = len(kind)
    code, prefix, _, _ = courts(part)
    one = np.where(known.woman[family] >= 0, known.woman[family], known.man[family])
    court = _court_of(part, people, one, on)
    moves = rng.random(n) < part.setting("familyman.transferred")
    home = np.where(moves, (court + rng.integers(1, len(code), n)) % len(code), court)
    rates = part.setting("familyman.high_court")
    high = rng.random(n) < np.array([rates.get(k, 0.0) for k in KINDS])[kind]
    order = np.argsort(on, kind="stable")
    place = np.argsort(order, kind="stable")
    before = np.where(before >= 0, place[before], -1)[order]
    year = (on[order].astype("M8[D]").astype("M8[Y]").astype(np.int64) + 1970) % 100
    letters = np.where(high[order], "FD", prefix[court[order]])
    number = join(letters, digits(year, 2), KINDS[kind[order]], digits(part.ids(n), 5))
    return Cases(
        family[order],
        kind[order],
        on[order],
        before,
        court[order],
        home[order],
        high[order],
        number,
    )


def _adopters(
    rng: np.random.Generator, people: Pool, known: Families, found: Cases
) -> tuple[np.ndarray, np.ndarray]:
    """Families whose grown-ups adopt: place of the case and family, where one is near in age."""
    case = np.flatnonzero(found.kind == ADOPTION)
    both = np.flatnonzero((known.man >= 0) & (known.woman >= 0))
    if not len(both):
        return case[:0], both
    both = both[np.argsort(people.born[known.woman[both]], kind="stable")]
    born = people.born[known.woman[both]]
    low = np.searchsorted(born, found.receipt[case] - int(52 * YEAR))
    high = np.searchsorted(born, found.receipt[case] - int(27 * YEAR))
    place = low + (rng.random(len(case)) * (high - low)).astype(np.int64)
    chosen = both[np.minimum(place, len(both) - 1)]
    fits = (high > low) & (chosen != found.family[case])
    return case[fits], chosen[fits]


def roles(part: Part, people: Pool, known: Families, found: Cases) -> Roles:
    """Who takes part in each case, and as what; local authorities and solicitors come later."""
    rng = part.rng("familyman roles")
    n = len(found)
    man, woman = known.man[found.family], known.woman[found.family]
    rates = part.setting("familyman.applicant_is_man")
    man_first = rng.random(n) < np.array([rates[k] for k in KINDS])[found.kind]
    man_first = np.where(man < 0, False, np.where(woman < 0, True, man_first))
    two = np.isin(found.kind, [DIVORCE, PRIVATE, VIOLENCE])
    fathers = part.setting("familyman.father_is_party")
    joined = rng.random(n) < np.array([fathers.get(k, 1.0) for k in KINDS])[found.kind]
    every = np.arange(n)
    applicant, respondent = _APPLICANT[found.kind], _RESPONDENT[found.kind]
    pieces = [
        # case, row, model, which of them are there
        (every, woman, np.where(two & ~man_first, applicant, respondent), woman >= 0),
        (every, man, np.where(two & man_first, applicant, respondent), (man >= 0) & joined),
    ]
    case, adopter = _adopters(rng, people, known, found)
    for side in (known.man, known.woman):
        whom = side[adopter]
        new = (whom != man[case]) & (whom != woman[case])
        pieces.append((case, whom, np.full(len(case), "APLZ", dtype=object), new))
    case, child = _children(people, known, found)
    model = np.array([_CHILD.get(k, "") for k in range(len(KINDS))], dtype=object)[found.kind[case]]
    # A child who adopts would be no child: whoever adopts is grown up, so the rows differ.
    pieces.append((case, child, model, model != ""))
    crossing = (found.kind == PRIVATE) & (man >= 0) & (woman >= 0)
    crossing &= rng.random(n) < part.setting("familyman.cross_application")
    pieces.append((every, np.where(man_first, woman, man), applicant, crossing))
    second = np.concatenate(
        [
            np.full(int(keep.sum()), place == len(pieces) - 1)
            for place, (*_, keep) in enumerate(pieces)
        ]
    )
    columns = [np.concatenate([piece[column][piece[3]] for piece in pieces]) for column in range(3)]
    order = np.argsort(columns[0], kind="stable")
    return Roles(*(column[order] for column in columns), second[order])


def _children(people: Pool, known: Families, found: Cases) -> tuple[np.ndarray, np.ndarray]:
    """Case and row of every child who is under 18; of an adoption the youngest one alone."""
    start = np.searchsorted(known.child_family, found.family, side="left")
    end = np.searchsorted(known.child_family, found.family, side="right")
    case = np.repeat(np.arange(len(found)), end - start)
    within = np.arange(len(case)) - np.repeat(np.cumsum(end - start) - (end - start), end - start)
    child = known.child[start[case] + within]
    on = found.receipt[case]
    minor = (people.born[child] <= on - 1) & (on < people.born[child] + int(18 * YEAR))
    case, child = case[minor], child[minor]
    # Children are sorted by birth: the last one of a case is the youngest.
    last = np.append(case[1:] != case[:-1], True) if len(case) else np.zeros(0, dtype=bool)
    kept = (found.kind[case] != ADOPTION) | last
    return case[kept], child[kept]


def serial(part: Part, code: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Ids that begin with the three digits of a court and rise with ``order``."""
    return code.astype(np.int64) * 10**10 + part.ids(len(order))[ranks(order)]

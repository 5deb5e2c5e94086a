"""Years at school: who is a pupil when, in which school, at which address, with which needs.

A school year is named by the year in which it ends. Pupils are in reception (national curriculum
year 0) in the school year in which they turn five, and in year 11 when they turn sixteen.
``identity`` is twice the person's position, plus one for a second matching reference.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic import dirt, people, places
from synthetic.arrays import counts_to_rows, day, pick_key, text, to_days
from synthetic.identifiers import digits, join
from synthetic.school_only import Population

LAST_YEAR = 11  # national curriculum year
_SECONDARY = 7  # the first year of secondary school
_NEW_NEEDS = 2015  # first school year with support and plans in place of action and statements
_SCHOOLS = (12, 4)  # primary and secondary schools of a town


def census_day(school_year: np.ndarray) -> np.ndarray:
    """The day of the January census of each school year."""
    years = (np.asarray(school_year) - 1970).astype("M8[Y]").astype("M8[D]").astype(np.int64)
    return years + 18


def reception_year(born: np.ndarray) -> np.ndarray:
    """The school year in which a pupil is in reception; the cut-off is 1 September."""
    months = born.astype("M8[D]").astype("M8[M]").astype(np.int64)
    return 1970 + (months + 4) // 12 + 5


def pupils(population: Population) -> np.ndarray:
    """Who ever was a pupil of a state school in England (bool)."""
    part, lives = population.part, population.lives
    rng = part.rng("npd pupils at school")
    born = to_days(lives.persons["birth_date"])
    first, last = (day(date) for date in part.setting("npd.born"))
    shares = part.setting("npd.in_state_school")
    british = lives.persons["nationality"].to_numpy() == "BRIT"
    known = rng.random(part.size) < np.where(british, shares["british"], shares["other"])
    everybody = np.arange(part.size)
    rows = lives.address_arrays.at(everybody, born + 10 * 365)
    region = places.load(part.settings).towns["region"].to_numpy()
    return (
        known
        & (born >= first)
        & (born <= last)
        & (region[lives.address_arrays.town[rows]] != "Wales")
    )


def risk(population: Population) -> np.ndarray:
    """How much more often things go wrong at school for each person."""
    return population.by_career(population.part.setting("npd.risk"))


def census(population: Population) -> pd.DataFrame:
    """One row a pupil and school year, sorted by both."""
    part, lives = population.part, population.lives
    rng = part.rng("npd census")
    reception = reception_year(to_days(lives.persons["birth_date"]))
    foreign = lives.persons["nationality"].to_numpy() != "BRIT"
    late = foreign & (rng.random(part.size) < part.setting("npd.arrives_later"))
    first_nc = np.where(late, rng.integers(1, LAST_YEAR + 1, part.size), 0)
    least, most = part.setting("npd.school_years")
    begin = np.maximum(reception + first_nc, least)
    end = np.minimum(reception + LAST_YEAR, most)
    years = np.where(pupils(population), np.maximum(end - begin + 1, 0), 0)
    at, place = counts_to_rows(years)
    year = begin[at] + place
    nc_year = year - reception[at]
    found = pd.DataFrame({"at": at, "school_year": year, "nc_year": nc_year})
    # A second reference is made when the pupil comes to another school.
    second = rng.random(part.size) < part.setting("npd.duplicate")
    changes = np.where(rng.random(part.size) < 0.6, _SECONDARY, rng.integers(2, 11, part.size))
    found["identity"] = at * 2 + (second[at] & (nc_year >= changes[at]))
    return found.assign(
        **_schools(population, found),
        fsm_eligible=_free_meals(population, at),
        sen_provision=_needs(population, at, year),
    )


def _schools(population: Population, found: pd.DataFrame) -> dict[str, np.ndarray]:
    """School and postcode at each census; a pupil keeps the school while living in the town."""
    part, lives = population.part, population.lives
    rng = part.rng("npd schools")
    at = found["at"].to_numpy()
    rates = part.setting("dirt.npd")
    on = census_day(found["school_year"].to_numpy())
    lag = rng.random(len(at)) < rates["address_lag"]
    rows = lives.address_arrays.at(at, on - np.where(lag, 540, 0))
    lines = people.address_lines(part, lives.address_arrays, rows)
    postcode = dirt.dirty_postcode(part, lines["postcode"], "npd census", rates)
    postcode[rng.random(len(at)) < part.setting("npd.postcode_missing")] = None
    town = lives.address_arrays.town[rows]
    secondary = found["nc_year"].to_numpy() >= _SECONDARY
    own = rng.integers(0, 2**20, (part.size, 2))
    school = np.where(secondary, own[at, 1] % _SCHOOLS[1], own[at, 0] % _SCHOOLS[0])
    number = np.where(secondary, 4000, 2000) + school
    return {
        "laestab": join(digits(201 + town, 3), digits(number, 4)),
        "postcode": postcode,
    }


def _free_meals(population: Population, at: np.ndarray) -> np.ndarray:
    """Whether each pupil claimed free meals: '1' or '0'."""
    part = population.part
    rng = part.rng("npd free meals")
    poor = rng.random(part.size) < part.setting("npd.free_meals") * risk(population) ** 0.8
    claims = rng.random(len(at)) < part.setting("npd.free_meals_claimed")
    return np.where(poor[at] & claims, "1", "0").astype(object)


def _needs(population: Population, at: np.ndarray, year: np.ndarray) -> np.ndarray:
    """Provision for special educational needs of each row, by the codes of the time."""
    part = population.part
    rng = part.rng("npd needs")
    has = rng.random(part.size) < part.setting("npd.special_needs") * risk(population) ** 0.7
    severe = rng.random(part.size) < part.setting("npd.special_needs_statement")
    action = pick_key(rng, {"A": 0.62, "P": 0.38}, part.size)
    now = has[at] & (rng.random(len(at)) < 0.9)
    new = year >= _NEW_NEEDS
    plan = new & (rng.random(len(at)) < (year - _NEW_NEEDS + 1) / 4)
    return np.select(
        [~now, severe[at] & plan, severe[at], new],
        ["N", "E", "S", "K"],
        text(action)[at].astype(str),
    ).astype(object)

"""Who the people are: persons, households, names over time, addresses over time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from synthetic import identifiers, names, places
from synthetic.arrays import (
    DAYS_A_YEAR,
    counts_to_rows,
    day,
    pick,
    pick_key,
    to_dates,
    to_days,
)
from synthetic.careers import CLASSES, Careers
from synthetic.part import Part

GIVEN = ("forename1", "forename2", "forename3")


@dataclass(frozen=True)
class Households:
    """Per person: the position of the household's first member and one's role to him or her."""

    head: np.ndarray
    role: np.ndarray


def households(part: Part) -> Households:
    """Groups of neighbouring positions; most people are alone in this population."""
    rng = part.rng("households")
    size = pick(rng, part.setting("people.household_sizes"), part.size) + 1
    group, place = counts_to_rows(size)
    start = np.cumsum(size) - size
    head = np.minimum(start[group][: part.size], part.size - 1)
    role = pick_key(rng, part.setting("people.roles"), part.size)
    role[place[: part.size] == 0] = "head"
    return Households(head, role)


def _birth_days(part: Part, careers: Careers, home: Households) -> tuple[np.ndarray, np.ndarray]:
    """Birth days, and the roles that fit them: who would be too young or old is no relative."""
    rng = part.rng("birth")
    age = part.setting("people.age_shift") + rng.gamma(
        part.setting("people.age_shape"), part.setting("people.age_scale"), part.size
    )
    youngest = part.setting("people.min_age")
    age = np.clip(age, youngest, part.setting("people.max_age"))
    own = careers.entry_day - (age * DAYS_A_YEAR).astype(np.int64)
    gap = rng.normal(0, 4, part.size)
    after = rng.uniform(19, 36, part.size)
    years = np.select(
        [home.role == "twin", home.role == "child", home.role == "sibling"],
        [np.zeros(part.size), after, gap + np.sign(gap)],
        gap * 1.2,
    )
    related = ~np.isin(home.role, ["head", "other"])
    wanted = own[home.head] + (years * DAYS_A_YEAR).astype(np.int64)
    at_entry = (careers.entry_day - wanted) / DAYS_A_YEAR
    fits = related & (at_entry > youngest) & (at_entry < part.setting("people.max_age"))
    role = np.where(related & ~fits, "other", home.role)
    return np.where(fits, wanted, own), role


def _origin(part: Part, home: Households, role: np.ndarray) -> np.ndarray:
    """Index of each person's origin; relatives share it."""
    rng = part.rng("origin")
    origins = part.setting("origins")
    origin = pick(rng, [spec["share"] for spec in origins.values()], part.size)
    same = np.isin(role, ["sibling", "twin", "child"])
    same |= (role == "partner") & (
        rng.random(part.size) < part.setting("people.partner_same_origin")
    )
    return np.where(same, origin[home.head], origin)


def _by_origin(part: Part, origin: np.ndarray, key: str) -> np.ndarray:
    """A draw from the shares under ``key`` of each person's origin (object array)."""
    rng = part.rng(f"by origin {key}")
    out = np.empty(len(origin), dtype=object)
    for number, spec in enumerate(part.setting("origins").values()):
        rows = np.flatnonzero(origin == number)
        out[rows] = pick_key(rng, spec[key], len(rows))
    return out


def _double_barrels(
    part: Part,
    rng: np.random.Generator,
    surname: np.ndarray,
    origin: np.ndarray,
    birth_year: np.ndarray,
) -> None:
    """Second surnames, in place, for a share that grows with the birth year."""
    rates = part.setting("people.double_barrelled")
    rate = np.where(birth_year < 1980, rates["before_1980"], rates["from_1980"])
    rows = np.flatnonzero(rng.random(len(surname)) < rate)
    second = names.draw_surname(rng, list(part.setting("origins")), origin[rows])
    surname[rows] = surname[rows] + "-" + second


def _feminine(part: Part, surname: np.ndarray, origin: np.ndarray, sex: np.ndarray) -> None:
    polish = list(part.setting("origins")).index("polish")
    names.inflect(surname, np.flatnonzero((origin == polish) & (sex == "F")))


def persons(part: Part, careers: Careers) -> pd.DataFrame:
    """One row a person, by position; names are those given at birth.

    Beside the documented columns: ``origin_no`` (index in settings origins), ``career`` (class),
    ``role`` and ``head`` (position of the household's first member).
    """
    home = households(part)
    born, role = _birth_days(part, careers, home)
    origin = _origin(part, home, role)
    origins = list(part.setting("origins"))
    rng = part.rng("persons")
    male = rng.random(part.size) < part.setting("people.male")
    male = np.where(role == "partner", ~male[home.head], male)
    sex = np.where(male, "M", "F").astype(object)
    year = (born / DAYS_A_YEAR).astype(np.int64) + 1970

    surname = names.draw_surname(rng, origins, origin)
    _double_barrels(part, rng, surname, origin, year)
    shares = np.isin(role, ["sibling", "twin", "child"])
    shares |= (role == "partner") & (
        rng.random(part.size) < part.setting("people.partner_same_surname")
    )
    surname = np.where(shares, surname[home.head], surname)
    _feminine(part, surname, origin, sex)

    forename1 = names.draw_given(rng, origins, origin, sex, year)
    namesake = (role == "child") & (sex == sex[home.head])
    namesake &= rng.random(part.size) < part.setting("people.namesake")
    forename1 = np.where(namesake, forename1[home.head], forename1)
    rates = part.setting("people.forename2")
    british = np.isin(origin, [origins.index(o) for o in ("english", "irish", "caribbean")])
    has2 = rng.random(part.size) < np.where(british, rates["english"], rates["other"])
    has3 = has2 & (rng.random(part.size) < part.setting("people.forename3"))
    middle = [names.draw_given(rng, origins, origin, sex, year - 20) for _ in range(2)]
    for i, has in enumerate((has2, has3)):
        middle[i][~has] = None

    person_id = part.person_ids()
    number = person_id - 1
    record_year = np.clip((careers.entry_day / DAYS_A_YEAR).astype(np.int64) + 1970, 1992, 2021)
    return pd.DataFrame(
        {
            "person_id": person_id,
            "sex": sex,
            "birth_date": to_dates(born),
            "origin": np.array(origins, dtype=object)[origin],
            "ethnicity": _by_origin(part, origin, "ethnicity"),
            "nationality": _by_origin(part, origin, "nationality"),
            "forename1": forename1,
            "forename2": middle[0],
            "forename3": middle[1],
            "surname": surname,
            "pnc": identifiers.pnc(record_year, number),
            "cro": identifiers.cro(record_year, number, rng.random(part.size) < 0.15),
            "crn": identifiers.crn(number),
            "prison_number": identifiers.prison_number(number),
            "ni_number": identifiers.ni_number(number),
            "household_id": person_id[home.head],
            "origin_no": origin,
            "career": np.array(CLASSES, dtype=object)[careers.kind],
            "role": role,
            "head": home.head,
        }
    )


def _married(part: Part, people: pd.DataFrame) -> pd.DataFrame:
    """New surnames of women who marry: position, surname, from_day."""
    rng = part.rng("marriage")
    mean, sd = part.setting("names.marriage_age")
    age = np.clip(rng.normal(mean, sd, len(people)), 16.5, 70)
    wedding = to_days(people["birth_date"]) + (age * DAYS_A_YEAR).astype(np.int64)
    marries = (people["sex"].to_numpy() == "F") & (
        rng.random(len(people)) < part.setting("names.marries")
    )
    rows = np.flatnonzero(marries & (wedding < day(part.setting("period.until"))))
    origin = people["origin_no"].to_numpy()[rows]
    surname = names.draw_surname(rng, list(part.setting("origins")), origin)
    _feminine(part, surname, origin, people["sex"].to_numpy()[rows])
    keeps = rng.random(len(rows)) < part.setting("names.marriage_double_barrels")
    old = people["surname"].to_numpy()[rows]
    surname = np.where(keeps & (surname != old), old + "-" + surname, surname)
    return pd.DataFrame({"at": rows, "surname": surname, "from_day": wedding[rows]})


def _aliases(part: Part, people: pd.DataFrame, careers: Careers) -> pd.DataFrame:
    """Names that people give beside their own: position, names, birth_day, from_day."""
    rng = part.rng("aliases")
    has = rng.random(len(people)) < careers.rate(part.setting("names.alias"))
    count = np.where(has, 1 + rng.poisson(part.setting("names.alias_extra"), len(people)), 0)
    at, _ = counts_to_rows(count)
    own = people.iloc[at]
    origins = list(part.setting("origins"))
    origin, sex = own["origin_no"].to_numpy(), own["sex"].to_numpy()
    born = to_days(own["birth_date"])
    year = (born / DAYS_A_YEAR).astype(np.int64) + 1970
    kind = pick_key(rng, part.setting("names.alias_kinds"), len(at))
    given = names.draw_given(rng, origins, origin, sex, year)
    family = names.draw_surname(rng, origins, origin)
    _feminine(part, family, origin, sex)
    first, second, third = (own[c].to_numpy(dtype=object).copy() for c in GIVEN)
    surname = own["surname"].to_numpy(dtype=object).copy()
    new_first = np.isin(kind, ["forename", "both"])
    first[new_first] = given[new_first]
    new_last = np.isin(kind, ["surname", "both"])
    surname[new_last] = family[new_last]
    swaps = (kind == "middle_as_first") & pd.notna(second)
    first[swaps], second[swaps] = second[swaps], first[swaps].copy()
    for i in np.flatnonzero(kind == "spelling"):
        surname[i] = (names.variants().get(surname[i]) or [surname[i] + "e"])[0]
    shift = rng.choice([-3653, -1461, -731, -365, -1, 1, 31, 365, 730, 1461], len(at))
    moved = rng.random(len(at)) < part.setting("names.alias_new_birth_date")
    return pd.DataFrame(
        {
            "at": at,
            "forename1": first,
            "forename2": second,
            "forename3": third,
            "surname": surname,
            "birth_day": born + np.where(moved, shift, 0),
            "from_day": careers.entry_day[at] + rng.integers(0, 1500, len(at)),
        }
    )


def name_table(part: Part, people: pd.DataFrame, careers: Careers) -> pd.DataFrame:
    """Names over time, sorted by person and name_no: birth name (CN, or MAID once married), married
    name (CN), aliases (A), nicknames (NICK). ``at`` is the person's position.
    """
    rng = part.rng("name table")
    married = _married(part, people)
    kind = np.full(len(people), "CN", dtype=object)
    kind[married["at"].to_numpy()] = "MAID"
    born = to_days(people["birth_date"])
    base = people[[*GIVEN, "surname"]].assign(
        at=np.arange(len(people)), name_type=kind, birth_day=born, from_day=born, order=0
    )
    new = people.iloc[married["at"]][list(GIVEN)].assign(
        at=married["at"].to_numpy(),
        surname=married["surname"].to_numpy(),
        name_type="CN",
        birth_day=born[married["at"]],
        from_day=married["from_day"].to_numpy(),
        order=1,
    )
    alias = _aliases(part, people, careers).assign(name_type="A", order=2)
    short = names.nicknames()
    known = people["forename1"].isin(list(short)).to_numpy()
    rows = np.flatnonzero(known & (rng.random(len(people)) < part.setting("names.nickname")))
    nick = people.iloc[rows][[*GIVEN, "surname"]].assign(
        at=rows, name_type="NICK", birth_day=born[rows], order=3, from_day=careers.entry_day[rows]
    )
    nick["forename1"] = [short[name][0] for name in nick["forename1"]]
    table = pd.concat([base, new, alias, nick], ignore_index=True)
    table = table.sort_values(["at", "order"], kind="stable", ignore_index=True)
    table.insert(0, "person_id", people["person_id"].to_numpy()[table["at"]])
    table.insert(1, "name_no", table.groupby("at").cumcount())
    table["birth_date"] = to_dates(table.pop("birth_day").to_numpy())
    table["from_date"] = to_dates(table.pop("from_day").to_numpy())
    return table.drop(columns="order")


@dataclass(frozen=True)
class Addresses:
    """Addresses as arrays, sorted by person position and first day; postcode index -1 = no fixed
    abode.
    """

    person: np.ndarray
    from_day: np.ndarray
    postcode: np.ndarray
    town: np.ndarray
    house: np.ndarray

    def at(self, person: np.ndarray, on: np.ndarray) -> np.ndarray:
        """Row of the address of each ``person`` on each day (the first one if earlier)."""
        keys = self.person * 2**20 + self.from_day
        found = np.searchsorted(keys, person * 2**20 + np.maximum(on, 0), side="right") - 1
        return np.maximum(found, np.searchsorted(self.person, person, side="left"))


def address_arrays(part: Part, people: pd.DataFrame, careers: Careers) -> Addresses:
    """Where people live from ``addresses.first_day`` on; a household starts at one address."""
    rng = part.rng("addresses")
    town_table = places.load(part.settings)
    head = people["head"].to_numpy()
    begin = day(part.setting("addresses.first_day"))
    end = day(part.setting("addresses.last_day"))
    years = (end - begin) / DAYS_A_YEAR
    moves = rng.poisson(careers.rate(part.setting("addresses.moves_per_year")) * years)
    together = (head != np.arange(part.size)) & (people["role"].to_numpy() != "other")
    together &= rng.random(part.size) < part.setting("people.shares_moves")
    weight = town_table.towns["weight"].astype(float).to_numpy()
    home_town = pick(rng, weight, part.size)[head]

    person, place = counts_to_rows(moves + 1)
    from_day = np.where(
        place == 0,
        begin,
        begin + 1 + (rng.random(len(person)) * (end - begin - 1)).astype(np.int64),
    )
    order = np.lexsort((from_day, person))
    from_day = from_day[order]
    away = rng.random(len(person)) > part.setting("addresses.stays_in_town")
    town = np.where(away & (place > 0), pick(rng, weight, len(person)), home_town[person])
    postcode = town_table.draw_postcode(rng, town, part.setting("addresses.concentration"))
    house = rng.integers(1, 140, len(person))
    homeless = rng.random(len(person)) < part.setting("addresses.no_fixed_abode")
    postcode[homeless & (place > 0)] = -1

    # A household begins at the head's first address; who moves together has all of the head's.
    start = np.cumsum(moves + 1) - (moves + 1)
    for column in (postcode, town, house):
        column[start] = column[start[head]]
    source = np.where(together, head, np.arange(part.size))
    count = (moves + 1)[source]
    person, place = counts_to_rows(count)
    rows = start[source][person] + place
    return Addresses(person, from_day[rows], postcode[rows], town[rows], house[rows])


def address_table(part: Part, people: pd.DataFrame, addresses: Addresses) -> pd.DataFrame:
    """Addresses as a table; ``to_date`` is null for the last one of a person."""
    town_table = places.load(part.settings)
    lines = address_lines(part, addresses, np.arange(len(addresses.person)))
    last = np.append(addresses.person[1:] != addresses.person[:-1], True)
    until = np.append(addresses.from_day[1:] - 1, 0)
    first = np.searchsorted(addresses.person, addresses.person, side="left")
    table = pd.DataFrame(
        {
            "person_id": people["person_id"].to_numpy()[addresses.person],
            "address_no": np.arange(len(first)) - first,
            "from_date": to_dates(addresses.from_day),
            "to_date": to_dates(until, last),
        }
    )
    table["town_no"] = addresses.town
    table["county"] = town_table.towns["county"].to_numpy()[addresses.town]
    for column, values in lines.items():
        table[column] = values
    return table


def address_lines(part: Part, addresses: Addresses, rows: np.ndarray) -> dict[str, np.ndarray]:
    """House, street, town, county, postcode (object) and is_no_fixed_abode of address ``rows``."""
    known = places.load(part.settings)
    postcode, town = addresses.postcode[rows], addresses.town[rows]
    none = postcode < 0
    numbers = np.array([str(i) for i in range(140)], dtype=object)
    lines = {
        "house": numbers[addresses.house[rows]],
        "street": known.street_of(postcode),
        "town": known.towns["town"].to_numpy(dtype=object)[town],
        "county": known.towns["county"].to_numpy(dtype=object)[town],
        "postcode": known.postcode[postcode],
    }
    lines["street"][none] = "No fixed abode"
    lines["house"][none] = None
    lines["postcode"][none] = None
    return {**lines, "is_no_fixed_abode": none}

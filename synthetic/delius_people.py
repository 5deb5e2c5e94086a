"""Offender records of nDelius: names, aliases, addresses and identifiers as staff typed them.

The name of a record is the person's name at the time of the latest event, unless the system has
not heard of a marriage or knows the person by an alias. Everything else that the person has been
called may be an ALIAS row, PREVIOUS_SURNAME or PREFERRED_NAME.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic import delius_codes as codes
from synthetic import dirt, identifiers, people, places
from synthetic.arrays import counts_to_rows, date_text, pick_key, text, to_days
from synthetic.lives import Lives
from synthetic.part import Part

FORENAMES = people.GIVEN
# CRNs of second records, and of records that were merged away, lie beyond those of people.
SECOND_CRN, MERGED_CRN = 12_000_000, 18_000_000


def offenders(part: Part, frame: pd.DataFrame) -> pd.DataFrame:
    """One row an offender record that has an event, sorted by offender_id.

    Columns: offender_id, person_id, record_no, at (position in the part), last_day (of referral).
    """
    found = (
        frame.groupby("offender_id", as_index=False)
        .agg(
            person_id=("person_id", "first"),
            record_no=("record_no", "first"),
            last_day=("referred", "max"),
        )
        .astype(np.int64)
    )
    first = part.person_ids()[0] if part.size else 1
    return found.assign(at=found["person_id"] - first)


def tables(part: Part, lives: Lives, found: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The four person tables."""
    seen = dirt.recorded(
        part,
        lives,
        "delius",
        found["person_id"].to_numpy(),
        found["last_day"].to_numpy(),
        key="offender",
    )
    born = np.searchsorted(lives.names["at"].to_numpy(), found["at"].to_numpy(), side="left")
    main = born + seen["name_no"].to_numpy()
    return {
        "offender": _offender(part, lives, found, seen, born, main),
        "alias": _alias(part, lives, found, main),
        "offender_address": _addresses(part, lives, found),
        "additional_identifier": _additional_identifier(part, lives, found),
    }


def _blank(values: np.ndarray, missing: np.ndarray) -> np.ndarray:
    """Text with None where ``missing``."""
    return np.where(missing, None, np.asarray(values, dtype=object))


def _ids(values: np.ndarray, known: dict[str, int], missing: np.ndarray | bool = False) -> pd.array:
    """Ids of codes; null where ``missing`` or not in the list."""
    number = codes.look_up(values, known, -1)
    return pd.arrays.IntegerArray(np.maximum(number, 0), (number < 0) | missing)


def _ethnicity(part: Part, code: np.ndarray) -> pd.array:
    """Ids of ethnicity as recorded: missing, refused and dummy values among them."""
    rng = part.rng("delius ethnicity")
    code = np.where(code == "W8", "W9", np.where(code == "MERGE", "NS", code))
    draw, which = rng.random(len(code)), rng.random(len(code))
    missing = part.setting("delius.ethnicity_missing")
    refused = missing + part.setting("delius.ethnicity_refused")
    dummy = refused + part.setting("delius.ethnicity_dummy")
    code = np.where(draw < dummy, np.where(which < 0.5, "ETH04", "ETH05"), code)
    code = np.where(draw < refused, "NS", code)
    return _ids(code, codes.ids("ETHNICITY"), draw < missing)


def _old_number(rng: np.random.Generator, n: int) -> np.ndarray:
    """Local prisoner numbers from before 2009: two letters and four digits."""
    letters = np.array(list("ABCDEFGHJKLMNPRSTVWX"), dtype=object)
    return identifiers.join(
        letters[rng.integers(0, 20, n)],
        letters[rng.integers(0, 20, n)],
        identifiers.digits(rng.integers(0, 10_000, n), 4),
    )


def _prison_numbers(part: Part, lives: Lives, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """NOMS_NUMBER and MOST_RECENT_PRISONER_NUMBER of those who have been in prison."""
    rng = part.rng("delius prison number")
    n = len(at)
    been = np.isin(
        lives.persons["person_id"].to_numpy()[at], lives.custody_spells["person_id"].to_numpy()
    )
    number = text(lives.persons["prison_number"])[at]
    noms = _blank(number, ~been | (rng.random(n) < part.setting("delius.noms_missing")))
    old = rng.random(n) < part.setting("delius.old_prisoner_number")
    latest = np.where(old, _old_number(rng, n), number)
    return noms, _blank(latest, ~been | (rng.random(n) < 0.25))


def _nicknames(lives: Lives, at: np.ndarray) -> np.ndarray:
    """The nickname of each person; None where there is none."""
    names = lives.names
    rows = np.flatnonzero(names["name_type"].to_numpy() == "NICK")
    nick = np.full(len(lives.persons), None, dtype=object)
    nick[names["at"].to_numpy()[rows]] = text(names["forename1"].iloc[rows])
    return nick[at]


def _offender(
    part: Part,
    lives: Lives,
    found: pd.DataFrame,
    seen: pd.DataFrame,
    born: np.ndarray,
    main: np.ndarray,
) -> pd.DataFrame:
    rng = part.rng("delius offender")
    n = len(found)
    at = found["at"].to_numpy()
    person = {
        name: text(lives.persons[name])[at]
        for name in ("crn", "ni_number", "nationality", "ethnicity", "sex")
    }
    second = found["record_no"].to_numpy() == 1
    crn = np.where(
        second, identifiers.crn(SECOND_CRN + found["person_id"].to_numpy()), person["crn"]
    )
    kind = lives.names["name_type"].to_numpy()
    changed = (main > born) & (kind[main] == "CN")
    previous = _blank(
        text(lives.names["surname"].iloc[born]),
        ~changed | (rng.random(n) >= part.setting("delius.previous_surname")),
    )
    nick = _nicknames(lives, at)
    preferred = _blank(nick, rng.random(n) >= part.setting("delius.preferred_name"))
    noms, latest = _prison_numbers(part, lives, at)
    women = pick_key(rng, {"MISS": 0.55, "MS": 0.25, "MRS": 0.20}, n)
    sex = text(seen["sex"])
    nationalities = codes.ids("NATIONALITY")
    return pd.DataFrame(
        {
            "offender_id": found["offender_id"],
            "crn": crn,
            "pnc_number": seen["pnc"],
            "cro_number": seen["cro"],
            "noms_number": noms,
            "most_recent_prisoner_number": latest,
            "ni_number": _blank(
                person["ni_number"], rng.random(n) < part.setting("delius.ni_missing")
            ),
            "title_id": _ids(
                np.where(person["sex"] == "M", "MR", women), codes.ids("TITLE"), rng.random(n) < 0.3
            ),
            "first_name": seen["forename1"],
            "second_name": seen["forename2"],
            "third_name": seen["forename3"],
            "surname": seen["surname"],
            "previous_surname": previous,
            "preferred_name": preferred,
            "date_of_birth_date": seen["birth_date"],
            "gender_id": _ids(np.where(sex == "NS", "N", sex), codes.ids("GENDER")),
            "ethnicity_id": _ethnicity(part, person["ethnicity"]),
            "nationality_id": codes.look_up(
                person["nationality"], nationalities, nationalities["OTHER"]
            ),
            "current_disposal": (rng.random(n) < 0.1).astype(np.int64),
            "soft_deleted": (rng.random(n) < part.setting("delius.soft_deleted_offender")).astype(
                np.int64
            ),
        }
    )


def _children(owner: np.ndarray, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each of ``at``, its rows in a table sorted by ``owner``: parent index and row."""
    first = np.searchsorted(owner, at, side="left")
    count = np.searchsorted(owner, at, side="right") - first
    parent, place = counts_to_rows(count)
    return parent, first[parent] + place


def _alias(part: Part, lives: Lives, found: pd.DataFrame, main: np.ndarray) -> pd.DataFrame:
    """Aliases that are known; the true name, where the main one is an alias; a few main names."""
    rng = part.rng("delius alias")
    rates = part.setting("dirt.delius")
    names = lives.names
    parent, row = _children(names["at"].to_numpy(), found["at"].to_numpy())
    types = names["name_type"].to_numpy(dtype=object)
    kind, under_alias = types[row], types[main][parent] == "A"
    known = to_days(names["from_date"])[row] <= found["last_day"].to_numpy()[parent] + 365
    listed = part.setting("delius.alias_known")
    share = np.select(
        [row == main[parent], kind == "A", kind == "NICK", under_alias],
        [part.setting("delius.alias_repeats_main"), listed, 0.05, listed],
        0.25,
    )
    keep = known & (rng.random(len(row)) < share)
    parent, row = parent[keep], row[keep]
    written = {
        name: dirt.dirty_name(part, text(names[name].iloc[row]), f"delius alias {name}", rates)
        for name in (*FORENAMES, "surname")
    }
    sex = text(lives.persons["sex"])[found["at"].to_numpy()[parent]]
    offender = found["offender_id"].to_numpy()[parent]
    return pd.DataFrame(
        {
            "alias_id": offender * 32 + np.minimum(names["name_no"].to_numpy()[row], 31),
            "offender_id": offender,
            "first_name": written["forename1"],
            "second_name": written["forename2"],
            "third_name": written["forename3"],
            "surname": written["surname"],
            "date_of_birth_date": dirt.dirty_date(
                part, to_days(names["birth_date"])[row], "delius alias", rates
            ),
            "gender_id": _ids(sex, codes.ids("GENDER")),
        }
    )


def _first_and_last(parent: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whether each row is the first, the last one of its ``parent`` (sorted)."""
    change = parent[1:] != parent[:-1]
    n = len(parent)
    return (
        np.concatenate([[True], change])[:n].astype(bool),
        np.concatenate([change, [True]])[:n].astype(bool),
    )


def _addresses(part: Part, lives: Lives, found: pd.DataFrame) -> pd.DataFrame:
    """Addresses known by the last referral: the latest, and most of those before."""
    rng = part.rng("delius address")
    rates = part.setting("dirt.delius")
    known = lives.address_arrays
    parent, row = _children(known.person, found["at"].to_numpy())
    soon = known.from_day[row] <= found["last_day"].to_numpy()[parent]
    parent, row = parent[soon], row[soon]
    first, last = _first_and_last(parent)
    draw = rng.random(len(row))
    keep = np.where(
        last, first | (draw >= rates["address_lag"]), draw < part.setting("delius.old_addresses")
    )
    parent, row = parent[keep], row[keep]
    first, last = _first_and_last(parent)
    n = len(row)
    since = known.from_day[row]
    until = np.append(since[1:], 0)[:n] - 1
    lines = people.address_lines(part, known, row)
    homeless = lines["is_no_fixed_abode"]
    postcode = dirt.dirty_postcode(part, lines["postcode"], "delius address", rates)
    stands_for = np.array([t or None for t in rates["nfa_postcode"]["text"]], dtype=object)
    filled = homeless & (rng.random(n) < rates["nfa_postcode"]["rate"])
    postcode = np.where(filled, stands_for[rng.integers(0, len(stands_for), n)], postcode)

    jail = places.load(part.settings).prisons
    inside = last & ~homeless & (rng.random(n) < rates["prison_address"])
    which = rng.integers(0, len(jail), n)
    for name in ("street", "town", "postcode"):
        column = postcode if name == "postcode" else lines[name]
        lines[name] = np.where(inside, text(jail[name])[which], column)
    offender = found["offender_id"].to_numpy()[parent]
    place = np.arange(n) - np.maximum.accumulate(np.where(first, np.arange(n), 0))
    statuses = codes.ids("ADDRESS STATUS")
    return pd.DataFrame(
        {
            "offender_address_id": offender * 128 + np.minimum(place, 127),
            "offender_id": offender,
            "start_date": date_text(since),
            "end_date": _blank(date_text(until), last),
            "address_status_id": np.where(last, statuses["M"], statuses["P"]),
            "no_fixed_abode": np.where(homeless, "Y", "N").astype(object),
            "building_name": _blank(text(jail["name"])[which], ~inside),
            "address_number": _blank(lines["house"], inside),
            "street_name": lines["street"],
            "district": np.full(n, None, dtype=object),
            "town_city": _blank(lines["town"], homeless),
            "county": _blank(lines["county"], inside | homeless | (rng.random(n) < 0.4)),
            "postcode": lines["postcode"],
        }
    )


def _additional_identifier(part: Part, lives: Lives, found: pd.DataFrame) -> pd.DataFrame:
    """Merged CRNs, and National Insurance numbers typed here in place of the proper field."""
    rng = part.rng("delius identifier")
    n = len(found)
    merged = np.flatnonzero(rng.random(n) < part.setting("delius.merged_crn"))
    insured = np.flatnonzero(rng.random(n) < 0.02)
    kinds = codes.ids("ADDITIONAL IDENTIFIER TYPE")
    crn = identifiers.crn(MERGED_CRN + found["person_id"].to_numpy()[merged])
    ni = text(lives.persons["ni_number"])[found["at"].to_numpy()[insured]]
    offender = found["offender_id"].to_numpy()[np.concatenate([merged, insured])]
    is_ni = np.repeat([0, 1], [len(merged), len(insured)])
    return pd.DataFrame(
        {
            "additional_identifier_id": offender * 2 + is_ni,
            "offender_id": offender,
            "identifier": np.concatenate([crn, ni]),
            "identifier_name_id": np.where(is_ni == 1, kinds["NINO"], kinds["MFCRN"]),
        }
    )

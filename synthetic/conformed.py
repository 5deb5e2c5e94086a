"""Person records of systems without staging of their own, already conformed.

Common Platform (criminal courts), FamilyMan (family courts) and CaseMan (civil courts) enter the
linkage as files of ``extracts/conformed``. Their people are those of the other systems, and others
who only ever come to civil and family courts (``court_only``): adults of all ages, couples, and
children, who are parties of family cases. A person comes back a geometric number of times, on any
day of the system's period.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from synthetic import court_only, dirt
from synthetic.arrays import DAYS_A_YEAR, counts_to_rows, date_text, day, ranks, text, to_days
from synthetic.court_only import CourtOnlyLives
from synthetic.identifiers import digits
from synthetic.lives import Lives
from synthetic.part import Part
from synthetic.schemas import schemas

# The label of each file's records.
LABELS = {
    "common_platform": "common_platform",
    "family_court": "familyman",
    "civil_court": "caseman",
}
_WRITTEN = ["forename1", "surname", "sex", "postcode"]
_COLUMNS = """source_dataset record_key forename1 middle_names surname date_of_birth sex postcode
    record_date"""
_IDENTIFIERS = {"common_platform": "pnc cro ethnic_group"}
SCHEMA = schemas({table: f"{_COLUMNS} {_IDENTIFIERS.get(table, '')}" for table in LABELS})
PERSON_TABLES = tuple(SCHEMA)
LINKAGE_TABLES = ()
_ETHNIC_GROUPS = {"A": "asian", "B": "black", "M": "mixed", "O": "other", "W": "white"}


@dataclass(frozen=True)
class Visits:
    """Records to make: positions in their part and days."""

    at: np.ndarray
    on: np.ndarray


def _chances(part: Part, lives: Lives, table: str) -> np.ndarray:
    """The chance of each person to be known to the system."""
    if isinstance(lives, CourtOnlyLives):
        return np.full(part.size, part.setting(f"conformed.{table}.court_only"))
    return lives.careers.rate(part.setting(f"conformed.{table}.known"))


def _visits(part: Part, lives: Lives, table: str, wanted: np.ndarray | None = None) -> Visits:
    """Who is in the system and when; ``wanted`` people are in it in any case.

    Members of a household come together where the system's cases are of families.
    """
    rng = part.rng(f"conformed {table}")
    first, last = (day(date) for date in part.setting(f"conformed.{table}.period"))
    least = int(part.setting(f"conformed.{table}.least_age") * DAYS_A_YEAR)
    draw = rng.random(part.size)
    if part.setting(f"conformed.{table}.by_household"):
        draw = draw[lives.persons["head"].to_numpy()]
    known = draw < _chances(part, lives, table)
    if wanted is not None:
        known |= wanted
    since = np.maximum(to_days(lives.persons["birth_date"]) + least, first)
    known &= since < last
    mean = part.setting(f"conformed.{table}.records")
    at, _ = counts_to_rows(np.where(known, rng.geometric(1 / mean, part.size), 0))
    on = since[at] + (rng.random(len(at)) * (last - since[at])).astype(np.int64)
    return Visits(at, on)


def _middle_names(written: pd.DataFrame) -> np.ndarray:
    """Second and third forename with a space between; None where there is neither."""
    names = ("forename2", "forename3")
    both = [pc.fill_null(pa.array(text(written[name]), pa.string()), "") for name in names]
    # With `skip`, rows of nothing but nulls would be left out, and the others slip up.
    joined = pc.utf8_trim_whitespace(pc.binary_join_element_wise(*both, " "))
    found = joined.to_numpy(zero_copy_only=False)
    return np.where(found == "", None, found)


def _ethnic_groups(part: Part, lives: Lives, table: str, at: np.ndarray) -> np.ndarray:
    """Broad ethnic group of each record; None where not stated."""
    code = text(lives.persons["ethnicity"])
    group = np.array([_ETHNIC_GROUPS.get(c[0]) if c else None for c in code], dtype=object)[at]
    unknown = part.rng(f"conformed {table} ethnicity").random(len(at))
    return np.where(unknown < part.setting("libra.ethnicity_missing"), None, group)


def _records(part: Part, lives: Lives, table: str, visits: Visits) -> pd.DataFrame:
    """The records of one system about the people of ``lives``, with the true person and the day."""
    rng = part.rng(f"conformed {table} fields")
    n = len(visits.at)
    who = part.person_ids()[visits.at]
    written = dirt.recorded(part, lives, table, who, visits.on)
    column = {name: text(written[name]) for name in _WRITTEN}
    initial = np.flatnonzero(rng.random(n) < part.setting(f"conformed.{table}.forename_initial"))
    short = pc.utf8_slice_codeunits(pa.array(column["forename1"][initial], pa.string()), 0, 1)
    column["forename1"][initial] = short.to_numpy(zero_copy_only=False)

    shares = part.setting(f"conformed.{table}.birth_date_known")
    born = to_days(lives.persons["birth_date"])[visits.at]
    adult = visits.on - born >= 18 * DAYS_A_YEAR
    unknown = rng.random(n) >= np.where(adult, shares["adult"], shares["child"])
    sex = np.where(column["sex"] == "NS", None, column["sex"])
    sex[rng.random(n) >= part.setting(f"conformed.{table}.sex_known")] = None
    found = {
        "true_person_id": who,
        "on": visits.on,
        "forename1": column["forename1"],
        "middle_names": _middle_names(written),
        "surname": column["surname"],
        "date_of_birth": np.where(unknown, None, text(written["birth_date"])),
        "sex": sex,
        "postcode": column["postcode"],
    }
    if table in _IDENTIFIERS:
        found |= {name: text(written[name]) for name in ("pnc", "cro")}
        found["ethnic_group"] = _ethnic_groups(part, lives, table, visits.at)
    return pd.DataFrame({name: pd.Series(v, dtype=v.dtype) for name, v in found.items()})


def tables(part: Part, lives: Lives) -> dict[str, pd.DataFrame]:
    """One table a system; ``true_person_id`` is beside the schema's columns, for ``truth``."""
    others = court_only.lives(part)
    family = _visits(others.part, others, "family_court")
    # Whoever of them comes to no family court comes to a civil one.
    rest = np.ones(others.part.size, dtype=bool)
    rest[family.at] = False
    of_others = {
        "family_court": family,
        "civil_court": _visits(others.part, others, "civil_court", rest),
    }
    made = {}
    for table in SCHEMA:
        frames = [_records(part, lives, table, _visits(part, lives, table))]
        if table in of_others:
            frames.append(_records(others.part, others, table, of_others[table]))
        made[table] = _shape(part, table, pd.concat(frames, ignore_index=True))
    return made


def _shape(part: Part, table: str, found: pd.DataFrame) -> pd.DataFrame:
    """Records with their keys, which rise with time: neighbours are strangers."""
    on = found.pop("on").to_numpy()
    key = digits(part.ids(len(found))[ranks(on)], 1).to_numpy(zero_copy_only=False)
    return found.assign(
        source_dataset=np.full(len(found), LABELS[table], dtype=object),
        record_key=key,
        record_date=date_text(on),
    )


def truth(part: Part, lives: Lives, made: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The true person of every record of ``made``."""
    columns = ["source_dataset", "record_key", "true_person_id"]
    return {"person": pd.concat([table[columns] for table in made.values()], ignore_index=True)}

"""Family courts as FamilyMan holds them: entities with attributes, and the parties of cases.

familyman_families.py says who belongs together, familyman_cases.py which cases there are and who
takes part, familyman_people.py how parties and roles are entered, familyman_events.py what
happens. A person record is a party on a case. Table and column names are the system's as far as
they are known; dates are ISO text.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from synthetic import familyman_cases, familyman_events, familyman_families, familyman_people
from synthetic.arrays import date_text, day, exponential_days, pick_key, text, to_days
from synthetic.familyman_cases import ADOPTION, DIVORCE, PRIVATE, PUBLIC, Cases, Roles, courts
from synthetic.familyman_events import Course
from synthetic.familyman_families import YEAR, Families, Pool
from synthetic.familyman_people import Entered
from synthetic.identifiers import join
from synthetic.lives import Lives
from synthetic.part import Part
from synthetic.schemas import empty_tables, in_shape, schemas

_COLUMNS = {
    "cases": "case_number creating_court home_court receipt_date case_status closed_date",
    "case_fields": "case_number field_model value",
    "links": "case_number linked_case_number",
    "parties": """party:int person_given_first_name person_given_second_name
        person_given_third_name person_family_name dob gender organisation_name""",
    "addresses": """address:int party:int address_type address_line1 address_line2 postcode
        from_date""",
    "roles": "role:int case_number party:int role_model representative_role:int delete_flag",
    "role_fields": "role:int field_model value",
    "events": "event:int case_number event_model receipt_date entry_date creating_court error",
    "event_fields": "event:int field_model value",
    "hearings": "hearing:int event:int hearing_date hearing_type vacated_flag",
}
SCHEMA = schemas(_COLUMNS)
# Columns by which a row is known; rows are written in this order.
KEYS = {
    "cases": ["case_number"],
    "case_fields": ["case_number", "field_model"],
    "links": ["case_number", "linked_case_number"],
    "parties": ["party"],
    "addresses": ["address"],
    "roles": ["role"],
    "role_fields": ["role", "field_model"],
    "events": ["event"],
    "event_fields": ["event", "field_model"],
    "hearings": ["hearing"],
}
PERSON_TABLES = ("cases", "parties", "addresses", "roles")
LINKAGE_TABLES = ()


@dataclass(frozen=True)
class Made:
    """All that the tables of one part are made of."""

    people: Pool
    known: Families
    cases: Cases
    roles: Roles
    held: Entered
    how: Course


def made(part: Part, lives: Lives) -> Made:
    """Families, their cases and roles."""
    people = familyman_families.pool(part, lives)
    known = familyman_families.families(part, people)
    found = familyman_cases.cases(part, people, known)
    roles = familyman_cases.roles(part, people, known, found)
    held = familyman_people.entered(part, found, roles)
    return Made(people, known, found, roles, held, familyman_events.course(part, found))


def tables(part: Part, lives: Lives) -> dict[str, pd.DataFrame]:
    """Source-shaped tables of one part; the person tables alone under ``part.only_people``."""
    all_of = made(part, lives)
    found, held = all_of.cases, all_of.held
    if not len(found):
        return empty_tables(SCHEMA)
    parties = familyman_people.people_parties(part, all_of.people, found, held)
    firms = familyman_people.organisations(part, found, held)
    names = SCHEMA["parties"].names
    result = {
        "cases": _cases(part, all_of),
        "parties": pd.concat([parties[names], firms[names]], ignore_index=True),
        "addresses": familyman_people.addresses(part, found, held, parties),
        "roles": familyman_people.role_table(part, all_of.people, found, held),
    }
    if not part.only_people:
        result |= familyman_events.tables(part, found, held, all_of.how)
        result["case_fields"] = _case_fields(part, all_of)
        result["role_fields"] = familyman_people.role_fields(part, all_of.people, found, held)
        linked = np.flatnonzero(found.before >= 0)
        result["links"] = pd.DataFrame(
            {
                "case_number": found.number[linked],
                "linked_case_number": found.number[found.before[linked]],
            }
        )
    return in_shape(result, SCHEMA, KEYS)


def truth(part: Part, lives: Lives, found: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The true person of every party on a case that is a person: case number and party."""
    if not len(found["roles"]):
        return {}
    roles = found["roles"][found["roles"]["true_person_id"] > 0]
    key = join(text(roles["case_number"]), "|", text(roles["party"].astype(str)))
    table = pd.DataFrame(
        {
            "source_dataset": np.full(len(roles), "familyman", dtype=object),
            "record_key": key,
            "true_person_id": roles["true_person_id"].to_numpy(),
        }
    )
    return {"person": table.drop_duplicates("record_key", ignore_index=True)}


def _cases(part: Part, all_of: Made) -> pd.DataFrame:
    """One row a case; it is closed some days after the order that ends it."""
    found, how = all_of.cases, all_of.how
    rng = part.rng("familyman closing")
    prefix = courts(part)[1]
    closed = how.end + exponential_days(rng, 12.0, len(found))
    open_still = ~how.ends | (closed > day(part.setting("familyman.extract_day")))
    closed_text = date_text(closed)
    closed_text[open_still] = None
    return pd.DataFrame(
        {
            "case_number": found.number,
            "creating_court": prefix[found.court],
            "home_court": prefix[found.home],
            "receipt_date": date_text(found.receipt),
            "case_status": np.where(open_still, "O", "C").astype(object),
            "closed_date": closed_text,
        }
    )


def _weddings(part: Part, all_of: Made, case: np.ndarray) -> np.ndarray:
    """Day of the marriage that ends: that of the woman's new name, where she took one."""
    people, known, found = all_of.people, all_of.known, all_of.cases
    shape, scale = part.setting("familyman.marriage_years")
    years = 1.1 + part.rng("familyman weddings").gamma(shape, scale, len(case))
    receipt = found.receipt[case]
    on = receipt - (years * YEAR).astype(np.int64)
    woman, man = known.woman[found.family[case]], known.man[found.family[case]]
    for side in (woman, man):
        of_age = people.born[side] + int(18 * YEAR)
        on = np.where(side >= 0, np.maximum(on, of_age), on)
    new_name = np.full(len(people.born), -1)
    for lives, shift in ((people.lives, 0), (people.others, people.n_lives)):
        names = lives.names
        maiden = np.flatnonzero(names["name_type"].to_numpy(dtype=object) == "MAID")
        since = to_days(names["from_date"])
        new_name[names["at"].to_numpy()[maiden] + shift] = since[maiden + 1]
    since = np.where(woman >= 0, new_name[woman], -1)
    on = np.where((since >= 0) & (since < receipt - 366), since, on)
    return np.minimum(on, receipt - 1)


def _case_fields(part: Part, all_of: Made) -> pd.DataFrame:
    """Fields of cases: issue, High Court, contested; marriage and fact of a divorce."""
    found, how = all_of.cases, all_of.how
    rng = part.rng("familyman case fields")
    kind = found.kind
    form = np.array(["FM1D", "FM2C", "FM2C", "FM4F", "FM3A"], dtype=object)[kind]
    issued = date_text(found.receipt + rng.integers(0, 8, len(found)))
    rates = part.setting("familyman.contested")
    draw = rng.random(len(found))
    fact = pick_key(rng, part.setting("familyman.divorce_facts"), len(found))
    divorce = np.flatnonzero(kind == DIVORCE)
    adoption = np.flatnonzero(kind == ADOPTION)
    children = np.flatnonzero(np.isin(kind, [PRIVATE, PUBLIC, ADOPTION]))
    every = np.arange(len(found))

    def contested(rows: np.ndarray, letter: str) -> np.ndarray:
        return np.where(draw[rows] < rates[letter], "Y", "N").astype(object)

    pieces = [
        (every, "_DOI", issued),
        (children, "_HC", np.where(found.high[children], "Y", "N").astype(object)),
        (divorce, "_DOM", date_text(_weddings(part, all_of, divorce))),
        (divorce, "_FACT", fact[divorce]),
        (divorce, "_DEF", contested(divorce, "D")),
        (adoption, "_AC", contested(adoption, "Z")),
        (adoption, "_AT", how.principal[adoption]),
    ]
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "case_number": found.number[rows],
                    "field_model": join(form[rows], suffix),
                    "value": values,
                }
            )
            for rows, suffix, values in pieces
        ],
        ignore_index=True,
    )

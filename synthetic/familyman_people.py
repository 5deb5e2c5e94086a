"""Parties, their addresses, roles and fields of roles, as FamilyMan holds them.

A party is a person or an organisation (local authority, firm of solicitors); a role ties it to a
case. What is entered of a person depends on the role, which makes gaps unequal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from synthetic import dirt, places
from synthetic.arrays import date_text, day, text
from synthetic.familyman_cases import (
    DIVORCE,
    PRIVATE,
    PUBLIC,
    ROLES,
    VIOLENCE,
    Cases,
    Roles,
    courts,
    serial,
)
from synthetic.familyman_families import Pool
from synthetic.identifiers import join
from synthetic.part import Part

LOCAL_AUTHORITY, SOLICITOR = "APLC", "SOLR"
_NAMES = {
    "forename1": "person_given_first_name",
    "forename2": "person_given_second_name",
    "forename3": "person_given_third_name",
    "surname": "person_family_name",
}
_LEGAL_AID_ENDS = "2013-04-01"


@dataclass(frozen=True)
class Entered:
    """All roles: those of people first (``n_people``), then local authorities, then solicitors.

    ``case``: place of the case; ``row``: row of the pool, -1 for an organisation; ``represents``:
    for a solicitor the place of the role that it represents, else -1.
    """

    case: np.ndarray
    row: np.ndarray
    model: np.ndarray
    second: np.ndarray
    represents: np.ndarray
    role_id: np.ndarray
    party_id: np.ndarray
    is_new: np.ndarray
    n_people: int


def _represented(part: Part, found: Cases, roles: Roles) -> np.ndarray:
    """Which roles of people have a solicitor."""
    rates = part.setting("familyman.represented")
    share = np.array([rates[model] for model in ROLES])
    model = np.searchsorted(np.sort(ROLES.astype(str)), roles.model.astype(str))
    share = share[np.argsort(ROLES.astype(str))][model]
    later = found.receipt[roles.case] >= day(_LEGAL_AID_ENDS)
    chance = np.where(later, share[:, 1], share[:, 0])
    public = found.kind[roles.case] == PUBLIC
    chance = np.where(public, part.setting("familyman.represented_public"), chance)
    return part.rng("familyman solicitors").random(len(roles)) < chance


def entered(part: Part, found: Cases, roles: Roles) -> Entered:
    """Roles of people, local authorities and solicitors with the ids of roles and parties."""
    rng = part.rng("familyman entered")
    code = courts(part)[0]
    public = np.flatnonzero(found.kind == PUBLIC)
    n = len(roles)
    helped = np.flatnonzero(_represented(part, found, roles))
    by_itself = rng.random(len(public)) < part.setting("familyman.local_authority_by_itself")
    helped = np.concatenate([helped, n + np.flatnonzero(~by_itself)])
    case = np.concatenate([roles.case, public])
    case = np.concatenate([case, case[helped]])
    model = np.concatenate(
        [
            roles.model,
            np.full(len(public), LOCAL_AUTHORITY, dtype=object),
            np.full(len(helped), SOLICITOR, dtype=object),
        ]
    )
    none = np.full(len(case) - n, -1)
    row = np.concatenate([roles.row, none])
    represents = np.concatenate([np.full(n + len(public), -1), helped])
    second = np.concatenate([roles.second, np.zeros(len(case) - n, dtype=bool)])
    role_id = serial(part, code[found.court[case]], case)
    party_id, is_new = _parties(part, rng, found, case, row, role_id)
    return Entered(case, row, model, second, represents, role_id, party_id, is_new, n)


def _parties(
    part: Part,
    rng: np.random.Generator,
    found: Cases,
    case: np.ndarray,
    row: np.ndarray,
    role_id: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Party of each role and whether it is entered with it.

    A second role on a case has the party of the first; a party of a linked case may be found.
    """
    party = role_id.copy()
    is_new = np.ones(len(case), dtype=bool)
    finds = rng.random(len(case)) < part.setting("familyman.same_party")
    held: dict[tuple[int, int], int] = {}
    people = np.flatnonzero(row >= 0)
    for place in people[np.argsort(case[people], kind="stable")].tolist():
        key = (int(case[place]), int(row[place]))
        known = held.get(key)
        if known is None and finds[place] and found.before[case[place]] >= 0:
            known = held.get((int(found.before[case[place]]), int(row[place])))
        if known is not None:
            party[place], is_new[place] = known, False
        held[key] = int(party[place])
    return party, is_new


def _rates(part: Part, model: np.ndarray, field: str) -> np.ndarray:
    """The rate of ``field`` under familyman.entered for each role model."""
    entered_rates = part.setting("familyman.entered")
    known = {name: entered_rates[name][field] for name in ROLES}
    return np.array([known[name] for name in model.tolist()], dtype=float)


def people_parties(part: Part, people: Pool, found: Cases, held: Entered) -> pd.DataFrame:
    """Parties that are people, as first entered; with the columns of an address."""
    first = np.flatnonzero(held.is_new[: held.n_people])
    frames, places_of = [], []
    for lives, rows in (
        (people.lives, first[held.row[first] < people.n_lives]),
        (people.others, first[held.row[first] >= people.n_lives]),
    ):
        who = lives.part.person_ids()[people.at[held.row[rows]]]
        on = found.receipt[held.case[rows]]
        frames.append(dirt.recorded(lives.part, lives, "familyman", who, on))
        places_of.append(rows)
    place = np.concatenate(places_of)
    column = {
        name: np.concatenate([text(frame[name]) for frame in frames])
        for name in (*_NAMES, "birth_date", "sex", "house", "street", "town", "postcode")
    }
    order = np.argsort(place, kind="stable")
    place = place[order]
    column = {name: values[order] for name, values in column.items()}
    rng = part.rng("familyman fields")
    model = held.model[place]
    n = len(place)
    short = np.flatnonzero(rng.random(n) < part.setting("familyman.forename_initial"))
    initials = pc.utf8_slice_codeunits(pa.array(column["forename1"][short], pa.string()), 0, 1)
    column["forename1"][short] = initials.to_numpy(zero_copy_only=False)
    gone = rng.random(n) >= _rates(part, model, "second_name")
    column["forename2"][gone], column["forename3"][gone] = None, None
    column["birth_date"][rng.random(n) >= _rates(part, model, "dob")] = None
    sex = np.where(column["sex"] == "M", "1", "2").astype(object)
    sex[(rng.random(n) >= _rates(part, model, "gender")) | (column["sex"] == "NS")] = None
    no_address = rng.random(n) >= _rates(part, model, "address")
    return pd.DataFrame(
        {
            "party": held.party_id[place],
            **{new: column[old] for old, new in _NAMES.items()},
            "dob": column["birth_date"],
            "gender": sex,
            "organisation_name": np.full(n, None, dtype=object),
            "has_address": ~no_address,
            "house": column["house"],
            "street": column["street"],
            "town": column["town"],
            "postcode": column["postcode"],
            "place": place,
        }
    )


def organisations(part: Part, found: Cases, held: Entered) -> pd.DataFrame:
    """Parties that are local authorities and firms of solicitors."""
    rng = part.rng("familyman firms")
    place = np.arange(held.n_people, len(held.case))
    known = places.load(part.settings)
    crown = np.unique(known.crown.astype(str), return_inverse=True)[1]
    authority = np.array(
        [
            known.towns["lad_name"].to_numpy(dtype=object)[np.flatnonzero(crown == c)[0]]
            for c in range(len(courts(part)[0]))
        ],
        dtype=object,
    )
    streets = known.street[rng.integers(0, len(known.street), len(place))]
    firm = np.array([name.split(" ")[0] for name in streets.tolist()], dtype=object)
    council = join(authority[found.court[held.case[place]]], " Council")
    name = np.where(held.model[place] == SOLICITOR, join(firm, " & Co Solicitors"), council).astype(
        object
    )
    none = np.full(len(place), None, dtype=object)
    return pd.DataFrame(
        {
            "party": held.party_id[place],
            **dict.fromkeys(_NAMES.values(), none),
            "dob": none,
            "gender": none,
            "organisation_name": name,
        }
    )


def addresses(part: Part, found: Cases, held: Entered, parties: pd.DataFrame) -> pd.DataFrame:
    """Addresses of parties that are people; some are kept from the other party."""
    has = parties[parties["has_address"].to_numpy()]
    place = has["place"].to_numpy()
    rates = part.setting("familyman.confidential")
    chance = np.array([rates.get(model, 0.0) for model in held.model[place].tolist()])
    hidden = part.rng("familyman confidential").random(len(place)) < chance
    house, street = text(has["house"]), text(has["street"])
    return pd.DataFrame(
        {
            "address": has["party"].to_numpy(),
            "party": has["party"].to_numpy(),
            "address_type": np.where(hidden, "CONF", "RES").astype(object),
            "address_line1": np.where(pd.isna(house), street, join(house, " ", street)),
            "address_line2": text(has["town"]),
            "postcode": text(has["postcode"]),
            "from_date": date_text(found.receipt[held.case[place]]),
        }
    )


def role_table(part: Part, people: Pool, found: Cases, held: Entered) -> pd.DataFrame:
    """One row a role; ``representative_role`` is the role of the solicitor. ``true_person_id`` is
    beside the schema's columns, 0 for organisations.
    """
    rng = part.rng("familyman role table")
    n = len(held.case)
    solicitor = np.flatnonzero(held.represents >= 0)
    representative = np.full(n, -1)
    representative[held.represents[solicitor]] = held.role_id[solicitor]
    deleted = held.second & (rng.random(n) < part.setting("familyman.role_deleted"))
    return pd.DataFrame(
        {
            "role": held.role_id,
            "case_number": found.number[held.case],
            "party": held.party_id,
            "role_model": held.model,
            "representative_role": pd.Series(representative, dtype="Int64").where(
                representative >= 0
            ),
            "delete_flag": np.where(deleted, "Y", "N").astype(object),
            "true_person_id": np.where(held.row >= 0, people.person_ids(held.row), 0),
        }
    )


def role_fields(part: Part, people: Pool, found: Cases, held: Entered) -> pd.DataFrame:
    """Fields of roles: a parent's relationship to the child, and parental responsibility."""
    rng = part.rng("familyman role fields")
    place = np.arange(held.n_people)
    kind = found.kind[held.case[place]]
    model = held.model[place]
    parent = ~np.isin(kind, [DIVORCE, VIOLENCE]) & ~np.isin(model, ["CHLDC", "CHLDZ"])
    place, model = place[parent], model[parent]
    male = people.male[held.row[place]]
    relation = np.where(male, "FA", "MO").astype(object)
    odd = rng.random(len(place))
    adopts = model == "APLZ"
    relation[adopts] = np.where(odd < 0.8, "NR", np.where(odd < 0.9, "SP", "OR"))[adopts]
    other = ~adopts & (kind[parent] == PRIVATE) & (odd < 0.03)
    relation[other] = "GP"
    known = rng.random(len(place)) < part.setting("familyman.relationship_known")
    has_pr = np.where(rng.random(len(place)) < np.where(male, 0.82, 0.99), "Y", "N").astype(object)
    has_pr[adopts] = "N"
    asks = ~adopts & (rng.random(len(place)) < 0.9)
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "role": held.role_id[place[keep]],
                    "field_model": join(model[keep], suffix),
                    "value": values[keep],
                }
            )
            for keep, suffix, values in ((known, "_RTC", relation), (asks, "_PR", has_pr))
        ],
        ignore_index=True,
    )

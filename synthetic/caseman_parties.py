"""Parties of civil claims as a system holds them: people, companies and local authorities."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic import places
from synthetic.arrays import ranks
from synthetic.caseman_claims import Claims, organisations
from synthetic.caseman_people import written
from synthetic.identifiers import digits, join, scramble
from synthetic.part import Part

_WRITTEN = ["title", "forename1", "others", "surname", "birth_date", "line1", "line2", "postcode"]
# Letters of claim numbers.
_LETTERS = np.array(list("ABCDEFGHJKLMNPQRSTUVWXYZ"), dtype=object)


def party_rows(part: Part, system: str, found: Claims) -> pd.DataFrame:
    """One row a party, in the order of ``found.parties``.

    Its columns, and id (rises with the day of issue), on, kind (person, company, council),
    represented, name (of an organisation), those of ``written`` and true_person_id (-1 for
    organisations).
    """
    rng = part.rng(f"{system} party rows")
    table = found.parties
    n = len(table)
    on = found.cases["on"].to_numpy()[table["case"].to_numpy()].astype(np.int64)
    rates = part.setting(f"{system}.represented")
    rate = np.where(table["role"] == "claimant", rates["claimant"], rates["defendant"])
    column = {name: np.full(n, None, dtype=object) for name in (*_WRITTEN, "name")}
    column["on"] = on
    column["id"] = part.ids(n)[ranks(on)]
    column["represented"] = np.where(rng.random(n) < rate, "Y", "N").astype(object)
    column["kind"] = np.full(n, "person", dtype=object)
    column["true_person_id"] = np.full(n, -1)
    for number, group in enumerate(found.groups):
        rows = np.flatnonzero(table["group"] == number)
        at = table["at"].to_numpy()[rows]
        values = written(group.lives, system, at, on[rows])
        for name in _WRITTEN:
            column[name][rows] = values[name].to_numpy()
        column["true_person_id"][rows] = group.lives.part.person_ids()[at]
    _organisations(part, rng, table["organisation"].to_numpy(), column)
    return table.assign(
        **{name: pd.Series(values, dtype=values.dtype) for name, values in column.items()}
    )


def _organisations(
    part: Part, rng: np.random.Generator, which: np.ndarray, column: dict[str, np.ndarray]
) -> None:
    """Names and addresses of organisations; some companies are entered as people. In place."""
    rows = np.flatnonzero(which >= 0)
    which = which[rows]
    known = organisations(part)
    council = known["sector"].to_numpy()[which] == "council"
    mistaken = ~council & (rng.random(len(rows)) < part.setting("civil.company_as_person"))
    kind = np.where(council, "council", "company")
    column["kind"][rows] = np.where(mistaken, "person", kind)
    name = known["name"].to_numpy(dtype=object)[which]
    column["surname"][rows[mistaken]] = name[mistaken]
    column["name"][rows[~mistaken]] = name[~mistaken]
    # Each keeps its address: a council in its town, the others in one of the larger ones.
    where = places.load(part.settings)
    town = np.where(council, (which - len(known)) % len(where.towns), which * 37 % 40)
    postcode = where.first[town] + which * 101 % where.count[town]
    column["line1"][rows] = where.street_of(postcode)
    column["line2"][rows] = where.towns["town"].to_numpy(dtype=object)[town]
    column["postcode"][rows] = where.postcode[postcode]


def claim_number(on: np.ndarray, number: np.ndarray, multiplier: int) -> np.ndarray:
    """Claim numbers: last digit of the year, two letters, five digits.

    Unique by the letters and digits for ten million people: where the serial begins again it is
    put into the part of the range that ids leave unused.
    """
    room = 24 * 24 * 100_000
    number = np.asarray(number, dtype=np.int64)
    serial = scramble(number + number // room * 100_000, room, multiplier)
    year = np.asarray(on, dtype=np.int64).astype("M8[D]").astype("M8[Y]").astype(np.int64) + 1970
    letters = serial // 100_000
    return join(
        digits(year % 10, 1),
        _LETTERS[letters // 24],
        _LETTERS[letters % 24],
        digits(serial % 100_000, 5),
    )

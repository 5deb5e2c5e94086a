"""Defendants of XHIBIT, people and companies, and their addresses."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from synthetic import places
from synthetic.arrays import text
from synthetic.lives import Lives
from synthetic.part import Part
from synthetic.xhibit_records import COMPANY, Records
from synthetic.xhibit_values import chosen, joined, taken, thinned

# Ethnic appearance as an officer sees it, by the defendant's own ethnicity.
_APPEARANCE = {
    "W1": "1",
    "W2": "1",
    "W3": "1",
    "W9": "1",
    "B1": "3",
    "B2": "3",
    "B9": "3",
    "A1": "4",
    "A2": "4",
    "A3": "4",
    "A9": "4",
    "A4": "5",
    "O1": "5",
    "O2": "6",
    "O9": "6",
    "M1": "3",
    "M2": "3",
    "M3": "4",
    "M9": "1",
    "NS": "0",
}
_GENDERS = {"M": 1, "F": 2, "NS": 0}
_COMPANY_ENDS = np.array(
    [" LTD", " LIMITED", " SERVICES LTD", " TRANSPORT LIMITED", " CONSTRUCTION LTD"], dtype=object
)


def defendant_tables(
    part: Part, lives: Lives, found: Records, written: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """One row a defendant on a case, and one an address of theirs."""
    rng = part.rng("xhibit defendants")
    n = len(found)
    column = {
        name: text(written[name])
        for name in (
            "forename1",
            "forename2",
            "forename3",
            "surname",
            "birth_date",
            "house",
            "street",
            "town",
            "county",
            "postcode",
        )
    }
    company = found.kind == COMPANY
    middle = chosen(company, None, joined(column["forename2"], column["forename3"], " "))
    first = chosen(company, None, column["forename1"])
    surname = column["surname"]
    surname[company] += _COMPANY_ENDS[rng.integers(0, len(_COMPANY_ENDS), company.sum())]
    initials = joined(
        *(pc.utf8_slice_codeunits(pa.array(names, pa.string()), 0, 1) for names in (first, middle)),
        "",
    )
    ethnicity = taken(lives.persons["ethnicity"], found.at)
    seen = pd.Series(ethnicity).map(_APPEARANCE).to_numpy(dtype=object)
    ethnicity[company | (rng.random(n) < part.setting("xhibit.ethnicity_missing"))] = None
    seen = thinned(rng, seen, part.setting("xhibit.appearance_missing"))
    seen[company] = None
    born = pd.Series(column["birth_date"]) + " 00:00:00"
    court = lives.crown_cases["court_code"].astype(np.int64).to_numpy()[found.crown]
    held = taken(lives.crown_cases["remand"], found.crown) == "custody"
    prisons = places.load(part.settings).prisons["agency"].to_numpy(dtype=object)
    return {
        "xhb_defendant": pd.DataFrame(
            {
                "defendant_id": found.record_id,
                "crest_defendant_id": pd.array([None] * n, dtype="Int64"),
                "first_name": first,
                "middle_name": middle,
                "surname": surname,
                "initials": initials,
                "date_of_birth": text(born.where(~company)),
                "gender": pd.Series(written["sex"])
                .map(_GENDERS)
                .where(~company, 0)
                .astype("int16"),
                "is_company": chosen(company, "Y", "N"),
                "address_id": found.record_id,
                "court_id": court,
                "prison_id": chosen(held & ~company, prisons[found.at % len(prisons)], None),
                "ethnic_appearance_code": seen,
                "ethnicity_self_defined": ethnicity,
                "parent_guardian_name": None,
                "current_prison_status": None,
            }
        ),
        "xhb_address": pd.DataFrame(
            {
                "address_id": found.record_id,
                "address_1": joined(column["house"], column["street"], " "),
                "address_2": None,
                "address_3": None,
                "address_4": None,
                "town": column["town"],
                "county": column["county"],
                "postcode": column["postcode"],
                "country": None,
            }
        ),
    }

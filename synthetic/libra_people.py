"""Libra's person rows: people and companies as defendants on a case."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from synthetic import dirt, offences
from synthetic.arrays import date_text, text, to_days
from synthetic.identifiers import digits, join, scramble
from synthetic.lives import Lives
from synthetic.part import Part

REMANDS = {"bail": "B", "custody": "C", "unconditional": "U"}
_TITLES = {"M": ["Mr", "MR", "Mr."], "F": ["Miss", "Mrs", "Ms", "MISS"], "NS": [None]}
_TRADES = [
    "LTD",
    "LIMITED",
    "TRANSPORT LTD",
    "BUILDERS LTD",
    "FOODS LIMITED",
    "& SONS LTD",
    "HAULAGE LIMITED",
    "PROPERTIES LTD",
    "TAKEAWAY LTD",
    "SCAFFOLDING LIMITED",
    "PLC",
]


def key_text(values: np.ndarray) -> np.ndarray:
    """Ids as text."""
    return digits(values, 1).to_numpy(zero_copy_only=False)


def mapped(values: np.ndarray, mapping: dict[str, object]) -> np.ndarray:
    """Each value as ``mapping`` has it."""
    return np.array([mapping[v] for v in values.tolist()], dtype=object)


def defendants(part: Part, lives: Lives) -> pd.DataFrame:
    """Person rows; the key of a defendant row is the appearance's id."""
    cases = lives.appearances
    n = len(cases)
    rng = part.rng("libra defendants")
    on = cases["first_hearing_date"].to_numpy()
    remand = text(cases["remand"])
    seen = dirt.recorded(
        part, lives, "libra", cases["person_id"].to_numpy(), on, held=remand == "custody"
    )
    sex = seen["sex"].to_numpy(dtype=object)
    title = np.full(n, None, dtype=object)
    for value, titles in _TITLES.items():
        rows = np.flatnonzero((sex == value) & (rng.random(n) < 0.6))
        title[rows] = np.array(titles, dtype=object)[rng.integers(0, len(titles), len(rows))]
    house, street, town = (text(seen[c]) for c in ("house", "street", "town"))
    line1 = np.where(pd.isna(house), street, join(house, " ", street))
    at = cases["at"].to_numpy()
    unknown = rng.random(n) < part.setting("libra.ethnicity_missing")
    ethnicity = np.where(unknown, None, text(lives.persons["ethnicity"])[at])
    nationality = np.where(
        rng.random(n) < part.setting("libra.nationality_missing"),
        None,
        text(lives.persons["nationality"])[at],
    )
    offence = cases["offence_no"].to_numpy()
    breach = np.isin(offences.load().ho_class[offence], ["190", "195"])
    defendant_id = cases["appearance_id"].to_numpy()
    return pd.DataFrame(
        {
            "defendant_id": key_text(defendant_id),
            "case_id": key_text(cases["mags_case_id"].to_numpy()),
            "c_id": digits(scramble(defendant_id, 10**9, 387_420_489), 9).to_numpy(
                zero_copy_only=False
            ),
            "defendant_type": "P",
            "title": title,
            "forename1": seen["forename1"],
            "forename2": seen["forename2"],
            "forename3": seen["forename3"],
            "surname": seen["surname"],
            "organisation_name": None,
            "defendant_sex": sex,
            "defendant_dob": _uk(text(seen["birth_date"])),
            "address_line1": line1,
            "address_line2": town,
            "address_line3": text(seen["county"]),
            "address_line4": None,
            "address_line5": None,
            "pcode": seen["postcode"],
            "pnc": seen["pnc"],
            "cro": seen["cro"],
            "asn": cases["asn"],
            "ethnicity_observed": ethnicity,
            "nationality": nationality,
            "arrest_date": date_text(to_days(cases["arrest_date"]), "uk"),
            "charge_date": date_text(to_days(cases["charge_date"]), "uk"),
            "remand_status": mapped(remand, REMANDS),
            "mode_of_trial": cases["mode_of_trial"],
            "breach_marker": np.where(breach, "Y", "N"),
        }
    )


def _uk(iso: np.ndarray) -> np.ndarray:
    """ISO dates as dd/mm/yyyy; other texts and None stay."""
    values = pa.array(iso, pa.string())
    swapped = pc.replace_substring_regex(values, r"^(\d{4})-(\d\d)-(\d\d)$", r"\3/\2/\1")
    return swapped.to_numpy(zero_copy_only=False)


def companies(part: Part, lives: Lives, people: pd.DataFrame) -> pd.DataFrame:
    """Companies as defendants, each on a case of its own: copies of the forms of other cases."""
    rng = part.rng("libra companies")
    n = len(people)
    count = rng.binomial(n, part.setting("libra.companies")) if n else 0
    like = people.iloc[rng.integers(0, max(n, 1), count)].reset_index(drop=True)
    key = key_text(part.ids(n + count)[n:])
    owner = text(lives.persons["surname"])[rng.integers(0, max(part.size, 1), count)]
    trade = np.array(_TRADES, dtype=object)[rng.integers(0, len(_TRADES), count)]
    name = pc.utf8_upper(pa.array(join(owner, " ", trade), pa.string())).to_numpy(
        zero_copy_only=False
    )
    as_person = rng.random(count) < part.setting("libra.company_as_person")
    none = dict.fromkeys(
        [
            "title",
            "forename1",
            "forename2",
            "forename3",
            "defendant_dob",
            "pnc",
            "cro",
            "asn",
            "ethnicity_observed",
            "nationality",
            "arrest_date",
        ]
    )
    return like.assign(
        **none,
        defendant_id=key,
        case_id=key,
        c_id=digits(scramble(part.ids(n + count)[n:], 10**9, 387_420_489), 9).to_numpy(
            zero_copy_only=False
        ),
        defendant_type=np.where(as_person, "P", "O"),
        surname=np.where(as_person, name, None),
        organisation_name=np.where(as_person, None, name),
        defendant_sex="NS",
        remand_status="U",
    )

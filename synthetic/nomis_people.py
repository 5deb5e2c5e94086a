"""Person records of the prison system: root offenders, their names, identifiers, addresses.

A record is a root offender. Some people have two by mistake: from one of their journeys on they
were booked under a new number, often under another name. Some records were made and never used.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from synthetic import dirt, identifiers, people
from synthetic.arrays import date_text, pick_key, ranks, text, to_days
from synthetic.lives import Lives
from synthetic.part import Part

# Second prison numbers come from the upper half of the numbers there are.
SECOND_NUMBER = 46_000_000


@dataclass(frozen=True)
class Records:
    """Arrays over root offenders, sorted by person; ``of_spell`` has the record of each spell.

    ``first`` and ``last`` are the first day of the first and of the last stay (for a record that
    was never used, the day on which it was made).
    """

    at: np.ndarray
    second: np.ndarray
    used: np.ndarray
    first: np.ndarray
    last: np.ndarray
    of_spell: np.ndarray

    def __len__(self) -> int:
        """Number of records."""
        return len(self.at)


def records(part: Part, lives: Lives) -> Records:
    """Who has a record, and which spells belong to it. A journey stays in one record."""
    rng = part.rng("nomis records")
    spells = lives.custody_spells
    at = spells["at"].to_numpy()
    journey = spells["journey_id"].to_numpy()
    start = to_days(spells["start_date"])
    person, first_spell = np.unique(at, return_index=True)
    owner = np.searchsorted(person, at)
    number = journey - journey[first_spell][owner]
    journeys = np.bincount(
        owner,
        weights=np.append(True, journey[1:] != journey[:-1])[: len(at)],
        minlength=len(person),
    ).astype(np.int64)
    splits = (journeys > 1) & (rng.random(len(person)) < part.setting("nomis.second_record"))
    turn = 1 + (rng.random(len(person)) * (journeys - 1)).astype(np.int64)
    later = splits[owner] & (number >= turn[owner])
    idle = ~splits & (rng.random(len(person)) < part.setting("nomis.unused_record"))

    two = splits | idle
    begin = np.cumsum(1 + two) - (1 + two)
    of_spell = begin[owner] + later
    of_person = np.repeat(np.arange(len(person)), 1 + two)
    second = np.arange(len(of_person)) != begin[of_person]
    used = ~(second & idle[of_person])
    first = np.full(len(of_person), np.iinfo(np.int64).max)
    last = np.full(len(of_person), np.iinfo(np.int64).min)
    np.minimum.at(first, of_spell, start)
    np.maximum.at(last, of_spell, start)
    made = first[np.maximum(np.arange(len(of_person)) - 1, 0)] - 1
    return Records(
        at=person[of_person],
        second=second,
        used=used,
        first=np.where(used, first, made),
        last=np.where(used, last, made),
        of_spell=of_spell,
    )


def _upper(values: np.ndarray) -> np.ndarray:
    upper = pc.utf8_upper(pa.array(values, pa.string()))
    return np.array(upper.to_numpy(zero_copy_only=False), dtype=object)


def _main_names(part: Part, lives: Lives, made: Records) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The name of each record as its last booking has it, and all that was written down then."""
    written = dirt.recorded(part, lives, "nomis", part.person_ids()[made.at], made.last)
    table = pd.DataFrame(
        {
            "record": np.arange(len(made)),
            "name_no": written["name_no"].to_numpy(),
            "name_type": "CN",
            "forename1": text(written["forename1"]),
            "forename2": text(written["forename2"]),
            "forename3": text(written["forename3"]),
            "surname": text(written["surname"]),
            "birth_date": text(written["birth_date"]),
            "created": made.first,
        }
    )
    return table, written


def _other_names(part: Part, lives: Lives, made: Records, main: pd.DataFrame) -> pd.DataFrame:
    """Further names of each record: birth names, aliases, nicknames known by its last booking."""
    rng = part.rng("nomis other names")
    names = lives.names
    owner = names["at"].to_numpy()
    begin = np.searchsorted(owner, made.at, side="left")
    count = np.searchsorted(owner, made.at, side="right") - begin
    record = np.repeat(np.arange(len(made)), count)
    row = np.arange(len(record)) - np.repeat(np.cumsum(count) - count, count) + begin[record]
    kind = names["name_type"].to_numpy(dtype=object)[row]
    known = part.setting("nomis.other_name_known")
    rate = pd.Series(kind).map(known).fillna(0).to_numpy()
    # The true name of somebody booked under an alias comes out later, as a rule.
    alias = main["name_no"].to_numpy()[record]
    rate = np.where((kind == "CN") & (alias != 0), known["CN"], rate)
    since = to_days(names["from_date"])[row]
    keep = (names["name_no"].to_numpy()[row] != alias) & (since <= made.last[record])
    keep &= (rng.random(len(row)) < rate) & made.used[record]
    record, row, kind = record[keep], row[keep], kind[keep]
    rates = part.setting("dirt.nomis")
    column = {}
    for name in ("forename1", "forename2", "forename3", "surname"):
        raw = text(names[name])[row]
        column[name] = _upper(dirt.dirty_name(part, raw, f"nomis other {name}", rates))
    born = to_days(names["birth_date"])[row]
    return pd.DataFrame(
        {
            "record": record,
            "name_no": names["name_no"].to_numpy()[row],
            "name_type": np.where(kind == "CN", "A", kind),
            **column,
            "birth_date": dirt.dirty_date(part, born, "nomis other", rates),
            "created": np.maximum(made.first[record], since[keep]),
        }
    )


def offenders(part: Part, lives: Lives, made: Records) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table of names (one row a name), and what was written down of each record.

    The first name of a record gives it its ``root_offender_id``. The second frame has one row a
    record: root_offender_id, offender_id (of the latest booking), person, identifiers.
    """
    rng = part.rng("nomis offenders")
    main, written = _main_names(part, lives, made)
    other = _other_names(part, lives, made, main)
    table = pd.concat([main, other], ignore_index=True)
    # Who was booked under an alias or a new name at first: that name came first, here.
    table["is_main"] = np.arange(len(table)) < len(main)
    table = table.sort_values(
        ["record", "created", "is_main", "name_no"],
        ascending=[True, True, False, True],
        kind="stable",
        ignore_index=True,
    )
    record = table["record"].to_numpy()
    # Ids rise with time: neighbours in an extract are strangers.
    table["offender_id"] = part.ids(len(table))[ranks(table["created"].to_numpy())]
    opens = np.append(True, record[1:] != record[:-1])[: len(record)]
    roots = table["offender_id"].to_numpy()[opens]
    place = np.arange(len(table)) - np.flatnonzero(opens)[record] + 1

    number = _numbers(part, made)
    display = identifiers.prison_number(number)
    ethnicity, merged = _ethnicity(part, lives, made)
    sex = np.where(
        text(written["sex"]) == "NS",
        pick_key(rng, {"NS": 0.7, "NK": 0.3}, len(made)),
        text(written["sex"]),
    )
    country = _birth_country(part, lives, made)
    created = np.where(
        rng.random(len(table)) < 0.01, np.iinfo(np.int64).min, table["created"].to_numpy()
    )
    kind = table["name_type"].to_numpy(dtype=object)
    kind = np.where(rng.random(len(table)) < part.setting("nomis.name_type_missing"), None, kind)
    birth = table["birth_date"].to_numpy(dtype=object).copy()
    odd = (rng.random(len(table)) < part.setting("nomis.impossible_date")) & pd.notna(birth)
    for row in np.flatnonzero(odd):
        birth[row] = f"{birth[row][:4]}-02-30"
    titles = np.where(sex[record] == "M", "MR", np.where(sex[record] == "F", "MS", None))
    titled = rng.random(len(table)) < 0.3
    out = pd.DataFrame(
        {
            "offender_id": table["offender_id"],
            "root_offender_id": roots[record],
            "offender_id_display": display[record],
            "offender_name_seq": place,
            "name_type": kind,
            "title": np.where(titled, titles, None),
            "first_name": table["forename1"].to_numpy(),
            "middle_name": table["forename2"].to_numpy(),
            "middle_name_2": table["forename3"].to_numpy(),
            "last_name": table["surname"].to_numpy(),
            "suffix": None,
            "birth_date": birth,
            "sex_code": sex[record],
            "race_code": ethnicity[record],
            "birth_country_code": country[record],
            "alias_offender_id": pd.arrays.IntegerArray(roots[record], place == 1),
            "create_date": date_text(created),
        }
    )
    current = table["offender_id"].to_numpy()[table["is_main"].to_numpy()]
    frame = pd.DataFrame(
        {
            "root_offender_id": roots,
            "offender_id": current,
            "at": made.at,
            "merged": merged,
            "pnc": text(written["pnc"]),
            "cro": text(written["cro"]),
            "number": number,
        }
    )
    return out, frame


def _numbers(part: Part, made: Records) -> np.ndarray:
    return np.where(made.second, SECOND_NUMBER, 0) + part.person_ids()[made.at] - 1


def true_persons(part: Part, made: Records) -> pd.Series:
    """The person of every prison number."""
    return pd.Series(
        part.person_ids()[made.at], index=identifiers.prison_number(_numbers(part, made))
    )


def _ethnicity(part: Part, lives: Lives, made: Records) -> tuple[np.ndarray, np.ndarray]:
    """Ethnicity code of each record, and whether another record was merged into it."""
    rng = part.rng("nomis ethnicity")
    n = len(made)
    code = text(lives.persons["ethnicity"])[made.at]
    seen = pick_key(rng, {"W1": 0.5, "W9": 0.15, "M9": 0.15, "A9": 0.1, "O9": 0.1}, n)
    code = np.where(rng.random(n) < part.setting("nomis.ethnicity_differs"), seen, code)
    code[rng.random(n) < part.setting("nomis.ethnicity_not_stated")] = "NS"
    code[rng.random(n) < part.setting("nomis.ethnicity_missing")] = None
    merged = made.used & (rng.random(n) < part.setting("nomis.merged"))
    code[merged & (rng.random(n) < part.setting("nomis.merge_ethnicity"))] = "MERGE"
    return code, merged


def _birth_country(part: Part, lives: Lives, made: Records) -> np.ndarray:
    """Country of birth, in the codes of the system's nationality list; half of it missing."""
    rng = part.rng("nomis birth country")
    nation = text(lives.persons["nationality"])[made.at]
    country = np.where(nation == "BRIT", "ENG", nation).astype(object)
    country[rng.random(len(made)) < part.setting("nomis.birth_country_missing")] = None
    return country


def _short_pnc(values: np.ndarray) -> np.ndarray:
    """PNC numbers in the short form: two digits of the year, no leading zeros."""
    array = pa.array(values, pa.string())
    short = pc.replace_substring_regex(array, r"^\d\d(\d\d)/0*(\d)", r"\1/\2")
    return np.array(short.to_numpy(zero_copy_only=False), dtype=object)


def identifier_table(part: Part, lives: Lives, frame: pd.DataFrame, made: Records) -> pd.DataFrame:
    """Identifiers of each record: PNC and CRO (now and then a wrong one too), and others."""
    rng = part.rng("nomis identifiers")
    n = len(frame)
    record = np.arange(n)
    at = frame["at"].to_numpy()

    def some(kind: str, values: np.ndarray, where: np.ndarray) -> pd.DataFrame:
        rows = np.flatnonzero(where & pd.notna(values))
        return pd.DataFrame(
            {"record": record[rows], "identifier_type": kind, "identifier": values[rows]}
        )

    pnc, cro = text(frame["pnc"]), text(frame["cro"])
    brief = rng.random(n) < part.setting("nomis.pnc_short_form")
    pnc = np.where(brief, _short_pnc(pnc), pnc)
    # A wrong number is somebody else's: the next record's.
    wrong = np.roll(text(frame["pnc"]), 1)
    ni = text(lives.persons["ni_number"])[at]
    other = identifiers.prison_number(frame["number"].to_numpy() + SECOND_NUMBER // 2)
    found = pd.concat(
        [
            some("PNC", wrong, rng.random(n) < part.setting("nomis.pnc_wrong")),
            some("PNC", pnc, np.ones(n, dtype=bool)),
            some("CRO", cro, np.ones(n, dtype=bool)),
            some("NINO", ni, rng.random(n) < part.setting("nomis.nino_known")),
            some("MERGED", other, frame["merged"].to_numpy()),
        ],
        ignore_index=True,
    ).sort_values("record", kind="stable", ignore_index=True)
    record = found["record"].to_numpy()
    opens = np.append(True, record[1:] != record[:-1])[: len(record)]
    start = np.maximum.accumulate(np.where(opens, np.arange(len(record)), 0))
    issued = np.where(rng.random(len(record)) < 0.1, made.first[record], np.iinfo(np.int64).min)
    checked = pick_key(rng, {"Y": 0.35, "N": 0.45, "": 0.2}, len(record))
    return pd.DataFrame(
        {
            "offender_id": frame["offender_id"].to_numpy()[record],
            "offender_id_seq": np.arange(len(record)) - start + 1,
            "root_offender_id": frame["root_offender_id"].to_numpy()[record],
            "identifier_type": found["identifier_type"],
            "identifier": found["identifier"],
            "issued_date": date_text(issued),
            "verified_flag": np.where(checked == "", None, checked),
        }
    )


def address_table(
    part: Part, lives: Lives, frame: pd.DataFrame, record: np.ndarray, on: np.ndarray
) -> pd.DataFrame:
    """Addresses given at bookings (``record``, day ``on``), each once a record."""
    rng = part.rng("nomis addresses")
    rates = part.setting("dirt.nomis")
    asked = rng.random(len(record)) < part.setting("nomis.address_asked")
    record, on = record[asked], on[asked]
    late = rng.random(len(record)) < rates["address_lag"]
    row = lives.address_arrays.at(frame["at"].to_numpy()[record], on - np.where(late, 540, 0))
    fresh = ~pd.DataFrame({"record": record, "row": row}).duplicated().to_numpy()
    record, on, row = record[fresh], on[fresh], row[fresh]
    lines = people.address_lines(part, lives.address_arrays, row)
    postcode = dirt.dirty_postcode(part, text(lines["postcode"]), "nomis", rates)
    homeless = lines["is_no_fixed_abode"]
    stands_for = rates["nfa_postcode"]
    texts = np.array([t or None for t in stands_for["text"]], dtype=object)
    rows = np.flatnonzero(homeless & (rng.random(len(row)) < stands_for["rate"]))
    postcode[rows] = texts[rng.integers(0, len(texts), len(rows))]
    last = np.append(record[1:] != record[:-1], True)[: len(record)]
    ends = ~last & (rng.random(len(record)) < 0.8)
    until = np.where(ends, np.append(on[1:], 0)[: len(on)] - 1, np.iinfo(np.int64).min)
    flat = rng.random(len(record)) < 0.12
    return pd.DataFrame(
        {
            "offender_address_id": part.ids(len(record)),
            "root_offender_id": frame["root_offender_id"].to_numpy()[record],
            "start_date": date_text(on),
            "end_date": date_text(until),
            "flat": np.where(
                flat, identifiers.join("FLAT ", identifiers.digits(row % 20 + 1, 1)), None
            ),
            "premise": text(lines["house"]),
            "street": _upper(text(lines["street"])),
            "locality": None,
            "city_code": _upper(text(lines["town"])),
            "postal_code": postcode,
            "no_fixed_address_flag": np.where(homeless, "Y", "N").astype(object),
        }
    )

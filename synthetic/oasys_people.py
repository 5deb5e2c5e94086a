"""Offender records of OASys: names, aliases, identifiers, addresses, and mergers of records.

Some people have two records by mistake: from one of their assessments on they were assessed under a
new one. Where that was found the two were merged: the assessments moved to the first record, and
the second was deleted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from synthetic import dirt, identifiers, oasys_events, places
from synthetic.arrays import counts_to_rows, date_text, pick_key, ranks, text, to_days
from synthetic.lives import Lives
from synthetic.part import Part

FORENAMES = ("forename1", "forename2", "forename3")


@dataclass(frozen=True)
class Records:
    """Arrays over offender records, sorted by person; ``of_event`` has the record of each
    assessment. ``first`` and ``last`` are the days of the first and last assessment entered under
    the record, before any merger; ``merged`` and ``demerged`` mark second records.
    """

    at: np.ndarray
    second: np.ndarray
    merged: np.ndarray
    demerged: np.ndarray
    first: np.ndarray
    last: np.ndarray
    pk: np.ndarray
    of_event: np.ndarray

    def __len__(self) -> int:
        """Number of records."""
        return len(self.at)


def records(part: Part, found: pd.DataFrame) -> Records:
    """Who has a record, and which assessments belong to it."""
    rng = part.rng("oasys records")
    at, on = found["at"].to_numpy(), found["day"].to_numpy()
    person, begin, count = np.unique(at, return_index=True, return_counts=True)
    owner = np.searchsorted(person, at)
    two = (count > 1) & (rng.random(len(person)) < part.setting("oasys.second_record"))
    turn = 1 + (rng.random(len(person)) * (count - 1)).astype(np.int64)
    later = two[owner] & (np.arange(len(at)) - begin[owner] >= turn[owner])
    merged = two & (rng.random(len(person)) < part.setting("oasys.merged"))
    demerged = merged & (rng.random(len(person)) < part.setting("oasys.demerged"))

    start = np.cumsum(1 + two) - (1 + two)
    entered = start[owner] + later
    of_person = np.repeat(np.arange(len(person)), 1 + two)
    second = np.arange(len(of_person)) != start[of_person]
    first = np.full(len(of_person), np.iinfo(np.int64).max)
    last = np.full(len(of_person), np.iinfo(np.int64).min)
    np.minimum.at(first, entered, on)
    np.maximum.at(last, entered, on)
    moved = (merged & ~demerged)[owner]
    return Records(
        at=person[of_person],
        second=second,
        merged=second & merged[of_person],
        demerged=second & demerged[of_person],
        first=first,
        last=last,
        # Ids rise with time: neighbours in an extract are strangers.
        pk=part.ids(len(of_person))[ranks(first)],
        of_event=np.where(moved, start[owner], entered),
    )


def _blank(values: np.ndarray, missing: np.ndarray) -> np.ndarray:
    """Text with None where ``missing``."""
    return np.where(missing, None, np.asarray(values, dtype=object))


def _join_words(*parts: np.ndarray) -> np.ndarray:
    """Words with spaces between, without those that are missing; None where all are."""
    rows = zip(*(p.tolist() for p in parts), strict=True)
    joined = [" ".join(w for w in row if w) or None for row in rows]
    return np.array(joined, dtype=object) if joined else np.zeros(0, dtype=object)


def ethnicity(part: Part, lives: Lives, at: np.ndarray) -> np.ndarray:
    """Ethnic category of each person as staff recorded it."""
    rng = part.rng("oasys ethnicity")
    n = len(at)
    code = text(lives.persons["ethnicity"])[at]
    code = np.where(code == "O1", "A4", np.where(code == "W8", "W3", code))
    seen = pick_key(rng, {"W1": 0.5, "W9": 0.2, "M9": 0.15, "O9": 0.15}, n)
    code = np.where(rng.random(n) < part.setting("oasys.ethnicity_differs"), seen, code)
    code = np.where(rng.random(n) < part.setting("oasys.ethnicity_not_stated"), "NS", code)
    return _blank(code, rng.random(n) < part.setting("oasys.ethnicity_missing"))


def gender(sex: np.ndarray) -> np.ndarray:
    """Codes of sex: 1 male, 2 female, 9 not specified."""
    return np.select([sex == "M", sex == "F"], ["1", "2"], "9").astype(object)


def local_authority(part: Part, town: np.ndarray, key: str) -> np.ndarray:
    """Local authority of each town; None where it was not entered."""
    rng = part.rng(f"oasys local authority {key}")
    towns = places.load(part.settings).towns
    code = pd.Series(towns["lad_code"].to_numpy(), index=towns["town"].to_numpy())
    code = code[~code.index.duplicated()]
    found = text(code.reindex(town).to_numpy(dtype=object))
    missing = rng.random(len(town)) < part.setting("oasys.local_authority_missing")
    return _blank(found, missing | pd.isna(found))


def _old_numbers(rng: np.random.Generator, n: int) -> np.ndarray:
    """Local prison numbers from before 2009: two letters and four digits."""
    letters = np.array(list("ABCDEFGHJKLMNPRSTVWX"), dtype=object)
    return identifiers.join(
        letters[rng.integers(0, 20, n)],
        letters[rng.integers(0, 20, n)],
        identifiers.digits(rng.integers(0, 10_000, n), 4),
    )


def written_down(part: Part, lives: Lives, made: Records) -> pd.DataFrame:
    """What the system holds of the person of each record, as ``dirt.recorded`` gives it."""
    held = oasys_events.spells(lives).held(made.at, made.last)
    return dirt.recorded(
        part, lives, "oasys", part.person_ids()[made.at], made.last, key="offender", held=held
    )


def offenders(part: Part, lives: Lives, made: Records, seen: pd.DataFrame) -> pd.DataFrame:
    """One row a record, merged ones among them."""
    rng = part.rng("oasys offenders")
    n, at = len(made), made.at
    gone = made.merged & ~made.demerged
    crn_missing = np.where(
        made.second,
        part.setting("oasys.second_crn_missing"),
        part.setting("oasys.crn_missing"),
    )
    custody = oasys_events.spells(lives)
    been = custody.been(at, made.last)
    unknown = ~been | (rng.random(n) < part.setting("oasys.prison_number_missing"))
    no_old = ~been | (rng.random(n) >= part.setting("oasys.old_prison_number"))
    life = np.isin(
        at, lives.sentences["at"].to_numpy()[lives.sentences["kind"].to_numpy() == "life"]
    )
    homeless = seen["is_no_fixed_abode"].to_numpy(dtype=bool)
    town = text(seen["town"])
    # A merger becomes known some time after the second record was begun.
    found_on = made.first + 30 + rng.integers(0, 200, n)
    limited = rng.random(n) < part.setting("oasys.limited_access")
    return pd.DataFrame(
        {
            "offender_pk": made.pk,
            "family_name": seen["surname"],
            "forename_1": seen["forename1"],
            "forename_2": seen["forename2"],
            "forename_3": seen["forename3"],
            "date_of_birth": seen["birth_date"],
            "gender_elm": gender(text(seen["sex"])),
            "ethnic_category_elm": ethnicity(part, lives, at),
            "pnc": seen["pnc"],
            "cro_number": seen["cro"],
            "cms_prob_number": _blank(text(lives.persons["crn"])[at], rng.random(n) < crn_missing),
            "cms_pris_number": _blank(text(lives.persons["prison_number"])[at], unknown),
            "prison_number": _blank(_old_numbers(rng, n), no_old),
            "merge_pnc_number": _blank(text(seen["pnc"]), ~gone),
            "address_line_1": _join_words(text(seen["house"]), text(seen["street"])),
            "address_line_2": np.full(n, None, dtype=object),
            "address_line_3": _blank(town, homeless),
            "address_line_4": _blank(text(seen["county"]), homeless | (rng.random(n) < 0.5)),
            "address_postcode": seen["postcode"],
            "local_authority_elm": local_authority(part, town, "offender"),
            "nfa_ind": np.where(homeless, "Y", "N").astype(object),
            "custody_ind": np.where(custody.held(at, made.last), "Y", "N").astype(object),
            "life_ind": np.where(life, "Y", "N").astype(object),
            "limited_access_offender": np.where(limited, "Y", "N").astype(object),
            "merged_ind": np.where(gone, "Y", "N").astype(object),
            "deleted_date": date_text(np.where(gone, found_on, np.iinfo(np.int64).min)),
            "create_date": date_text(made.first),
        }
    )


def aliases(part: Part, lives: Lives, made: Records, seen: pd.DataFrame) -> pd.DataFrame:
    """Other names of each record that were known by its last assessment."""
    rng = part.rng("oasys aliases")
    names = lives.names
    owner = names["at"].to_numpy()
    begin = np.searchsorted(owner, made.at, side="left")
    record, place = counts_to_rows(np.searchsorted(owner, made.at, side="right") - begin)
    row = begin[record] + place
    kind = names["name_type"].to_numpy(dtype=object)[row]
    main = seen["name_no"].to_numpy()[record]
    known = part.setting("oasys.alias_known")
    # The name at birth of somebody who is under it is no alias; under another one it may be.
    rate = pd.Series(kind).map(known).fillna(0).to_numpy(dtype=float)
    keep = (names["name_no"].to_numpy()[row] != main) & (rng.random(len(row)) < rate)
    keep &= to_days(names["from_date"])[row] <= made.last[record]
    record, row = record[keep], row[keep]
    rates = part.setting("dirt.oasys")
    written = {
        name: dirt.dirty_name(part, text(names[name])[row], f"oasys alias {name}", rates)
        for name in ("forename1", "forename2", "surname")
    }
    opens = np.append(True, record[1:] != record[:-1])[: len(record)]
    start = np.maximum.accumulate(np.where(opens, np.arange(len(record)), 0))
    place = np.arange(len(record)) - start + 1
    return pd.DataFrame(
        {
            "offender_alias_pk": made.pk[record] * 32 + np.minimum(place, 31),
            "offender_pk": made.pk[record],
            "display_sort": place * 10,
            "alias_family_name": written["surname"],
            "alias_forename_1": written["forename1"],
            "alias_forename_2": written["forename2"],
            "alias_date_of_birth": dirt.dirty_date(
                part, to_days(names["birth_date"])[row], "oasys alias", rates
            ),
        }
    )


def links(made: Records, offender: pd.DataFrame) -> pd.DataFrame:
    """Mergers of second records into first ones, and those that were reversed."""
    second = np.flatnonzero(made.merged)
    gone = text(offender["deleted_date"])[second]
    reversed_ = made.demerged[second]
    return pd.DataFrame(
        {
            "offender_link_pk": made.pk[second],
            "initiating_offender": made.pk[second],
            "deciding_offender": made.pk[second - 1],
            "merged_offender": pd.arrays.IntegerArray(made.pk[second], reversed_),
            "reversed_ind": np.where(reversed_, "Y", "N").astype(object),
            "link_type_elm": np.where(reversed_, "DE_MERGE", "MERGE_RETAIN").astype(object),
            "create_date": np.where(reversed_, date_text(made.first[second] + 60), gone),
        }
    )

"""Custody in nDelius: where a prison sentence stands, releases from it and recalls to it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic import delius_codes as codes
from synthetic.arrays import date_text, day, pick_key, to_days
from synthetic.delius_areas import allocations
from synthetic.delius_values import BASE, IN_CUSTODY, MISSING, code_ids, nullable, take_rows
from synthetic.lives import Lives
from synthetic.part import Part


def spells(lives: Lives, frame: pd.DataFrame) -> pd.DataFrame:
    """One row a custody spell (sentence or recall) of an event, in order of time.

    Columns: event_id, offender_id, copy_no, spell_id, spell_kind, from_day, to_day, licence_day,
    pss_day (days, MISSING where open or none), release_reason, stays_in (another spell follows
    without a day of freedom).
    """
    known = lives.custody_spells.sort_values(
        ["person_id", "start_date", "spell_id"], ignore_index=True
    )
    person = known["person_id"].to_numpy()
    begins, ends = to_days(known["start_date"]), to_days(known["end_date"])
    known["stays_in"] = np.r_[(person[1:] == person[:-1]) & (begins[1:] <= ends[:-1] + 1), [False]][
        : len(known)
    ]
    known = known[known["spell_kind"].isin(["sentence", "recall"]) & known["sentence_id"].notna()]
    known = pd.DataFrame(
        {
            "sentence_id": known["sentence_id"].astype(np.int64),
            "spell_id": known["spell_id"],
            "spell_kind": known["spell_kind"],
            "release_reason": known["release_reason"],
            "stays_in": known["stays_in"],
            "from_day": to_days(known["start_date"]),
            "to_day": to_days(known["end_date"]),
            "licence_day": to_days(known["licence_end_date"]),
            "pss_day": to_days(known["pss_end_date"]),
        }
    )
    wanted = frame[frame["kind"].isin(IN_CUSTODY)]
    found = wanted[
        ["event_id", "offender_id", "copy_no", "sentence_id", "is_ora", "sentenced", "length_days"]
    ].merge(known, on="sentence_id")
    return found.sort_values(["event_id", "from_day", "spell_id"], ignore_index=True)


def releases(part: Part, stays: pd.DataFrame) -> pd.DataFrame:
    """One row a release: the spells that ended in one, with the recall that followed, if any.

    Columns: those of ``spells``, release_type, recalled (day of the recall, else MISSING),
    recall_spell_id, licence_over (day on which the licence ends or is cut short).
    """
    rng = part.rng("delius releases")
    extract = day(part.setting("delius.extract_day"))
    reason = stays["release_reason"].fillna("").astype(str).to_numpy()
    to_day = stays["to_day"].to_numpy()
    out = np.flatnonzero(
        (to_day != MISSING)
        & (to_day <= extract)
        & (reason != "died")
        & ~stays["stays_in"].to_numpy(dtype=bool)
    )
    found = take_rows(stays, out)
    # A spell of the same event that follows a release is the recall from it.
    event = stays["event_id"].to_numpy()
    follows = np.r_[event[1:] == event[:-1], [False]][: len(stays)][out]
    found["recalled"] = np.where(follows, np.r_[stays["from_day"].to_numpy()[1:], 0][out], MISSING)
    found["recall_spell_id"] = np.where(
        follows, np.r_[stays["spell_id"].to_numpy()[1:], 0][out], -1
    )
    licence = found["licence_day"].to_numpy()
    on_licence = (licence != MISSING) & (licence > found["to_day"].to_numpy())
    found["release_type"] = np.select(
        [
            ~on_licence,
            reason[out] == "home_detention_curfew",
            found["spell_kind"].to_numpy() == "recall",
        ],
        ["NL", "HDC", "FTR"],
        "ADL",
    )
    found["on_licence"] = on_licence
    found["licence_over"] = np.where(follows, found["recalled"], licence)
    found["recall_reason"] = pick_key(
        rng, {"POB": 0.45, "FAO": 0.28, "RES": 0.12, "OOT": 0.13, "HDC": 0.02}, len(found)
    )
    return found


def standing(frame: pd.DataFrame, stays: pd.DataFrame, extract: int) -> pd.DataFrame:
    """One row a custodial event: supervision after the licence, and where the sentence stands."""
    rows = np.flatnonzero(frame["kind"].isin(IN_CUSTODY))
    custody = frame.iloc[rows][
        [
            "event_id",
            "offender_id",
            "person_id",
            "sentenced",
            "length_days",
            "is_ora",
            "ended",
            "end_reason",
        ]
    ].reset_index()
    last = stays.groupby("event_id").agg(
        licence=("licence_day", "max"),
        pss=("pss_day", "max"),
        freed=("to_day", "last"),
        since=("from_day", "last"),
        kind=("spell_kind", "last"),
    )
    last = last.reindex(custody["event_id"])
    licence = last["licence"].fillna(MISSING).to_numpy().astype(np.int64)
    pss = last["pss"].fillna(MISSING).to_numpy().astype(np.int64)
    freed = last["freed"].fillna(MISSING).to_numpy().astype(np.int64)
    supervised = (
        (pss != MISSING)
        & custody["is_ora"].to_numpy()
        & (freed != MISSING)
        & (np.nan_to_num(custody["length_days"], nan=9999) < 730)
        & (pss > licence)
    )
    begin = np.where(licence == MISSING, freed, licence) + 1
    custody["pss_start"] = np.where(supervised, begin, MISSING)
    custody["pss_end"] = np.where(supervised, pss, MISSING)
    recalled = np.asarray(last["kind"] == "recall", dtype=bool)
    custody["status"] = np.select(
        [
            custody["ended"] != MISSING,
            (freed == MISSING) & recalled,
            (freed == MISSING) | (freed > extract),
            supervised & (begin <= extract),
        ],
        ["T", "C", "D", "P"],
        "B",
    )
    since = np.where(
        freed == MISSING,
        last["since"].fillna(MISSING).to_numpy().astype(np.int64),
        np.minimum(freed, extract),
    )
    since = np.where(custody["ended"] != MISSING, custody["ended"], since)
    custody["since"] = np.where(since == MISSING, custody["sentenced"], since)
    return custody


def custody_table(
    part: Part, lives: Lives, frame: pd.DataFrame, custody: pd.DataFrame, stays: pd.DataFrame
) -> pd.DataFrame:
    """One row a custodial event."""
    rng = part.rng("delius custody")
    persons = lives.persons
    number = (
        pd.Series(persons["prison_number"].to_numpy(), index=persons["person_id"])
        .reindex(custody["person_id"])
        .to_numpy(dtype=object)
    )
    # Those who never went to prison on the sentence have no number on it.
    absent = ~custody["event_id"].isin(stays["event_id"]).to_numpy() | (
        rng.random(len(custody)) < part.setting("delius.noms_missing")
    )
    return pd.DataFrame(
        {
            "custody_id": custody["event_id"],
            "offender_id": custody["offender_id"],
            "disposal_id": custody["event_id"],
            "custodial_status_id": code_ids(custody["status"], codes.ids("CUSTODY STATUS")),
            "status_change_date": date_text(custody["since"]),
            "prisoner_number": np.where(absent, None, number),
            "pss_start_date": date_text(custody["pss_start"]),
        }
    )


def release_table(
    part: Part, lives: Lives, frame: pd.DataFrame, freed: pd.DataFrame
) -> pd.DataFrame:
    """One row a release."""
    area = allocations(part, lives, frame)
    area = area[area["number"] == 0]
    event = frame["event_id"].to_numpy()[area["row"]]
    of_event = pd.Series(area["area_id"].to_numpy(), index=event)
    taken = of_event.reindex(freed["event_id"]).fillna(-1).to_numpy().astype(np.int64)
    fixed = (freed["spell_kind"] == "recall").to_numpy()
    stay = freed["to_day"].to_numpy() - freed["from_day"].to_numpy()
    return pd.DataFrame(
        {
            "release_id": release_id(freed["spell_id"], freed["copy_no"]),
            "offender_id": freed["offender_id"],
            "custody_id": freed["event_id"],
            "actual_release_date": date_text(freed["to_day"]),
            "release_type_id": code_ids(freed["release_type"], codes.ids("RELEASE TYPE")),
            "probation_area_id": nullable(taken, taken < 0),
            "length": nullable(stay, ~(fixed & (stay <= 28))),
        }
    )


def release_id(spell: np.ndarray, copy_no: np.ndarray) -> np.ndarray:
    """Key of the release that ended a spell, or of the recall that began one."""
    return BASE + np.asarray(spell) * 4 + np.asarray(copy_no)


def recall_table(freed: pd.DataFrame) -> pd.DataFrame:
    """One row a recall."""
    back = freed[freed["recalled"] != MISSING]
    return pd.DataFrame(
        {
            "recall_id": release_id(back["recall_spell_id"], back["copy_no"]),
            "offender_id": back["offender_id"].to_numpy(),
            "release_id": release_id(back["spell_id"], back["copy_no"]),
            "recall_date": date_text(back["recalled"]),
            "recall_reason_id": code_ids(back["recall_reason"], codes.ids("RECALL REASON")),
        }
    )

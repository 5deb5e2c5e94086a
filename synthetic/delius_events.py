"""Events of nDelius: the sentences and reports that probation is there for.

An event is a sentence that probation supervises, or a matter that it reported on before sentence.
The frame of ``events`` is internal, one row an event; ``event_table`` shapes it as the source does.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic.arrays import DAYS_A_YEAR, date_text, pick_key, ranks, to_days
from synthetic.delius_court import court_id
from synthetic.delius_values import (
    BASE,
    IN_CUSTODY,
    MISSING,
    ORA,
    hits,
    nullable,
    take_rows,
    typed_dates,
)
from synthetic.lives import Lives
from synthetic.part import Part


def _where_known(part: Part, sentences: pd.DataFrame, born: np.ndarray) -> np.ndarray:
    """Which sentences become events."""
    rng = part.rng("delius events")
    n = len(sentences)
    kind = sentences["kind"].to_numpy()
    short = np.nan_to_num(sentences["length_days"].to_numpy(dtype=float)) < 365
    before = to_days(sentences["offence_date"]) < ORA
    share = (
        pd.Series(kind)
        .map(
            {
                "community": 1.0,
                "life": 1.0,
                "custody": 1.0,
                "suspended": part.setting("delius.suspended_supervised"),
                "fine": part.setting("delius.report_only"),
                "discharge": part.setting("delius.report_only"),
            }
        )
        .fillna(0.0)
        .to_numpy()
    )
    share = np.where(
        (kind == "custody") & short & before,
        part.setting("delius.short_custody_before_2015"),
        share,
    )
    age = (to_days(sentences["sentence_date"]) - born) / DAYS_A_YEAR
    return (rng.random(n) < share) & (age >= part.setting("delius.minimum_age"))


def _records(part: Part, person: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which offender record (0 or 1) each event is on, and the events that are entered twice.

    ``person`` is sorted: the events of a person follow one another, oldest first. People with a
    duplicate record keep their first event on the first one; where no event falls to the second,
    the last event is entered there once more.
    """
    rng = part.rng("delius records")
    new = np.ones(len(person), dtype=bool)
    new[1:] = person[1:] != person[:-1]
    first_row, group = np.flatnonzero(new), np.cumsum(new) - 1
    last_row = np.append(first_row[1:], len(person))[: len(first_row)] - 1
    doubled = hits(rng, len(first_row), part.setting("delius.duplicate_offender"))
    record = (doubled[group] & hits(rng, len(person), 0.5)).astype(np.int64)
    record[first_row] = 0
    moved = np.bincount(group, weights=record, minlength=len(first_row)) > 0
    copied = last_row[doubled & ~moved]
    again = np.flatnonzero(hits(rng, len(person), part.setting("delius.duplicate_event")))
    return record, copied, again


def events(part: Part, lives: Lives) -> pd.DataFrame:
    """One row an event.

    Columns: event_id, offender_id, person_id, record_no, sentence_id, copy_no, kind, court,
    appearance_id, crown_id, offence_code, days (sentence, offence, referral, report), is_ora,
    length_days (float), report (type or ""), event_number.
    """
    persons, sentences = lives.persons, lives.sentences
    place = np.searchsorted(persons["person_id"].to_numpy(), sentences["person_id"].to_numpy())
    born = to_days(persons["birth_date"])[place]
    known = take_rows(sentences, np.flatnonzero(_where_known(part, sentences, born)))
    known["sentenced"] = to_days(known["sentence_date"])
    known["offended"] = to_days(known["offence_date"])
    known = known.sort_values(["person_id", "sentenced", "sentence_id"], ignore_index=True)
    record, copied, again = _records(part, known["person_id"].to_numpy())
    rows = np.concatenate([np.arange(len(known)), again, copied])
    frame = take_rows(known, rows)
    frame["record_no"] = np.concatenate([record, record[again], np.ones(len(copied), np.int64)])
    frame["copy_no"] = np.repeat([0, 1, 2], [len(known), len(again), len(copied)])
    frame["event_id"] = BASE + frame["sentence_id"].to_numpy() * 4 + frame["copy_no"]
    frame["is_ora"] = frame["offended"].to_numpy() >= ORA
    _add_reports(part, lives, frame)
    frame["offender_id"] = _offender_ids(part, frame)
    frame = frame.sort_values(["offender_id", "referred", "event_id"], ignore_index=True)
    frame["event_number"] = frame.groupby("offender_id").cumcount() + 1
    return frame


def _offender_ids(part: Part, frame: pd.DataFrame) -> np.ndarray:
    """Keys of the offender records. They rise with the day on which a record was entered; a second
    record is entered later, so that a person's two records are no neighbours.
    """
    record = frame["person_id"].to_numpy() * 2 + frame["record_no"].to_numpy()
    first = frame.groupby(record)["referred"].min()
    late = part.rng("delius offender ids").integers(30, 900, len(first))
    entered = first.to_numpy(dtype=np.int64) + np.where(first.index.to_numpy() % 2 == 1, late, 0)
    ids = pd.Series(part.ids(len(first))[ranks(entered)], index=first.index)
    return BASE + ids.reindex(record).to_numpy(dtype=np.int64)


def _first_hearing(lives: Lives, frame: pd.DataFrame) -> np.ndarray:
    """First day of the case in court, by row; the day of the sentence where it is not known."""
    cases = lives.appearances
    first = pd.Series(to_days(cases["first_hearing_date"]), index=cases["appearance_id"])
    found = first.reindex(frame["appearance_id"].fillna(-1).astype(np.int64))
    return found.fillna(pd.Series(frame["sentenced"].to_numpy(), index=found.index)).to_numpy(
        dtype=np.int64
    )


def _add_reports(part: Part, lives: Lives, frame: pd.DataFrame) -> None:
    """Adds report (type asked for, "" for none), requested and referred."""
    rng = part.rng("delius reports")
    n = len(frame)
    share = frame["kind"].map(part.setting("delius.report")).fillna(1.0).to_numpy()
    asked = rng.random(n) < share
    kind = pick_key(rng, part.setting("delius.report_types"), n)
    days = part.setting("delius.report_days")
    low = pd.Series(kind).map({k: v[0] for k, v in days.items()}).to_numpy()
    high = pd.Series(kind).map({k: v[1] for k, v in days.items()}).to_numpy()
    sentenced = frame["sentenced"].to_numpy()
    gap = low + (rng.random(n) * (high - low + 1)).astype(np.int64)
    requested = np.minimum(np.maximum(sentenced - gap, _first_hearing(lives, frame)), sentenced)
    frame["report"] = np.where(asked, kind, "")
    frame["requested"] = np.where(asked, requested, MISSING)
    frame["referred"] = np.where(asked, requested, sentenced)


def event_table(
    part: Part, lives: Lives, frame: pd.DataFrame, freed: pd.DataFrame, custody: pd.DataFrame
) -> pd.DataFrame:
    """One row an event."""
    rng = part.rng("delius event")
    n = len(frame)
    first = freed.groupby("event_id")["to_day"].min().reindex(frame["event_id"])
    active = (frame["disposal_type_id"] >= 0).to_numpy() & (frame["ended"] == MISSING).to_numpy()
    breach = active & (rng.random(n) < part.setting("delius.in_breach"))
    past = ~breach & (frame["end_reason"] == "04").to_numpy()
    supervised = frame["event_id"].isin(custody.loc[custody["pss_start"] != MISSING, "event_id"])
    # A custodial sentence of the same day on the same record runs beside the one entered first.
    key = frame["offender_id"].astype(str) + "|" + frame["sentenced"].astype(str)
    custodial = frame["kind"].isin(IN_CUSTODY).to_numpy()
    leader = frame["event_id"].where(custodial).groupby(key).transform("min").fillna(-1)
    beside = custodial & (leader != frame["event_id"]) & (frame["copy_no"] == 0)
    return pd.DataFrame(
        {
            "event_id": frame["event_id"],
            "offender_id": frame["offender_id"],
            "event_number": frame["event_number"].astype(str).to_numpy(dtype=object),
            "referral_date": typed_dates(part, "referral", frame["referred"].to_numpy()),
            "conviction_date": date_text(frame["sentenced"]),
            "first_release_date": date_text(first.fillna(MISSING).to_numpy().astype(np.int64)),
            "in_breach": breach.astype(np.int64),
            "breach_end": date_text(np.where(past, frame["ended"], MISSING)),
            "ftc_count": rng.poisson(0.15, n) + 2 * breach,
            "pss_rqmnt_flag": supervised.astype(np.int64).to_numpy(),
            "active_flag": active.astype(np.int64),
            "consecutive_to_event_id": nullable(np.zeros(n), np.ones(n, bool)),
            "concurrent_with_event_id": nullable(leader.to_numpy(), ~beside.to_numpy()),
            "court_id": court_id(lives, frame),
        }
    )

"""Disposals of nDelius: type and length of each sentence, when it ended and why."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic import delius_codes as codes
from synthetic.arrays import DAYS_A_YEAR, date_text, day, pick_key, to_days
from synthetic.delius_values import (
    DAYS_A_MONTH,
    IN_COMMUNITY,
    IN_CUSTODY,
    MISSING,
    SA2020,
    code_ids,
    nullable,
)
from synthetic.lives import Lives
from synthetic.part import Part


def _disposal_types(frame: pd.DataFrame, born: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Ids of the type of each disposal."""
    ids = codes.list_ids("delius_disposal_types")
    kind = frame["kind"].to_numpy()
    ora, sentenced = frame["is_ora"].to_numpy(), frame["sentenced"].to_numpy()
    length = np.nan_to_num(frame["length_days"].to_numpy(dtype=float))
    adult = (sentenced - born) / DAYS_A_YEAR >= 21
    extended = (length >= 4 * 365) & (rng.random(len(frame)) < 0.06)
    return np.select(
        [
            (kind == "community") & (sentenced >= SA2020),
            (kind == "community") & ora,
            kind == "community",
            (kind == "suspended") & (sentenced >= SA2020),
            (kind == "suspended") & ora,
            kind == "suspended",
            kind == "life",
            extended,
            ora & (length < 730) & adult,
            ora & (length < 730),
            ora,
            (length < 365) & adult,
            length < 365,
        ],
        [
            ids["340"],
            ids["329"],
            ids["201"],
            ids["341"],
            ids["330"],
            ids["202"],
            ids["312"],
            ids["206"],
            ids["326"],
            ids["328"],
            ids["327"],
            ids["307"],
            ids["308"],
        ],
        ids["203"],
    )


def add_disposals(part: Part, lives: Lives, frame: pd.DataFrame, stays: pd.DataFrame) -> None:
    """Adds what the DISPOSAL row of each event says: type, lengths, days of end, why it ended.

    ``disposal_type_id`` is -1 for events without a disposal.
    """
    rng = part.rng("delius disposals")
    n = len(frame)
    persons = lives.persons
    place = np.searchsorted(persons["person_id"].to_numpy(), frame["person_id"].to_numpy())
    born = to_days(persons["birth_date"])[place]
    kind = frame["kind"].to_numpy()
    sentenced = frame["sentenced"].to_numpy()
    disposed = np.isin(kind, IN_COMMUNITY + IN_CUSTODY)
    frame["disposal_type_id"] = np.where(disposed, _disposal_types(frame, born, rng), -1)

    length = frame["length_days"].to_numpy(dtype=float)
    length = np.where(np.isnan(length) & np.isin(kind, IN_COMMUNITY), 365.0, length)
    known_length = disposed & ~np.isnan(length) & (kind != "life")
    frame["length_days"] = np.where(known_length, length, np.nan)
    frame["months"] = np.where(known_length, np.maximum(np.round(length / DAYS_A_MONTH), 1), np.nan)
    hangs = np.maximum(np.nan_to_num(length), 365) + 30 * rng.integers(0, 7, n)
    frame["operational_months"] = np.where(
        kind == "suspended", np.round(hangs / DAYS_A_MONTH), np.nan
    )

    # The last day by itself: of the order, or of licence and supervision after custody.
    order_end = sentenced + np.where(kind == "suspended", hangs, np.nan_to_num(length)).astype(
        np.int64
    )
    last = stays.groupby("event_id")[["licence_day", "pss_day"]].max().max(axis=1)
    custody_end = last.reindex(frame["event_id"]).fillna(MISSING).to_numpy().astype(np.int64)
    end = np.where(np.isin(kind, IN_CUSTODY) & (custody_end > 0), custody_end, order_end)
    end = np.where(disposed & (kind != "life"), end, MISSING)
    frame["notional_end"] = end

    reason = pick_key(rng, part.setting("delius.terminations"), n)
    custodial = np.isin(kind, IN_CUSTODY)
    reason = np.where(custodial & ~np.isin(reason, ["05", "06"]), "01", reason)
    early = np.clip(0.15 + 0.8 * rng.random(n), 0.15, 0.95)
    early = np.where(reason == "02", 0.5 + 0.4 * rng.random(n), early)
    ended = np.where(reason == "01", end, sentenced + (np.maximum(end - sentenced, 1) * early))
    died = stays[stays["release_reason"] == "died"].groupby("event_id")["to_day"].min()
    died = died.reindex(frame["event_id"]).fillna(MISSING).to_numpy().astype(np.int64)
    reason = np.where(died != MISSING, "05", reason)
    ended = np.where(died != MISSING, died, ended)
    over = ((end != MISSING) | (died != MISSING)) & (
        ended <= day(part.setting("delius.extract_day"))
    )
    frame["ended"] = np.where(over, ended, MISSING).astype(np.int64)
    frame["end_reason"] = np.where(over, reason, "")


def disposal_table(part: Part, frame: pd.DataFrame, needed: pd.DataFrame) -> pd.DataFrame:
    """One row an event with a sentence that probation supervises."""
    rng = part.rng("delius seriousness")
    unpaid = np.zeros(len(frame), np.int64)
    unpaid[needed.loc[needed["code"] == "W", "row"]] = 1
    rows = np.flatnonzero(frame["disposal_type_id"] >= 0)
    held = frame.iloc[rows]
    months, operational = held["months"].to_numpy(), held["operational_months"].to_numpy()
    days = held["length_days"].to_numpy()
    return pd.DataFrame(
        {
            "disposal_id": held["event_id"].to_numpy(),
            "offender_id": held["offender_id"].to_numpy(),
            "event_id": held["event_id"].to_numpy(),
            "disposal_type_id": held["disposal_type_id"].to_numpy(),
            "disposal_date": date_text(held["sentenced"]),
            "length": nullable(np.nan_to_num(months), np.isnan(months)),
            "length_2": nullable(np.nan_to_num(operational), np.isnan(operational)),
            "effective_length": nullable(np.nan_to_num(months), np.isnan(months)),
            "length_in_days": nullable(np.nan_to_num(days), np.isnan(days)),
            "notional_end_date": date_text(held["notional_end"]),
            "termination_date": date_text(held["ended"]),
            "disposal_termination_reason_id": code_ids(
                held["end_reason"], codes.ids("DISPOSAL TERMINATION REASON")
            ),
            "upw": unpaid[rows],
            "level_of_seriousness_id": code_ids(
                pick_key(rng, {"L": 0.3, "M": 0.5, "H": 0.2}, len(rows)),
                codes.ids("LEVEL OF SERIOUSNESS"),
            ),
            "active_flag": (held["ended"] == MISSING).astype(np.int64).to_numpy(),
        }
    )

"""Offences of nDelius: the main one of each event, and those beside it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic import delius_codes as codes
from synthetic.arrays import date_text, to_days
from synthetic.delius_values import MISSING, child_id, typed_dates
from synthetic.lives import Lives
from synthetic.part import Part


def _offence_ids(offences: pd.DataFrame) -> np.ndarray:
    """Ids of offences by Home Office code; of the class where no more than that is listed."""
    known = codes.list_ids("delius_offences")
    ho_class = offences["ho_class"].fillna("999").astype(str).str.zfill(3)
    exact = ho_class + offences["ho_sub_class"].fillna("00").astype(str).str.zfill(2)
    general = codes.look_up(ho_class + "00", known, known["99900"])
    found = codes.look_up(exact, known, -1)
    return np.where(found < 0, general, found)


def _offence_of_code(lives: Lives) -> pd.Series:
    """Offence code -> nDelius offence id."""
    kinds = lives.offences[["offence_code", "ho_class", "ho_sub_class"]].drop_duplicates(
        "offence_code"
    )
    return pd.Series(_offence_ids(kinds), index=kinds["offence_code"])


def main_offence_table(part: Part, lives: Lives, frame: pd.DataFrame) -> pd.DataFrame:
    """One row an event."""
    rng = part.rng("delius offence")
    n = len(frame)
    other = codes.list_ids("delius_offences")["99900"]
    offence = frame["offence_code"].map(_offence_of_code(lives)).fillna(other)
    return pd.DataFrame(
        {
            "main_offence_id": frame["event_id"],
            "offender_id": frame["offender_id"],
            "event_id": frame["event_id"],
            "offence_date": typed_dates(
                part,
                "offence",
                frame["offended"].to_numpy(),
                part.setting("delius.offence_date_typo"),
            ),
            "offence_count": 1 + rng.poisson(0.2, n),
            "offence_id": offence.astype(np.int64),
            "tics": np.where(rng.random(n) < 0.02, rng.integers(1, 12, n), 0),
            "verdict": np.full(n, "G", dtype=object),
        }
    )


def additional_offence_table(part: Part, lives: Lives, frame: pd.DataFrame) -> pd.DataFrame:
    """One row a further offence of an event, sixteen at most."""
    rng = part.rng("delius additional")
    offences = lives.offences[["offence_id", "appearance_id", "offence_code", "offence_date"]]
    cases = frame[frame["appearance_id"].notna()][["event_id", "appearance_id", "offence_code"]]
    cases = cases.astype({"appearance_id": np.int64})
    found = cases.merge(offences, on="appearance_id", suffixes=("", "_further"))
    # The main offence is one of them: it is left out once.
    found = found.sort_values(["event_id", "offence_id"], ignore_index=True)
    main = found["offence_code"] == found["offence_code_further"]
    first = main & ~found["event_id"].where(main).duplicated()
    found = found[~first].reset_index(drop=True)
    number = found.groupby("event_id").cumcount()
    found = found[number < 16].reset_index(drop=True)
    number = number[number < 16].to_numpy()
    n = len(found)
    undated = rng.random(n) < part.setting("delius.additional_offence_undated")
    return pd.DataFrame(
        {
            "additional_offence_id": child_id(found["event_id"], number, 16),
            "event_id": found["event_id"],
            "offence_date": date_text(np.where(undated, MISSING, to_days(found["offence_date"]))),
            "offence_count": np.ones(n, np.int64),
            "offence_id": found["offence_code_further"]
            .map(_offence_of_code(lives))
            .astype(np.int64),
        }
    )

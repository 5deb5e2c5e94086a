"""How nDelius writes values down, and the days and keys that its modules share.

Days are int64 days since 1970-01-01; ``MISSING`` marks a day that is not known.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic import delius_codes as codes
from synthetic.arrays import DAYS_A_YEAR, date_text, day
from synthetic.part import Part

MISSING = np.iinfo(np.int64).min
BASE = 2_500_000_000  # nDelius keys start here
ORA = day("2015-02-01")  # Offender Rehabilitation Act: offences from this day
SA2020 = day("2020-12-01")  # Sentencing Act: convictions from this day
CRC = day("2014-06-01")  # Transforming Rehabilitation: trusts become NPS and CRCs
DAYS_A_MONTH = DAYS_A_YEAR / 12
IN_COMMUNITY = ("community", "suspended")
IN_CUSTODY = ("custody", "life")


def hits(rng: np.random.Generator, n: int, share: float) -> np.ndarray:
    """``n`` truths, each with chance ``share``."""
    return rng.random(n) < share


def take_rows(frame: pd.DataFrame, rows: np.ndarray) -> pd.DataFrame:
    """Rows of a frame, numbered anew."""
    return frame.iloc[rows].reset_index(drop=True)


def nullable(values: np.ndarray, missing: np.ndarray) -> pd.array:
    """Whole numbers; null where ``missing``."""
    return pd.arrays.IntegerArray(
        np.where(missing, 0, values).astype(np.int64), np.asarray(missing, dtype=bool).copy()
    )


def code_ids(values: np.ndarray, known: dict[str, int]) -> pd.array:
    """Ids of codes; null for codes that are empty or unknown."""
    found = codes.look_up(values, known, -1)
    return nullable(found, found < 0)


def child_id(parent: np.ndarray, number: np.ndarray, room: int) -> np.ndarray:
    """Ids of the children of ``parent``: ``room`` ids for each."""
    return BASE + (np.asarray(parent) - BASE) * room + np.asarray(number)


def of_case(frame: pd.DataFrame, cases: pd.DataFrame, key: str, column: str) -> np.ndarray:
    """``column`` of the case that each event belongs to; "" where there is none."""
    values = pd.Series(cases[column].to_numpy(), index=cases[key])
    found = values.reindex(frame[key].fillna(-1).astype(np.int64))
    return found.fillna("").astype(str).to_numpy()


def typed_dates(part: Part, name: str, days: np.ndarray, typo: float = 0.0) -> np.ndarray:
    """ISO text as staff typed it: a few years are ten out, hardly any date is impossible."""
    rng = part.rng(f"delius typed.{name}")
    n = len(days)
    dates = days.astype("M8[D]")
    years = dates.astype("M8[Y]")
    wrong = (rng.random(n) < typo) & (days != MISSING)
    shift = np.where(rng.random(n) < 0.5, -10, 10)
    moved = ((years + shift).astype("M8[D]") + (dates - years.astype("M8[D]"))).astype(np.int64)
    text = date_text(np.where(wrong, moved, days))
    impossible = (rng.random(n) < part.setting("delius.impossible_date")) & (days != MISSING)
    for row in np.flatnonzero(impossible):
        text[row] = f"{text[row][:4]}-02-30"
    return text

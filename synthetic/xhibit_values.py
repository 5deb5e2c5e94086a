"""How XHIBIT writes values down: dates with a time, codes, gaps and slips."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from synthetic import slips
from synthetic.arrays import text

# Days that a date can be written for, 1870 to 2119.
FIRST_DAY, LAST_DAY = -36524, 54786


@cache
def _stamps() -> np.ndarray:
    """Every day as text with a time; the last element is None."""
    days = np.arange(FIRST_DAY, LAST_DAY).astype("M8[D]")
    return np.append(np.datetime_as_string(days).astype(object) + " 00:00:00", None)


def stamp(days: np.ndarray, missing: np.ndarray | None = None) -> np.ndarray:
    """Days since 1970-01-01 as 'YYYY-MM-DD 00:00:00' (object); None where ``missing``."""
    place = np.asarray(days, dtype=np.int64) - FIRST_DAY
    place = np.where((place >= 0) & (place < LAST_DAY - FIRST_DAY), place, -1)
    return _stamps()[place if missing is None else np.where(missing, -1, place)]


def taken(column: pd.Series, rows: np.ndarray) -> np.ndarray:
    """A text column at ``rows`` (object, None where missing)."""
    return text(column.array.take(rows))


def thinned(rng: np.random.Generator, values: np.ndarray, share: float) -> np.ndarray:
    """``values`` (object) with ``share`` of them None."""
    kept = values.copy()
    kept[rng.random(len(values)) < share] = None
    return kept


def mistyped(rng: np.random.Generator, values: np.ndarray, share: float) -> np.ndarray:
    """``values`` (object) with one digit of ``share`` of them put wrong."""
    slipped = values.copy()
    rows = np.flatnonzero(rng.random(len(values)) < share)
    for row, draw in zip(rows.tolist(), rng.integers(0, 2**40, len(rows)).tolist(), strict=True):
        if slipped[row] is not None:
            slipped[row] = slips.digit(slipped[row], draw)
    return slipped


def joined(first: np.ndarray, second: np.ndarray, between: str) -> np.ndarray:
    """Two text columns as one (object); None where both are missing."""
    # null_handling="skip" would drop the rows in which all are missing.
    both = pc.utf8_trim_whitespace(
        pc.binary_join_element_wise(
            pa.array(first, pa.string()),
            pa.array(second, pa.string()),
            between,
            null_handling="replace",
            null_replacement="",
        )
    )
    values = np.array(both.to_numpy(zero_copy_only=False), dtype=object)
    values[values == ""] = None
    return values


def chosen(condition: np.ndarray, yes: object, no: object) -> np.ndarray:
    """``np.where`` for texts and None (object)."""
    return np.where(condition, np.asarray(yes, dtype=object), np.asarray(no, dtype=object))


def bail_code(remand: np.ndarray) -> np.ndarray:
    """Codes of a remand: custody, bail or neither."""
    return chosen(remand == "custody", "C", chosen(remand == "bail", "B", "N"))


def rows_of(ids: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """The place in ``ids`` (unique) of each of ``wanted``, all of which are there."""
    order = np.argsort(ids)
    return order[np.searchsorted(ids[order], wanted)]

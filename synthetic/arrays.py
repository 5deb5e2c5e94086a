"""Small vectorised helpers that several modules share. Days are int64 days since 1970-01-01."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa

DAYS_A_YEAR = 365.25


def day(date: object) -> int:
    """Days since 1970-01-01 of a date (or ISO text)."""
    return int(np.datetime64(str(date), "D").astype(np.int64))


def to_dates(days: np.ndarray, missing: np.ndarray | None = None) -> np.ndarray:
    """Days as datetime64[s]; NaT where ``missing``."""
    dates = np.asarray(days, dtype=np.int64).astype("M8[D]").astype("M8[s]")
    if missing is not None:
        dates[missing] = np.datetime64("NaT")
    return dates


def to_days(dates: object) -> np.ndarray:
    """A date column as days since 1970-01-01 (NaT becomes the smallest int64)."""
    return np.asarray(dates).astype("M8[D]").astype(np.int64)


def pick(rng: np.random.Generator, weights: Sequence[float], n: int) -> np.ndarray:
    """``n`` indices (int64) with chances proportional to ``weights``."""
    edges = np.cumsum(np.asarray(weights, dtype=float))
    found = np.searchsorted(edges, rng.random(n) * edges[-1], side="right")
    return np.minimum(found, len(edges) - 1)


def pick_rows(rng: np.random.Generator, weights: np.ndarray) -> np.ndarray:
    """One index a row of ``weights`` (rows x choices)."""
    edges = np.cumsum(weights, axis=1)
    draw = rng.random(len(weights)) * edges[:, -1]
    return np.minimum((edges <= draw[:, None]).sum(axis=1), weights.shape[1] - 1)


def pick_key(rng: np.random.Generator, shares: dict[str, float], n: int) -> np.ndarray:
    """``n`` keys (object) of ``shares`` in proportion to its values."""
    keys = np.array(list(shares), dtype=object)
    return keys[pick(rng, list(shares.values()), n)]


def exponential_days(rng: np.random.Generator, mean: float, n: int) -> np.ndarray:
    """Whole days, exponential with ``mean``."""
    return rng.exponential(mean, n).astype(np.int64)


def ranks(keys: np.ndarray) -> np.ndarray:
    """The place (from 0) of each row once all are sorted by ``keys`` (ties keep their order)."""
    return np.argsort(np.argsort(keys, kind="stable"), kind="stable")


def counts_to_rows(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For rows with ``counts`` children each: parent index and 0-based place of each child."""
    parent = np.repeat(np.arange(len(counts)), counts)
    start = np.cumsum(counts) - counts
    return parent, np.arange(len(parent)) - start[parent]


_FIRST_DAY = -36524  # 1870-01-01
_LAST_DAY = 54786  # 2119-12-31


@cache
def _date_texts(style: str) -> np.ndarray:
    iso = np.datetime_as_string(np.arange(_FIRST_DAY, _LAST_DAY).astype("M8[D]"))
    if style == "iso":
        return iso.astype(object)
    return np.array([f"{d[8:]}/{d[5:7]}/{d[:4]}" for d in iso.tolist()], dtype=object)


def date_text(days: np.ndarray, style: str = "iso") -> np.ndarray:
    """Days as text: 'iso' YYYY-MM-DD or 'uk' dd/mm/yyyy; None outside 1870-2119 (NaT too)."""
    days = np.asarray(days, dtype=np.int64)
    known = (days >= _FIRST_DAY) & (days < _LAST_DAY)
    text = _date_texts(style)[np.where(known, days - _FIRST_DAY, 0)]
    text[~known] = None
    return text


def text(column: object) -> np.ndarray:
    """A text column as an object array with None for missing values, always a copy."""
    if isinstance(column, pd.Series):
        column = column.array
    values = pa.array(column, type=pa.string(), from_pandas=True)
    return values.to_numpy(zero_copy_only=False, writable=True)

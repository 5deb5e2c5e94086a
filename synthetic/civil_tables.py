"""What the civil courts' systems write alike: codes, dates, numbers that rise with time, truth."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic.arrays import date_text, ranks
from synthetic.part import Part


def mapped(values: object, codes: dict[str, str]) -> np.ndarray:
    """The code of each value (object); None for what has none."""
    return np.array([codes.get(value) for value in np.asarray(values, dtype=object)], dtype=object)


def dates(days: object) -> np.ndarray:
    """Days as ISO text; None where ``caseman_course.UNKNOWN``."""
    return date_text(np.asarray(days, dtype=np.int64))


def court_text(numbers: object) -> np.ndarray:
    """Court codes as text."""
    return np.array([str(number) for number in np.asarray(numbers)], dtype=object)


def ordered(part: Part, key: str, days: np.ndarray, columns: dict[str, object]) -> pd.DataFrame:
    """A table with a key that rises with time, in the order of its key."""
    days = np.asarray(days, dtype=np.int64)
    table = pd.DataFrame({key: part.ids(len(days))[ranks(days)], **columns})
    return table.sort_values(key, ignore_index=True)


def true_people(system: str, keys: pd.Series, parties: pd.DataFrame) -> pd.DataFrame:
    """Truth of the party records of ``system``: the key is the system and the party's number."""
    known = parties["true_person_id"].to_numpy() >= 0
    return pd.DataFrame(
        {
            "source_dataset": np.full(known.sum(), "civil_caseman_pcol", dtype=object),
            "record_key": np.array([f"{system}|{key}" for key in keys[known]], dtype=object),
            "true_person_id": parties["true_person_id"].to_numpy()[known],
        }
    )

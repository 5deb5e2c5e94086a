"""OGRS assessments of nDelius: how likely a person is to be convicted again.

The score comes from age, sex and the events before, as the real one does, but not by its formula:
the shape is what matters here.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic.arrays import DAYS_A_YEAR, date_text, to_days
from synthetic.delius_values import hits
from synthetic.lives import Lives
from synthetic.part import Part


def ogrs_assessment_table(part: Part, lives: Lives, frame: pd.DataFrame) -> pd.DataFrame:
    """One row an assessed event: chance in per cent of reconviction within one and two years."""
    rng = part.rng("delius ogrs")
    n = len(frame)
    known = hits(rng, n, part.setting("delius.ogrs_known"))
    noise, delay = rng.normal(0, 0.5, n), rng.integers(0, 15, n)
    persons = lives.persons
    place = np.searchsorted(persons["person_id"].to_numpy(), frame["person_id"].to_numpy())
    age = (frame["referred"].to_numpy() - to_days(persons["birth_date"])[place]) / DAYS_A_YEAR
    woman = persons["sex"].to_numpy()[place] == "F"
    before = frame["event_number"].to_numpy() - 1
    two_years = 1 / (1 + np.exp(0.6 + 0.045 * (age - 30) + 0.3 * woman - np.log1p(before) + noise))
    two_years = np.clip(np.round(100 * two_years), 1, 99).astype(np.int64)
    one_year = np.maximum(np.round(0.6 * two_years), 1).astype(np.int64)
    rows = np.flatnonzero(known)
    return pd.DataFrame(
        {
            "ogrs_assessment_id": frame["event_id"].to_numpy()[rows],
            "event_id": frame["event_id"].to_numpy()[rows],
            "assessment_date": date_text((frame["referred"].to_numpy() + delay)[rows]),
            "ogrs3_score_1": one_year[rows],
            "ogrs3_score_2": two_years[rows],
        }
    )

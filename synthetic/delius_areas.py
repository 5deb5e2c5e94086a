"""Probation areas of nDelius: which one is responsible for an event, and since when."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic import delius_codes as codes
from synthetic.arrays import counts_to_rows, date_text
from synthetic.delius_values import CRC, IN_CUSTODY, MISSING, child_id, hits
from synthetic.lives import Lives
from synthetic.part import Part


def allocations(part: Part, lives: Lives, frame: pd.DataFrame) -> pd.DataFrame:
    """One row an allocation of an event to a probation area.

    Columns: row (of ``frame``), number, area_id, from_day, to_day, is_last.
    """
    rng = part.rng("delius areas")
    areas = codes.list_ids("delius_probation_areas")
    cases = lives.appearances
    force = (
        pd.Series(cases["police_force"].to_numpy(), index=cases["appearance_id"])
        .reindex(frame["appearance_id"].fillna(-1).astype(np.int64))
        .fillna("")
        .astype(str)
        .to_numpy()
    )
    distinct, inverse = np.unique(force, return_inverse=True)
    nowhere = ("ALL", "ALL", "ALL")
    of_force = np.array(
        [[areas[code] for code in codes.FORCE_AREAS.get(f, nowhere)] for f in distinct],
        dtype=np.int64,
    ).reshape(-1, 3)
    company, national, trust = of_force[inverse].T
    kind = frame["kind"].to_numpy()
    serious = np.isin(kind, IN_CUSTODY) & (np.nan_to_num(frame["length_days"]) >= 4 * 365)
    n = len(frame)
    to_national = (
        serious | (kind == "life") | hits(rng, n, 0.22) | np.isin(kind, ["fine", "discharge"])
    )
    first = np.where(
        frame["referred"].to_numpy() < CRC, trust, np.where(to_national, national, company)
    )
    moved = hits(rng, n, part.setting("delius.moved_area"))
    counts = np.where(hits(rng, n, part.setting("delius.no_order_manager")), 0, 1 + moved)
    row, number = counts_to_rows(counts)
    elsewhere = np.unique(of_force[:, :2])
    other = elsewhere[rng.integers(0, len(elsewhere), n)] if n else first
    change = frame["referred"].to_numpy() + rng.integers(20, 400, n)
    referred = frame["referred"].to_numpy()
    return pd.DataFrame(
        {
            "row": row,
            "number": number,
            "area_id": np.where(number == 0, first[row], other[row]),
            "from_day": np.where(number == 0, referred[row], change[row]),
            "to_day": np.where((number == 0) & (counts[row] == 2), change[row], MISSING),
            "is_last": number == counts[row] - 1,
        }
    )


def order_manager_table(part: Part, lives: Lives, frame: pd.DataFrame) -> pd.DataFrame:
    """One row an allocation of an event to a probation area."""
    found = allocations(part, lives, frame)
    event = frame["event_id"].to_numpy()[found["row"]]
    return pd.DataFrame(
        {
            "order_manager_id": child_id(event, found["number"], 2),
            "event_id": event,
            "probation_area_id": found["area_id"],
            "allocation_date": date_text(found["from_day"]),
            "end_date": date_text(found["to_day"]),
            "active_flag": found["is_last"].astype(np.int64),
        }
    )

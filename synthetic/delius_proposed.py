"""Requirements that pre-sentence reports of nDelius propose with an order."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic import delius_codes as codes
from synthetic.delius_requirements import REQUIREMENT_LENGTHS
from synthetic.delius_values import child_id, code_ids, nullable
from synthetic.part import Part


def proposed_rqmnt_table(part: Part, proposals: pd.DataFrame) -> pd.DataFrame:
    """One row a requirement of a proposed community or suspended sentence order; at least one an
    order.
    """
    rng = part.rng("delius proposed requirements")
    types = codes.ids("PROPOSAL TYPE")
    kind = proposals["proposal_type_id"].to_numpy(dtype=np.int64, na_value=-1)
    at = np.flatnonzero(np.isin(kind, [types["CO"], types["SSO"]]))
    shares = part.setting("delius.requirements_ora")
    kinds = list(shares)
    drawn = rng.random((len(at), len(kinds))) < list(shares.values())
    drawn[~drawn.any(axis=1), kinds.index("F")] = True
    order, number = np.nonzero(drawn)
    row = at[order]
    code = np.array(kinds, dtype=object)[number]
    # What is not measured in hours or days of its own lasts as long as the order.
    length = proposals["length"].to_numpy(dtype=np.int64, na_value=0)[row]
    for name, (low, high, step) in REQUIREMENT_LENGTHS.items():
        those = np.flatnonzero(code == name)
        length[those] = low + step * rng.integers(0, (high - low) // step + 1, len(those))
    proposal = proposals["proposal_id"].to_numpy()[row]
    return pd.DataFrame(
        {
            "proposed_rqmnt_id": child_id(proposal, number, 16),
            "proposal_id": proposal,
            "rqmnt_type_main_category_id": code_ids(
                code, codes.list_ids("delius_rqmnt_type_main_categories")
            ),
            "length": nullable(length, length == 0),
        }
    )

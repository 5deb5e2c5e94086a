"""Pleas and verdicts of XHIBIT, by count."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic.arrays import ranks
from synthetic.lives import Lives
from synthetic.part import Part
from synthetic.xhibit_charges import Counts
from synthetic.xhibit_records import Records
from synthetic.xhibit_values import chosen, rows_of, stamp, taken


def plea_table(part: Part, lives: Lives, found: Records, counted: Counts) -> pd.DataFrame:
    """Pleas to the counts of trials; a changed plea stands beside the first one."""
    rng = part.rng("xhibit pleas")
    tried = np.flatnonzero(found.case_type[counted.record] == "T")
    record = counted.record[tried]
    guilty = taken(lives.crown_cases["plea"], found.crown[record]) == "guilty"
    # One plea a count; further counts now and then go the other way.
    guilty = np.where(
        (counted.number[tried] > 1) & (rng.random(len(tried)) < 0.08), ~guilty, guilty
    )
    changed = guilty & (rng.random(len(tried)) < part.setting("xhibit.changed_plea"))
    lesser = guilty & ~changed & (rng.random(len(tried)) < 0.03)
    code = chosen(changed, "CG", chosen(lesser, "GL", chosen(guilty, "G", "NG")))
    missed = ~guilty & (rng.random(len(tried)) < 0.02)
    code[missed] = "NP"
    again = np.flatnonzero(changed)
    which = np.concatenate([np.arange(len(tried)), again])
    late = np.repeat([False, True], [len(tried), len(again)])
    first = found.first_hearing[record][which]
    last = found.final_hearing[record][which]
    return pd.DataFrame(
        {
            "plea_id": part.ids(len(which))[ranks(counted.id[tried][which])],
            "defendant_on_offence_id": counted.id[tried][which],
            "plea_code": chosen(late, "NG", code[which]),
            "other_plea_text": None,
            "breach_admitted": None,
            "arraignment_date": stamp(np.where(~late & changed[which], last, first)),
        }
    )


def verdict_table(
    part: Part, lives: Lives, found: Records, counted: Counts, pleas: pd.DataFrame
) -> pd.DataFrame:
    """Verdicts on counts that were denied, and the results of appeals."""
    rng = part.rng("xhibit verdicts")
    denied = np.zeros(len(counted), dtype=bool)
    at = rows_of(counted.id, pleas["defendant_on_offence_id"].to_numpy())
    code = pleas["plea_code"].to_numpy(dtype=object)
    denied[at[np.isin(code, ["NG", "NP"])]] = True
    denied[at[np.isin(code, ["CG", "G", "GL"])]] = False
    appeal = found.case_type[counted.record] == "A"
    at = np.flatnonzero(denied | appeal)
    record = counted.record[at]
    verdict = taken(lives.crown_cases["verdict"], found.crown[record])
    guilty = verdict == "guilty"
    draw = rng.random(len(at))
    acquitted = chosen(draw < 0.62, "NG", chosen(draw < 0.92, "NGD", "DIS"))
    convicted = chosen(draw < 0.95, "G", "GL")
    allowed = chosen(draw < 0.7, "A", "V")
    dismissed = chosen(draw < 0.8, "D", "W")
    jury = guilty & (draw > 0.85)
    dissent = np.where(jury, rng.integers(1, 3, len(at)), 0)
    none = ~np.isin(verdict, ["guilty", "not_guilty"])
    return pd.DataFrame(
        {
            "verdict_id": part.ids(len(at))[ranks(counted.id[at])],
            "defendant_on_case_id": found.record_id[record],
            "defendant_on_offence_id": counted.id[at],
            "verdict_code": chosen(appeal[at], None, chosen(guilty, convicted, acquitted)),
            "app_result_code": chosen(
                appeal[at], chosen(verdict == "allowed", allowed, dismissed), None
            ),
            "jurors_dissenting": pd.arrays.IntegerArray(dissent, none),
            "jurors_assenting": pd.arrays.IntegerArray(12 - dissent, none),
            "verdict_date": stamp(found.final_hearing[record]),
        }
    )

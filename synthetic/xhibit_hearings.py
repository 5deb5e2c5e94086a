"""Hearings of XHIBIT, and who was heard at them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic.arrays import ranks
from synthetic.lives import Lives
from synthetic.part import Part
from synthetic.xhibit_records import Records
from synthetic.xhibit_values import bail_code, chosen, stamp, taken


def hearing_tables(
    part: Part, lives: Lives, found: Records, sentence: np.ndarray
) -> dict[str, pd.DataFrame]:
    """The first and the last hearing of each record; co-defendants share those of one day."""
    cases = lives.crown_cases
    n = len(found)
    denied = taken(cases["plea"], found.crown) == "not_guilty"
    first_type = np.select(
        [found.case_type == "T", found.case_type == "S", found.case_type == "A"], [2, 4, 5], 6
    )
    last_type = np.where((found.case_type == "T") & denied, 3, 4)
    longer = np.flatnonzero(found.final_hearing > found.first_hearing)
    record = np.concatenate([np.arange(n), longer])
    on = np.concatenate([found.first_hearing, found.final_hearing[longer]])
    kind = np.concatenate([first_type, last_type[longer]])
    is_last = np.repeat([False, True], [n, len(longer)])
    is_last[:n] = found.final_hearing <= found.first_hearing

    key = (found.case[record] * 2**20 + on) * 8 + kind
    _, first, hearing = np.unique(key, return_index=True, return_inverse=True)
    hearing_id = part.ids(len(first))[ranks(on[first])]
    days = np.where(kind == 3, 1 + record % 4, 0)
    before = bail_code(taken(cases["remand"], found.crown))[record]
    ends = np.isin(sentence, ["custody", "life"])[record]
    after = chosen(is_last, chosen(ends, "C", "N"), before)
    return {
        "xhb_hearing": pd.DataFrame(
            {
                "hearing_id": hearing_id,
                "case_id": found.case_id[found.case[record[first]]],
                "ref_hearing_type_id": kind[first],
                "mp_hearing_type": "M",
                "hearing_start_date": stamp(on[first] - days[first]),
                "hearing_end_date": stamp(on[first]),
                "linked_hearing_id": pd.array([None] * len(first), dtype="Int64"),
            }
        ),
        "xhb_def_hearing_record": pd.DataFrame(
            {
                "def_hearing_record_id": part.ids(len(record))[ranks(on)],
                "defendant_on_case_id": found.record_id[record],
                "hearing_id": hearing_id[hearing],
                "hearing_start_date": stamp(on - days[first][hearing]),
                "hearing_end_date": stamp(on),
                "start_bail_status": before,
                "end_bail_status": after,
                "ref_def_hearing_type_id": kind,
            }
        ),
    }

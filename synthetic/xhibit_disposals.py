"""Disposals of XHIBIT: what the Crown Court ordered on each count, and the amounts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic.arrays import ranks, to_days
from synthetic.lives import Lives
from synthetic.part import Part
from synthetic.xhibit_charges import Counts
from synthetic.xhibit_records import Records
from synthetic.xhibit_values import chosen, rows_of, taken

_CODES = {
    "custody": "IMP",
    "life": "LIFE",
    "suspended": "SUSP",
    "community": "COM",
    "fine": "FINE",
    "discharge": "CD",
}


def sentences(lives: Lives, found: Records) -> tuple[np.ndarray, np.ndarray]:
    """Kind (object, '' for none) and days of each record's Crown sentence."""
    kind, days = np.full(len(found), "", dtype=object), np.zeros(len(found), dtype=np.int64)
    table = lives.sentences
    passed = table["crown_id"].notna().to_numpy()
    at = rows_of(
        lives.crown_cases["crown_id"].to_numpy(),
        table["crown_id"].to_numpy(dtype="int64", na_value=0)[passed],
    )
    kind[at] = table["kind"].to_numpy(dtype=object)[passed]
    days[at] = table["length_days"].to_numpy()[passed]
    return kind, days


def disposal_tables(
    part: Part,
    lives: Lives,
    found: Records,
    counted: Counts,
    acquitted: np.ndarray,
    sentence: np.ndarray,
    length: np.ndarray,
) -> dict[str, pd.DataFrame]:
    """Disposals of convicted counts, and the numbered lines that hold their amounts.

    The principal count bears the sentence of ``Lives``; the others none or a shorter one.
    ``acquitted`` says of each count whether the verdict was not guilty; ``sentence`` and ``length``
    (days) are by record.
    """
    rng = part.rng("xhibit disposals")
    kind = sentence[counted.record]
    principal = counted.number == 1
    at = np.flatnonzero((kind != "") & (principal | ~acquitted))
    kind, principal, record = kind[at], principal[at], counted.record[at]
    n = len(at)
    code = pd.Series(kind).map(_CODES).to_numpy(dtype=object)
    young = (found.final_hearing - to_days(lives.persons["birth_date"])[found.at])[record]
    code[(kind == "custody") & (young < 21 * 365.25)] = "YOI"
    code[(kind == "discharge") & (rng.random(n) < 0.15)] = "AD"
    code[(kind == "life") & ~principal] = "IMP"
    code[~principal & (rng.random(n) < 0.40)] = "NSP"
    days = np.where(principal, length[record], length[record] * rng.uniform(0.3, 1.0, n))
    days = np.maximum(np.minimum(days, 12_000), 1).astype(np.int64)
    pounds = np.exp(rng.normal(5.6, 0.9, n)).astype(np.int64)

    # Orders beside the sentence, on the principal count only.
    offence_class = taken(lives.offences["ho_class"], counted.offence[at]).astype("U3")
    driving = np.char.startswith(offence_class, "80")
    extra = {
        "COSTS": principal & (rng.random(n) < 0.30),
        "COMP": principal & (rng.random(n) < 0.10),
        "DISQ": principal & driving & (rng.random(n) < 0.75),
    }
    further = part.rng("xhibit further orders")
    extra |= {
        order: principal & (further.random(n) < rate)
        for order, rate in part.setting("xhibit.further_orders").items()
    }
    extra["LEND"] &= driving
    rows = np.concatenate([np.arange(n), *(np.flatnonzero(marked) for marked in extra.values())])
    codes = np.concatenate(
        [code, *(np.full(marked.sum(), name, dtype=object) for name, marked in extra.items())]
    )
    disposal_id = part.ids(len(rows))[ranks(counted.id[at[rows]])]
    disposals = pd.DataFrame(
        {
            "disposal2_id": disposal_id,
            "defendant_on_case_id": found.record_id[record[rows]],
            "defendant_on_offence_id": counted.id[at[rows]],
            "disposal_code": codes,
            "menu_group": None,
            "court_type": "C",
        }
    )

    timed = np.isin(codes, ["IMP", "YOI", "SUSP", "COM"])
    money = np.isin(codes, ["FINE", "COSTS", "COMP"])
    short = days[rows] < 90
    unit = chosen(
        timed & short,
        "D",
        chosen(timed | (codes == "DISQ"), "M", chosen(np.isin(codes, ["LIFE", "REST"]), "Y", "P")),
    )
    amount = np.select(
        [timed & short, timed, codes == "DISQ", codes == "LIFE", codes == "REST"],
        [
            days[rows],
            np.maximum(np.round(days[rows] * 12 / 365.25), 1).astype(np.int64),
            rng.choice([12, 18, 24, 36], len(rows)),
            rng.integers(12, 31, len(rows)),
            further.choice([1, 2, 3, 5, 10], len(rows)),
        ],
        pounds[rows],
    )
    lined = np.flatnonzero(timed | money | np.isin(codes, ["DISQ", "LIFE", "REST"]))
    texts = np.column_stack([amount[lined].astype(str).astype(object), unit[lined]]).reshape(-1)
    lines = pd.DataFrame(
        {
            "disposal_line_id": part.ids(2 * len(lined))[ranks(np.repeat(disposal_id[lined], 2))],
            "disposal2_id": np.repeat(disposal_id[lined], 2),
            "line_number": np.tile(np.array([1, 2]), len(lined)),
            "data": texts,
        }
    )
    return {"xhb_disposal2": disposals, "xhb_disposal_line": lines}

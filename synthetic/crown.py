"""Crown Court cases: trials, sentences and appeals, split and rolled-up cases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from synthetic import places
from synthetic.arrays import exponential_days, ranks, to_dates, to_days
from synthetic.part import Part


@dataclass(frozen=True)
class CrownTables:
    """``cases``: a person on a Crown case. ``sources``: the magistrates' appearances behind it."""

    cases: pd.DataFrame
    sources: pd.DataFrame


def _leading(part: Part, at: np.ndarray, ended: np.ndarray) -> np.ndarray:
    """For each sent appearance (sorted by person, day), the one whose Crown record it joins.

    Chains of one person's appearances within ``roll_up_days`` roll up into the first.
    """
    rng = part.rng("roll up")
    n = len(at)
    joins = np.zeros(n, dtype=bool)
    joins[1:] = (at[1:] == at[:-1]) & (ended[1:] - ended[:-1] <= part.setting("crown.roll_up_days"))
    joins &= rng.random(n) < part.setting("crown.rolled_up")
    return np.maximum.accumulate(np.where(joins, 0, np.arange(n)))


def crown(part: Part, cases: pd.DataFrame) -> CrownTables:
    """Crown records of the appearances of ``cases`` that were sent, committed or appealed.

    ``main_row`` is the row of the main appearance in ``cases`` (-1: voluntary bill, none).
    """
    rng = part.rng("crown")
    outcome = cases["outcome"].to_numpy()
    at = cases["at"].to_numpy()
    ended = to_days(cases["final_hearing_date"])
    sent = np.flatnonzero((outcome == "sent_for_trial") | (outcome == "committed_for_sentence"))
    sent = sent[np.lexsort((ended[sent], at[sent]))]
    lead = _leading(part, at[sent], ended[sent])
    own = np.flatnonzero(lead == np.arange(len(sent)))
    record = np.searchsorted(own, lead)  # Crown record of each sent appearance
    splits = np.flatnonzero(rng.random(len(own)) < part.setting("crown.split"))
    appealed = np.flatnonzero(
        (outcome == "sentenced") & (rng.random(len(outcome)) < part.setting("crown.appeal"))
    )

    # Records: first ones, the second halves of split cases, appeals.
    row = np.concatenate([sent[own], sent[own[splits]], appealed])
    is_split = np.repeat([False, True, False], [len(own), len(splits), len(appealed)])
    is_appeal = np.repeat([False, True], [len(own) + len(splits), len(appealed)])
    n = len(row)
    latest = ended[row].copy()
    np.maximum.at(latest, record, ended[sent])  # a rolled-up record waits for its last case

    kind = np.where(is_appeal, "A", np.where(outcome[row] == "committed_for_sentence", "S", "T"))
    days = part.setting("crown.days_to_end")
    guilty = (rng.random(n) < part.setting("crown.guilty")) | (kind == "S")
    lodged, heard = part.setting("crown.appeal_days")
    receipt = latest + np.where(
        is_appeal,
        1 + rng.integers(0, lodged, n),
        exponential_days(rng, part.setting("crown.days_to_receipt"), n),
    )
    hearing = (
        receipt
        + 1
        + np.where(
            is_appeal,
            rng.integers(7, heard, n),
            rng.gamma(2.0, part.setting("crown.days_to_first_hearing") / 2, n).astype(np.int64),
        )
    )
    length = rng.gamma(1.6, np.where(guilty, days["guilty"], days["not_guilty"]) / 1.6, n)
    final = hearing + np.where(is_appeal, 0, length).astype(np.int64)
    convicted = guilty | (rng.random(n) < part.setting("crown.convicted_after_trial"))
    verdict = np.where(guilty, "none", np.where(convicted, "guilty", "not_guilty")).astype(object)
    verdict[is_appeal] = np.where(rng.random(n) < 0.42, "allowed", "dismissed")[is_appeal]
    plea = np.where(guilty, "guilty", np.where(is_appeal, "none", "not_guilty")).astype(object)
    result = np.where(
        is_appeal, "appeal_decided", np.where(convicted, "sentenced", "acquitted")
    ).astype(object)
    no_source = (kind == "T") & ~is_split & (rng.random(n) < part.setting("crown.voluntary_bill"))

    # People of one magistrates' case share the Crown case, save split halves and appeals.
    case = cases["mags_case_id"].to_numpy()[row]
    apart = np.where(is_split, 1, np.where(is_appeal, 2, 0))
    _, crown_case = np.unique(case * 4 + apart, return_inverse=True)
    earliest = np.full(crown_case.max() + 1 if n else 0, np.iinfo(np.int64).max)
    np.minimum.at(earliest, crown_case, receipt)
    # A later defendant may join an open case: hearings stay after the receipt of the case.
    receipt = earliest[crown_case]
    crown_case_id = part.ids(len(earliest))[ranks(earliest)[crown_case]]
    crown_id = part.ids(n)[ranks(receipt)]
    remand = cases["remand"].to_numpy()[row].copy()
    remand[is_appeal] = "unconditional"
    known = places.load(part.settings)
    table = pd.DataFrame(
        {
            "crown_id": crown_id,
            "person_id": cases["person_id"].to_numpy()[row],
            "crown_case_id": crown_case_id,
            "court_code": known.crown[cases["town_no"].to_numpy()[row]],
            "case_type": kind.astype(object),
            "receipt_date": to_dates(receipt),
            "first_hearing_date": to_dates(hearing),
            "final_hearing_date": to_dates(final),
            "plea": plea,
            "verdict": verdict,
            "remand": remand,
            "outcome": result,
            "is_appeal": is_appeal,
            "is_voluntary_bill": no_source,
            "is_convicted": convicted & ~is_appeal,
            "at": at[row],
            "main_row": np.where(no_source, -1, row),
            "row": row,
            "town_no": cases["town_no"].to_numpy()[row],
        }
    )

    half = len(own) + np.arange(len(splits))
    source_record = np.concatenate(
        [record, half, len(own) + len(splits) + np.arange(len(appealed))]
    )
    source_row = np.concatenate([sent, sent[own[splits]], appealed])
    kept = ~no_source[source_record]
    sources = pd.DataFrame(
        {
            "crown_id": crown_id[source_record[kept]],
            "appearance_id": cases["appearance_id"].to_numpy()[source_row[kept]],
            "is_main": (source_row == row[source_record])[kept],
            "record": source_record[kept],
            "row": source_row[kept],
        }
    )
    return CrownTables(table, sources)

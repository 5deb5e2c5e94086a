"""What people on probation must do: requirements, licence conditions, post-sentence supervision.

Each kind is drawn as an internal frame and then shaped as the source's table.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic import delius_codes as codes
from synthetic.arrays import date_text, day
from synthetic.delius_custody import release_id
from synthetic.delius_values import (
    DAYS_A_MONTH,
    IN_COMMUNITY,
    MISSING,
    child_id,
    code_ids,
    hits,
    nullable,
)
from synthetic.part import Part

# Requirement kind -> shortest, longest, step of its length; None: as long as the order.
REQUIREMENT_LENGTHS = {
    "W": (40, 300, 20),
    "F": (5, 45, 5),
    "C": (1, 6, 1),
    "7": (20, 60, 5),
    "D": (6, 12, 3),
    "A": (6, 12, 3),
    "AM": (30, 120, 30),
    "X": (10, 60, 10),
    "T": (12, 36, 12),
}


def requirements(part: Part, frame: pd.DataFrame) -> pd.DataFrame:
    """One row a requirement of a community or suspended sentence; at least one a sentence.

    Columns: row (of ``frame``), code, number (of the kind), length, started, commenced, expected,
    ended, reason, attended, rar_days.
    """
    rng = part.rng("delius requirements")
    extract = day(part.setting("delius.extract_day"))
    at = np.flatnonzero(frame["kind"].isin(IN_COMMUNITY))
    now = part.setting("delius.requirements_ora")
    before = part.setting("delius.requirements_before")
    kinds = list(dict.fromkeys([*now, *before]))
    ora = frame["is_ora"].to_numpy()[at]
    chance = np.where(
        ora[:, None], [now.get(k, 0.0) for k in kinds], [before.get(k, 0.0) for k in kinds]
    )
    drawn = rng.random(chance.shape) < chance
    without = ~drawn.any(axis=1)
    drawn[without & ora, kinds.index("F")] = True
    drawn[without & ~ora, kinds.index("S")] = True
    event, number = np.nonzero(drawn)
    row = at[event]
    n = len(row)
    code = np.array(kinds, dtype=object)[number]

    months = np.nan_to_num(frame["months"].to_numpy())[row]
    length = months.copy()
    for kind, (low, high, step) in REQUIREMENT_LENGTHS.items():
        those = np.flatnonzero(code == kind)
        length[those] = low + step * rng.integers(0, (high - low) // step + 1, len(those))
    started = frame["sentenced"].to_numpy()[row]
    order_days = np.maximum(months * DAYS_A_MONTH, 30)
    runs = np.where(
        np.isin(code, ["C", "D", "A"]),
        length * DAYS_A_MONTH,
        np.where(code == "AM", length, order_days),
    )
    expected = started + np.minimum(runs, order_days).astype(np.int64)

    stopped = frame["ended"].to_numpy()[row]
    why = frame["end_reason"].to_numpy()[row]
    span = np.where(stopped == MISSING, expected, np.minimum(stopped, expected)) - started
    completed = hits(rng, n, part.setting("delius.requirement_completed"))
    done = started + (np.maximum(span, 1) * (0.3 + 0.65 * rng.random(n))).astype(np.int64)
    ended = np.where(
        completed, done, np.where(stopped == MISSING, expected, np.minimum(stopped, expected))
    )
    reason = np.select(
        [
            completed,
            (stopped > expected) | (stopped == MISSING),
            why == "03",
            why == "04",
            why == "05",
        ],
        ["21", "22", "23", "24", "25"],
        "22",
    )
    over = ended <= extract
    commenced = np.where(
        hits(rng, n, part.setting("delius.commencement_missing")),
        MISSING,
        started + rng.integers(3, 40, n),
    )
    attended = rng.poisson(np.clip((np.minimum(ended, extract) - started) / 20, 0.2, 40))
    return pd.DataFrame(
        {
            "row": row,
            "code": code,
            "number": number,
            "length": length.astype(np.int64),
            "started": started,
            "commenced": np.where(commenced > extract, MISSING, commenced),
            "expected": expected,
            "ended": np.where(over, ended, MISSING),
            "reason": np.where(over, reason, ""),
            "attended": attended,
            "rar_days": np.where(code == "F", np.minimum(attended, length), -1).astype(np.int64),
        }
    )


def licence_conditions(part: Part, freed: pd.DataFrame) -> pd.DataFrame:
    """One row a condition of a release on licence: the standard ones, and each additional one.

    Columns: row (of ``freed``), code, number, months, started, commenced, expected, ended, reason,
    attended.
    """
    rng = part.rng("delius licence")
    extract = day(part.setting("delius.extract_day"))
    shares = part.setting("delius.licence_conditions")
    at = np.flatnonzero(freed["on_licence"])
    drawn = np.column_stack(
        [np.ones(len(at), bool), rng.random((len(at), len(shares))) < list(shares.values())]
    )
    release, number = np.nonzero(drawn)
    row = at[release]
    n = len(row)
    started = freed["to_day"].to_numpy()[row]
    expected = freed["licence_day"].to_numpy()[row]
    ended = freed["licence_over"].to_numpy()[row]
    recalled = freed["recalled"].to_numpy()[row] != MISSING
    dropped = ~recalled & (number > 0) & hits(rng, n, 0.15)
    ended = np.where(dropped, started + ((ended - started) * rng.random(n)).astype(np.int64), ended)
    over = ended <= extract
    reason = np.select([recalled, dropped], ["43", "44"], "41")
    commenced = np.where(
        hits(rng, n, part.setting("delius.commencement_missing")),
        MISSING,
        started + rng.integers(0, 10, n),
    )
    return pd.DataFrame(
        {
            "row": row,
            "code": np.array(["NSTT9", *shares], dtype=object)[number],
            "number": number,
            "months": np.maximum(np.round((expected - started) / DAYS_A_MONTH), 1).astype(np.int64),
            "started": started,
            "commenced": np.where(commenced > extract, MISSING, commenced),
            "expected": expected,
            "ended": np.where(over, ended, MISSING),
            "reason": np.where(over, reason, ""),
            "attended": rng.poisson(np.clip((np.minimum(ended, extract) - started) / 25, 0.1, 60)),
        }
    )


def pss_requirements(part: Part, custody: pd.DataFrame) -> pd.DataFrame:
    """One row a requirement of post-sentence supervision; the standard ones always hold.

    ``custody`` has one row a custodial event with pss_start and pss_end (MISSING: none). Columns:
    row (of ``custody``), code, number, started, commenced, expected, ended, reason, attended.
    """
    rng = part.rng("delius pss")
    extract = day(part.setting("delius.extract_day"))
    shares = part.setting("delius.pss_requirements")
    start = custody["pss_start"].to_numpy()
    at = np.flatnonzero((start != MISSING) & (start <= extract))
    drawn = np.column_stack(
        [np.ones(len(at), bool), rng.random((len(at), len(shares))) < list(shares.values())]
    )
    case, number = np.nonzero(drawn)
    row = at[case]
    n = len(row)
    started, expected = start[row], custody["pss_end"].to_numpy()[row]
    cut = hits(rng, len(at), part.setting("delius.pss_ends_early"))[case]
    share = rng.random(len(at))[case]
    ended = np.where(cut, started + ((expected - started) * share).astype(np.int64), expected)
    over = ended <= extract
    reason = np.where(cut, np.where(rng.random(len(at))[case] < 0.6, "64", "63"), "61")
    commenced = np.where(
        hits(rng, n, part.setting("delius.commencement_missing")),
        MISSING,
        started + rng.integers(0, 10, n),
    )
    return pd.DataFrame(
        {
            "row": row,
            "code": np.array(["SSR", *shares], dtype=object)[number],
            "number": number,
            "started": started,
            "commenced": np.where(commenced > extract, MISSING, commenced),
            "expected": expected,
            "ended": np.where(over, ended, MISSING),
            "reason": np.where(over, reason, ""),
            "attended": rng.poisson(np.clip((np.minimum(ended, extract) - started) / 25, 0.1, 20)),
        }
    )


def _run(found: pd.DataFrame) -> dict[str, np.ndarray]:
    """What requirements and conditions have in common: how they ran."""
    return {
        "commencement_date": date_text(found["commenced"]),
        "expected_start_date": date_text(found["started"]),
        "expected_end_date": date_text(found["expected"]),
        "termination_date": date_text(found["ended"]),
        "attendance_count": found["attended"].to_numpy(),
        "active_flag": (found["ended"] == MISSING).to_numpy(dtype=np.int64),
    }


def rqmnt_table(frame: pd.DataFrame, needed: pd.DataFrame) -> pd.DataFrame:
    """One row a requirement of an order."""
    event = frame["event_id"].to_numpy()[needed["row"]]
    rar = needed["rar_days"].to_numpy()
    return pd.DataFrame(
        {
            "rqmnt_id": child_id(event, needed["number"], 16),
            "offender_id": frame["offender_id"].to_numpy()[needed["row"]],
            "disposal_id": event,
            "rqmnt_type_main_category_id": code_ids(
                needed["code"], codes.list_ids("delius_rqmnt_type_main_categories")
            ),
            "start_date": date_text(needed["started"]),
            **_run(needed),
            "rqmnt_termination_reason_id": code_ids(
                needed["reason"], codes.ids("REQUIREMENT TERMINATION REASON")
            ),
            "length": needed["length"],
            "rar_count": nullable(rar, rar < 0),
        }
    )


def lic_condition_table(part: Part, freed: pd.DataFrame) -> pd.DataFrame:
    """One row a condition of a licence."""
    found = licence_conditions(part, freed)
    release = release_id(freed["spell_id"], freed["copy_no"])[found["row"]]
    return pd.DataFrame(
        {
            "lic_condition_id": child_id(release, found["number"], 16),
            "offender_id": freed["offender_id"].to_numpy()[found["row"]],
            "disposal_id": freed["event_id"].to_numpy()[found["row"]],
            "lic_cond_type_main_cat_id": code_ids(
                found["code"], codes.list_ids("delius_lic_cond_type_main_cats")
            ),
            "start_date": date_text(found["started"]),
            **_run(found),
            "lic_termination_reason_id": code_ids(
                found["reason"], codes.ids("LICENCE CONDITION TERMINATION REASON")
            ),
            "length": found["months"],
        }
    )


def pss_rqmnt_table(part: Part, custody: pd.DataFrame) -> pd.DataFrame:
    """One row a requirement of post-sentence supervision."""
    found = pss_requirements(part, custody)
    event = custody["event_id"].to_numpy()[found["row"]]
    return pd.DataFrame(
        {
            "pss_rqmnt_id": child_id(event, found["number"], 4),
            "offender_id": custody["offender_id"].to_numpy()[found["row"]],
            "custody_id": event,
            "pss_rqmnt_type_main_cat_id": code_ids(
                found["code"], codes.list_ids("delius_pss_rqmnt_type_main_categories")
            ),
            "imposed_date": date_text(found["started"]),
            **_run(found),
            "pss_rqmnt_term_reason_id": code_ids(
                found["reason"], codes.ids("PSS REQUIREMENT TERMINATION REASON")
            ),
            "length": found["expected"] - found["started"],
        }
    )

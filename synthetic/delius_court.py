"""Courts in nDelius: appearances, reports before sentence and what they proposed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic import delius_codes as codes
from synthetic.arrays import date_text, pick_key, to_days
from synthetic.delius_proposed import proposed_rqmnt_table
from synthetic.delius_values import MISSING, child_id, code_ids, nullable, of_case
from synthetic.lives import Lives
from synthetic.part import Part


def court_id(lives: Lives, frame: pd.DataFrame) -> pd.array:
    """Id of the court of each event: the Crown Court if it came there."""
    magistrates = of_case(frame, lives.appearances, "appearance_id", "court_code")
    crown = of_case(frame, lives.crown_cases, "crown_id", "court_code")
    number = _court_numbers(np.where(crown != "", crown, magistrates))
    return nullable(number, number == 0)


def _court_numbers(court: np.ndarray) -> np.ndarray:
    """A number for each court code: its letters and digits read in base 36."""
    distinct, inverse = np.unique(np.asarray(court, dtype=str), return_inverse=True)
    numbers = [int(code, 36) if code.isalnum() else 0 for code in distinct]
    return np.array(numbers, dtype=np.int64)[inverse]


def court_tables(part: Part, lives: Lives, frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Appearances (one before sentence where a report was asked for), reports and proposals."""
    rng = part.rng("delius court")
    asked = np.flatnonzero(frame["report"] != "")
    rows = np.concatenate([np.arange(len(frame)), asked])
    number = np.repeat([0, 1], [len(frame), len(asked)])
    event = frame["event_id"].to_numpy()
    appearance = child_id(event[rows], number, 2)
    plea = of_case(frame, lives.appearances, "appearance_id", "plea")[rows]
    plea = np.where(
        np.char.startswith(plea.astype(str), "g"),
        "G",
        np.where(np.char.startswith(plea.astype(str), "not"), "N", "U"),
    )
    remand = of_case(frame, lives.appearances, "appearance_id", "remand")[rows]
    court = court_id(lives, frame)
    appearances = pd.DataFrame(
        {
            "court_appearance_id": appearance,
            "offender_id": frame["offender_id"].to_numpy()[rows],
            "event_id": event[rows],
            "appearance_date": date_text(
                np.where(
                    number == 1,
                    frame["requested"].to_numpy()[rows],
                    frame["sentenced"].to_numpy()[rows],
                )
            ),
            "appearance_type_id": code_ids(
                np.where(number == 1, "T", "S"), codes.ids("COURT APPEARANCE TYPE")
            ),
            "court_id": court[rows],
            "plea_id": code_ids(plea, codes.ids("PLEA")),
            "outcome_id": code_ids(
                np.where(number == 1, "101", "201"), codes.ids("COURT APPEARANCE OUTCOME")
            ),
            "remand_status_id": code_ids(
                np.select([remand == "custody", remand == "bail"], ["RC", "CB"], "UB"),
                codes.ids("REMAND STATUS"),
            ),
            "crown_court_calendar_number": _calendar_number(lives, frame)[rows],
        }
    )
    return {"court_appearance": appearances} | _reports(part, frame, asked, rng)


def _calendar_number(lives: Lives, frame: pd.DataFrame) -> np.ndarray:
    """Crown Court calendar numbers, such as T20150123; None in magistrates' courts."""
    cases = lives.crown_cases
    year = to_days(cases["receipt_date"]).astype("M8[D]").astype("M8[Y]").astype(np.int64) + 1970
    serial = cases["crown_case_id"].to_numpy() * 7919 % 10_000
    number = pd.Series(
        cases["case_type"].astype(str).to_numpy()
        + pd.Series(year).astype(str).to_numpy()
        + pd.Series(serial).astype(str).str.zfill(4).to_numpy(),
        index=cases["crown_id"],
        dtype=object,
    )
    found = number.reindex(frame["crown_id"].fillna(-1).astype(np.int64))
    return found.where(found.notna(), None).to_numpy(dtype=object)


def _reports(
    part: Part, frame: pd.DataFrame, asked: np.ndarray, rng: np.random.Generator
) -> dict[str, pd.DataFrame]:
    n = len(asked)
    held = frame.iloc[asked]
    event = held["event_id"].to_numpy()
    requested, sentenced = held["requested"].to_numpy(), held["sentenced"].to_numpy()
    delivered = rng.random(n) >= part.setting("delius.report_not_delivered")
    changed = rng.random(n) < 0.06
    types = codes.list_ids("delius_court_report_types")
    kind = held["report"].to_numpy()
    finished = np.maximum(requested, sentenced - rng.integers(0, 3, n))
    seriousness = code_ids(
        pick_key(rng, {"L": 0.3, "M": 0.5, "H": 0.2}, n), codes.ids("LEVEL OF SERIOUSNESS")
    )
    reports = pd.DataFrame(
        {
            "court_report_id": event,
            "offender_id": held["offender_id"].to_numpy(),
            "court_appearance_id": child_id(event, 1, 2),
            "date_requested": date_text(requested),
            "date_required": date_text(sentenced),
            "completed_date": date_text(np.where(delivered, finished, MISSING)),
            "sent_to_court_date": date_text(np.where(delivered, finished, MISSING)),
            "court_report_type_id": code_ids(kind, types),
            "delivered_court_report_type_id": code_ids(
                np.where(delivered, np.where(changed, "CJO", kind), ""), types
            ),
            "level_of_seriousness_id": seriousness,
        }
    )
    made = delivered & (rng.random(n) >= part.setting("delius.proposal_missing"))
    passed = (
        held["kind"]
        .map(
            {
                "community": "CO",
                "suspended": "SSO",
                "custody": "CUS",
                "life": "CUS",
                "fine": "FIN",
                "discharge": "CD",
            }
        )
        .to_numpy()
    )
    milder = pick_key(
        rng, {"CO": 0.62, "SSO": 0.16, "FIN": 0.06, "CD": 0.03, "CUS": 0.08, "NAP": 0.05}, n
    )
    proposed = np.where(rng.random(n) < part.setting("delius.proposal_followed"), passed, milder)
    second = made & (rng.random(n) < 0.03)
    rows = np.concatenate([np.flatnonzero(made), np.flatnonzero(second)])
    number = np.repeat([0, 1], [made.sum(), second.sum()])
    order = np.isin(proposed, ["CO", "SSO"])[rows]
    months = np.where(order, 6 * rng.integers(1, 5, len(rows)), 0)
    proposals = pd.DataFrame(
        {
            "proposal_id": child_id(event[rows], number, 2),
            "court_report_id": event[rows],
            "proposal_type_id": code_ids(
                np.where(number == 0, proposed[rows], milder[rows]), codes.ids("PROPOSAL TYPE")
            ),
            "length": nullable(months, ~order),
            "level_of_seriousness_id": seriousness[rows],
        }
    )
    return {
        "court_report": reports,
        "proposal": proposals,
        "proposed_rqmnt": proposed_rqmnt_table(part, proposals),
    }

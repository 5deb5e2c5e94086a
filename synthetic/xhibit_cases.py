"""Cases of XHIBIT, the defendants on them, and the magistrates' courts that sent them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic import offences, places
from synthetic.arrays import day, to_days
from synthetic.lives import Lives
from synthetic.part import Part
from synthetic.xhibit_records import Records
from synthetic.xhibit_values import bail_code, chosen, mistyped, stamp, taken, thinned

FIRST_COURT_ID = 1001  # ref_court_id of the first town's magistrates' court


def case_table(part: Part, lives: Lives, found: Records) -> pd.DataFrame:
    """One row a case."""
    rng = part.rng("xhibit cases")
    first = found.case_first
    n = len(first)
    heard = lives.appearances
    row, source = found.row[first], found.has_source[first]
    case_type = found.case_type[first]
    receipt = found.receipt[first]
    ended = np.minimum(to_days(heard["final_hearing_date"])[row], receipt)
    trial = source & (case_type == "T")
    sentence = source & (case_type == "S")
    appeal = source & (case_type == "A")

    ref = thinned(rng, taken(heard["case_no"], row), part.setting("xhibit.case_ref_missing"))
    ref[~source] = None
    ref = mistyped(rng, ref, part.setting("xhibit.case_ref_slip"))
    prefixed = (rng.random(n) < part.setting("xhibit.case_ref_prefixed")) & pd.notna(ref)
    ref[prefixed] = "MC " + ref[prefixed]

    route = chosen(trial, "ST", chosen(sentence, "CS", chosen(appeal, "AP", "VB")))
    route[~source & (case_type == "T") & (rng.random(n) < 0.3)] = "TC"
    route[~np.isin(case_type, ["T", "S", "A"])] = None
    mode = taken(heard["mode_of_trial"], row)
    elected = chosen(rng.random(n) < 0.25, "D", "M")
    year = receipt.astype("M8[D]").astype("M8[Y]").astype(np.int64) + 1970
    town = heard["town_no"].to_numpy()[row]
    remand = taken(lives.crown_cases["remand"], found.crown[first])
    force = heard["police_force"].astype(np.int64).to_numpy()[row]
    serious = offences.load().seriousness[heard["offence_no"].to_numpy()[row]]
    return pd.DataFrame(
        {
            "case_id": found.case_id,
            "case_number": year * 10_000 + found.case_id % 10_000,
            "case_type": case_type,
            "case_sub_type": None,
            "court_id": lives.crown_cases["court_code"]
            .astype(np.int64)
            .to_numpy()[found.crown[first]],
            "ref_court_id": pd.arrays.IntegerArray(FIRST_COURT_ID + town, ~source),
            "magistrates_case_ref": ref,
            "mag_conviction_date": stamp(ended, ~(sentence | appeal)),
            "bail_mag_code": bail_code(remand),
            "linked_case_id": pd.array([None] * n, dtype="Int64"),
            "receipt_type": route,
            "either_way_type": chosen(trial & (mode == "either_way"), elected, None),
            "committal_date": stamp(ended, ~sentence),
            "sent_for_trial_date": stamp(ended, ~trial),
            "appeal_lodged_date": stamp(np.minimum(ended + 7, receipt), ~appeal),
            "received_date": stamp(receipt),
            "orig_body_decision_date": stamp(ended, ~appeal),
            "police_force_code": force,
            "case_class": np.clip(4 - serious // 3, 1, 4),
            "case_status": chosen(
                found.final_hearing[first] > day(part.setting("period.until")), "O", "C"
            ),
            "no_defendants_for_case": np.bincount(found.case, minlength=n),
            "case_group_number": pd.array([None] * n, dtype="Int64"),
            "transferred_case": chosen(rng.random(n) < 0.02, "Y", "N"),
        }
    )


def record_table(
    part: Part, lives: Lives, found: Records, written: pd.DataFrame, sentence: np.ndarray | None
) -> pd.DataFrame:
    """One row a defendant on a case.

    ``sentence``: kind of sentence of each record (object, '' for none), None if not needed.
    """
    rng = part.rng("xhibit defendants on cases")
    n = len(found)
    heard = lives.appearances
    source = found.has_source

    def reference(column: str) -> np.ndarray:
        values = taken(heard[column], found.row)
        values[~source] = None
        return mistyped(
            rng,
            thinned(rng, values, part.setting(f"xhibit.{column}_missing")),
            part.setting(f"xhibit.{column}_slip"),
        )

    def day_of(column: str, share_missing: float) -> np.ndarray:
        days = to_days(heard[column])[found.row]
        wrong = rng.random(n) < part.setting("xhibit.date_slip")
        days = days + np.where(wrong, rng.integers(-7, 8, n), 0)
        return stamp(np.minimum(days, found.receipt), ~source | (rng.random(n) < share_missing))

    remand = taken(lives.crown_cases["remand"], found.crown)
    born = to_days(lives.persons["birth_date"])[found.at]
    nationality = taken(lives.persons["nationality"], found.at)
    marks = {"custodial": None, "suspended": None}
    if sentence is not None:
        marks = {
            "custodial": chosen(np.isin(sentence, ["custody", "life"]), "Y", "N"),
            "suspended": chosen(sentence == "suspended", "Y", "N"),
        }
    ended = found.final_hearing <= day(part.setting("period.until"))
    return pd.DataFrame(
        {
            "defendant_on_case_id": found.record_id,
            "case_id": found.case_id[found.case],
            "defendant_id": found.record_id,
            "defendant_number": found.number,
            "no_of_tics": rng.poisson(0.05, n),
            "ptiurn": reference("urn"),
            # Ten characters: two digits of the year, seven of the serial number, no slash.
            "pnc_id": pd.Series(written["pnc"])
            .str.replace("/", "")
            .str.slice(2)
            .where(pd.notna(written["pnc"]), None)
            .to_numpy(dtype=object),
            "asn": reference("asn"),
            "is_juvenile": chosen(found.receipt - born < 18 * 365.25, "Y", "N"),
            "is_masked": "N",
            "date_of_committal": day_of("final_hearing_date", part.setting("xhibit.date_missing")),
            "collect_magistrate_court_id": pd.arrays.IntegerArray(
                FIRST_COURT_ID + heard["town_no"].to_numpy()[found.row], ~source
            ),
            "current_bc_status": bail_code(remand),
            "comm_bc_status": bail_code(remand),
            **marks,
            "serious_drug_offence": "N",
            "recommended_deportation": chosen(
                (nationality != "BRIT") & (rng.random(n) < 0.03), "Y", "N"
            ),
            "nationality": pd.Series(nationality).str.slice(0, 3).to_numpy(dtype=object),
            "first_hearing_type": None,
            "hate_ind": chosen(rng.random(n) < 0.02, "Y", "N"),
            "hate_type": None,
            "mag_court_first_hearing_date": day_of("first_hearing_date", 0.10),
            "mag_court_final_hearing_date": day_of("final_hearing_date", 0.12),
            "custody_time_limit": stamp(found.receipt + 182, remand != "custody"),
            "results_verified": chosen(ended, "E", None),
            "date_exported": stamp(found.final_hearing + 3, ~ended),
        }
    )


def court_table(part: Part) -> pd.DataFrame:
    """Magistrates' courts that send cases, written once for all parts."""
    known = places.load(part.settings)
    n = len(known.towns) if part.number == 0 else 0
    names = known.towns["town"].to_numpy(dtype=object)[:n] + " Magistrates' Court"
    return pd.DataFrame(
        {
            "ref_court_id": FIRST_COURT_ID + np.arange(n),
            "court_full_name": names,
            "court_type": np.full(n, "M", dtype=object),
            "crest_code": known.court[:n],
        }
    )

"""Tables, columns and code lists of nDelius, for the generator.

The code lists are those that the pipeline reads, ``seeds/reference/delius/*.csv``: one truth.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa

SEEDS = Path(__file__).parents[1] / "seeds" / "reference" / "delius"

# Table -> its columns in order; ":t" marks text (dates are ISO text), everything else is a number.
_COLUMNS = {
    "offender": (
        "offender_id crn:t pnc_number:t cro_number:t noms_number:t "
        "most_recent_prisoner_number:t ni_number:t title_id first_name:t second_name:t "
        "third_name:t surname:t previous_surname:t preferred_name:t date_of_birth_date:t "
        "gender_id ethnicity_id nationality_id current_disposal soft_deleted"
    ),
    "alias": (
        "alias_id offender_id first_name:t second_name:t third_name:t surname:t "
        "date_of_birth_date:t gender_id soft_deleted"
    ),
    "offender_address": (
        "offender_address_id offender_id start_date:t end_date:t address_status_id "
        "no_fixed_abode:t building_name:t address_number:t street_name:t district:t "
        "town_city:t county:t postcode:t soft_deleted"
    ),
    "additional_identifier": (
        "additional_identifier_id offender_id identifier:t identifier_name_id soft_deleted"
    ),
    "event": (
        "event_id offender_id event_number:t referral_date:t conviction_date:t "
        "first_release_date:t in_breach breach_end:t ftc_count pss_rqmnt_flag active_flag "
        "consecutive_to_event_id concurrent_with_event_id court_id soft_deleted"
    ),
    "order_manager": (
        "order_manager_id event_id probation_area_id allocation_date:t end_date:t active_flag "
        "soft_deleted"
    ),
    "main_offence": (
        "main_offence_id offender_id event_id offence_date:t offence_count offence_id tics "
        "verdict:t soft_deleted"
    ),
    "additional_offence": (
        "additional_offence_id event_id offence_date:t offence_count offence_id soft_deleted"
    ),
    "court_appearance": (
        "court_appearance_id offender_id event_id appearance_date:t appearance_type_id "
        "court_id plea_id outcome_id remand_status_id crown_court_calendar_number:t "
        "soft_deleted"
    ),
    "court_report": (
        "court_report_id offender_id court_appearance_id date_requested:t date_required:t "
        "completed_date:t sent_to_court_date:t court_report_type_id "
        "delivered_court_report_type_id level_of_seriousness_id soft_deleted"
    ),
    "proposal": (
        "proposal_id court_report_id proposal_type_id length level_of_seriousness_id soft_deleted"
    ),
    "proposed_rqmnt": (
        "proposed_rqmnt_id proposal_id rqmnt_type_main_category_id length soft_deleted"
    ),
    "ogrs_assessment": (
        "ogrs_assessment_id event_id assessment_date:t ogrs3_score_1 ogrs3_score_2 soft_deleted"
    ),
    "disposal": (
        "disposal_id offender_id event_id disposal_type_id disposal_date:t length length_2 "
        "effective_length length_in_days notional_end_date:t termination_date:t "
        "disposal_termination_reason_id upw level_of_seriousness_id active_flag soft_deleted"
    ),
    "rqmnt": (
        "rqmnt_id offender_id disposal_id rqmnt_type_main_category_id start_date:t "
        "commencement_date:t expected_start_date:t expected_end_date:t termination_date:t "
        "rqmnt_termination_reason_id length attendance_count rar_count active_flag "
        "soft_deleted"
    ),
    "lic_condition": (
        "lic_condition_id offender_id disposal_id lic_cond_type_main_cat_id start_date:t "
        "commencement_date:t expected_start_date:t expected_end_date:t termination_date:t "
        "lic_termination_reason_id length attendance_count active_flag soft_deleted"
    ),
    "custody": (
        "custody_id offender_id disposal_id custodial_status_id status_change_date:t "
        "prisoner_number:t pss_start_date:t soft_deleted"
    ),
    "release": (
        "release_id offender_id custody_id actual_release_date:t release_type_id "
        "probation_area_id length soft_deleted"
    ),
    "recall": ("recall_id offender_id release_id recall_date:t recall_reason_id soft_deleted"),
    "pss_rqmnt": (
        "pss_rqmnt_id offender_id custody_id pss_rqmnt_type_main_cat_id imposed_date:t "
        "commencement_date:t expected_start_date:t expected_end_date:t termination_date:t "
        "pss_rqmnt_term_reason_id length attendance_count active_flag soft_deleted"
    ),
}

SCHEMA: dict[str, pa.Schema] = {
    table: pa.schema(
        [
            (column.removesuffix(":t"), pa.string() if column.endswith(":t") else pa.int64())
            for column in columns.split()
        ]
    )
    for table, columns in _COLUMNS.items()
}

PERSON_TABLES = ("offender", "alias", "offender_address", "additional_identifier")

# Police force (PNC code) -> community rehabilitation company, National Probation Service division,
# trust before June 2014 where it is listed (else ALL).
FORCE_AREAS = {
    "01": ("C17", "N07", "LDN"),
    "48": ("C17", "N07", "LDN"),
    "03": ("C02", "N01", "CMB"),
    "04": ("C02", "N01", "ALL"),
    "05": ("C06", "N01", "ALL"),
    "06": ("C07", "N01", "ALL"),
    "07": ("C07", "N01", "CHS"),
    "10": ("C01", "N02", "NBR"),
    "11": ("C03", "N02", "DTV"),
    "17": ("C03", "N02", "DTV"),
    "12": ("C04", "N02", "ALL"),
    "13": ("C05", "N02", "ALL"),
    "14": ("C09", "N02", "ALL"),
    "16": ("C04", "N02", "ALL"),
    "32": ("C04", "N02", "ALL"),
    "20": ("C11", "N04", "ALL"),
    "21": ("C11", "N04", "ALL"),
    "22": ("C12", "N04", "ALL"),
    "23": ("C12", "N04", "ALL"),
    "30": ("C08", "N04", "DBS"),
    "31": ("C08", "N04", "NHS"),
    "33": ("C08", "N04", "ALL"),
    "34": ("C13", "N06", "ALL"),
    "35": ("C13", "N06", "ALL"),
    "40": ("C13", "N06", "BED"),
    "41": ("C13", "N06", "ALL"),
    "36": ("C14", "N06", "ALL"),
    "37": ("C14", "N06", "ALL"),
    "42": ("C18", "N06", "ESX"),
    "45": ("C21", "N06", "ALL"),
    "46": ("C21", "N06", "ALL"),
    "47": ("C21", "N06", "ALL"),
    "43": ("C16", "N05", "ALL"),
    "44": ("C20", "N05", "ALL"),
    "50": ("C19", "N05", "DCP"),
    "52": ("C15", "N05", "ASP"),
    "53": ("C15", "N05", "ALL"),
    "54": ("C15", "N05", "ALL"),
    "55": ("C19", "N05", "ALL"),
    "60": ("C10", "N03", "WSN"),
    "61": ("C10", "N03", "ALL"),
    "62": ("C10", "N03", "ALL"),
    "63": ("C10", "N03", "DPP"),
}


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of the seed ``name``."""
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def ids(code_set: str) -> dict[str, int]:
    """Code -> id of a code set of the standard reference list."""
    found = {
        row["code"]: int(row["standard_reference_id"])
        for row in _rows("delius_standard_reference")
        if row["code_set"] == code_set
    }
    if not found:
        raise KeyError(f"delius_standard_reference.csv has no code set '{code_set}'")
    return found


@cache
def list_ids(seed: str) -> dict[str, int]:
    """Code -> id of a code list that has a seed of its own, such as delius_probation_areas."""
    rows = _rows(seed)
    key = next(iter(rows[0]))
    return {row["code"]: int(row[key]) for row in rows}


def look_up(values: np.ndarray, codes: dict[str, int], default: int) -> np.ndarray:
    """Ids of the codes in ``values``; ``default`` for codes that the list does not have."""
    distinct, inverse = np.unique(np.asarray(values, dtype=str), return_inverse=True)
    return np.array([codes.get(value, default) for value in distinct], dtype=np.int64)[inverse]

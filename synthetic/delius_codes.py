"""Tables, columns and code lists of nDelius, for the generator.

The code lists are those that the pipeline reads, ``seeds/reference/delius/*.csv``: one truth.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import numpy as np

from synthetic.schemas import schemas

SEEDS = Path(__file__).parents[1] / "seeds" / "reference" / "delius"

_COLUMNS = {
    "offender": """offender_id:int crn pnc_number cro_number noms_number
        most_recent_prisoner_number ni_number title_id:int first_name second_name third_name
        surname previous_surname preferred_name date_of_birth_date gender_id:int ethnicity_id:int
        nationality_id:int current_disposal:int soft_deleted:int""",
    "alias": """alias_id:int offender_id:int first_name second_name third_name surname
        date_of_birth_date gender_id:int soft_deleted:int""",
    "offender_address": """offender_address_id:int offender_id:int start_date end_date
        address_status_id:int no_fixed_abode building_name address_number street_name district
        town_city county postcode soft_deleted:int""",
    "additional_identifier": """additional_identifier_id:int offender_id:int identifier
        identifier_name_id:int soft_deleted:int""",
    "event": """event_id:int offender_id:int event_number referral_date conviction_date
        first_release_date in_breach:int breach_end ftc_count:int pss_rqmnt_flag:int
        active_flag:int consecutive_to_event_id:int concurrent_with_event_id:int court_id:int
        soft_deleted:int""",
    "order_manager": """order_manager_id:int event_id:int probation_area_id:int allocation_date
        end_date active_flag:int soft_deleted:int""",
    "main_offence": """main_offence_id:int offender_id:int event_id:int offence_date
        offence_count:int offence_id:int tics:int verdict soft_deleted:int""",
    "additional_offence": """additional_offence_id:int event_id:int offence_date offence_count:int
        offence_id:int soft_deleted:int""",
    "court_appearance": """court_appearance_id:int offender_id:int event_id:int appearance_date
        appearance_type_id:int court_id:int plea_id:int outcome_id:int remand_status_id:int
        crown_court_calendar_number soft_deleted:int""",
    "court_report": """court_report_id:int offender_id:int court_appearance_id:int date_requested
        date_required completed_date sent_to_court_date court_report_type_id:int
        delivered_court_report_type_id:int level_of_seriousness_id:int soft_deleted:int""",
    "proposal": """proposal_id:int court_report_id:int proposal_type_id:int length:int
        level_of_seriousness_id:int soft_deleted:int""",
    "proposed_rqmnt": """proposed_rqmnt_id:int proposal_id:int rqmnt_type_main_category_id:int
        length:int soft_deleted:int""",
    "ogrs_assessment": """ogrs_assessment_id:int event_id:int assessment_date ogrs3_score_1:int
        ogrs3_score_2:int soft_deleted:int""",
    "disposal": """disposal_id:int offender_id:int event_id:int disposal_type_id:int disposal_date
        length:int length_2:int effective_length:int length_in_days:int notional_end_date
        termination_date disposal_termination_reason_id:int upw:int level_of_seriousness_id:int
        active_flag:int soft_deleted:int""",
    "rqmnt": """rqmnt_id:int offender_id:int disposal_id:int rqmnt_type_main_category_id:int
        start_date commencement_date expected_start_date expected_end_date termination_date
        rqmnt_termination_reason_id:int length:int attendance_count:int rar_count:int
        active_flag:int soft_deleted:int""",
    "lic_condition": """lic_condition_id:int offender_id:int disposal_id:int
        lic_cond_type_main_cat_id:int start_date commencement_date expected_start_date
        expected_end_date termination_date lic_termination_reason_id:int length:int
        attendance_count:int active_flag:int soft_deleted:int""",
    "custody": """custody_id:int offender_id:int disposal_id:int custodial_status_id:int
        status_change_date prisoner_number pss_start_date soft_deleted:int""",
    "release": """release_id:int offender_id:int custody_id:int actual_release_date
        release_type_id:int probation_area_id:int length:int soft_deleted:int""",
    "recall": """recall_id:int offender_id:int release_id:int recall_date recall_reason_id:int
        soft_deleted:int""",
    "pss_rqmnt": """pss_rqmnt_id:int offender_id:int custody_id:int pss_rqmnt_type_main_cat_id:int
        imposed_date commencement_date expected_start_date expected_end_date termination_date
        pss_rqmnt_term_reason_id:int length:int attendance_count:int active_flag:int
        soft_deleted:int""",
}

SCHEMA = schemas(_COLUMNS)

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

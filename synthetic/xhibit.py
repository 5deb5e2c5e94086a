"""The Crown Court as XHIBIT holds it: cases, defendants, counts, pleas, verdicts, disposals.

Tables and columns are those of XHIBIT's public PostgreSQL schema, administrative columns left out.
Dates are text, 'YYYY-MM-DD HH:MM:SS'. The person record is the defendant on a case: XHIBIT enters a
person anew for every case. Who is there is in ``xhibit_records.py``; the tables are made in
``xhibit_cases.py``, ``xhibit_defendants.py``, ``xhibit_charges.py``, ``xhibit_verdicts.py``,
``xhibit_disposals.py`` and ``xhibit_hearings.py``. Rates: ``xhibit`` and ``dirt.xhibit`` in
settings.yml.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic import dirt
from synthetic.lives import Lives
from synthetic.part import Part
from synthetic.schemas import schemas
from synthetic.xhibit_cases import case_table, court_table, record_table
from synthetic.xhibit_charges import charge_tables, counts
from synthetic.xhibit_defendants import defendant_tables
from synthetic.xhibit_disposals import disposal_tables, sentences
from synthetic.xhibit_hearings import hearing_tables
from synthetic.xhibit_records import COMPANY, records, sources
from synthetic.xhibit_values import taken
from synthetic.xhibit_verdicts import plea_table, verdict_table

_COLUMNS = {
    "xhb_case": """case_id:int case_number:int case_type case_sub_type court_id:int
        ref_court_id:int magistrates_case_ref mag_conviction_date bail_mag_code linked_case_id:int
        receipt_type either_way_type committal_date sent_for_trial_date appeal_lodged_date
        received_date orig_body_decision_date police_force_code:int case_class:int case_status
        no_defendants_for_case:int case_group_number:int transferred_case""",
    "xhb_defendant_on_case": """defendant_on_case_id:int case_id:int defendant_id:int
        defendant_number:int no_of_tics:int ptiurn pnc_id asn is_juvenile is_masked
        date_of_committal collect_magistrate_court_id:int current_bc_status comm_bc_status
        custodial suspended serious_drug_offence recommended_deportation nationality
        first_hearing_type hate_ind hate_type mag_court_first_hearing_date
        mag_court_final_hearing_date custody_time_limit results_verified date_exported""",
    "xhb_defendant": """defendant_id:int crest_defendant_id:int first_name middle_name surname
        initials date_of_birth gender:smallint is_company address_id:int court_id:int prison_id
        ethnic_appearance_code ethnicity_self_defined parent_guardian_name
        current_prison_status""",
    "xhb_address": """address_id:int address_1 address_2 address_3 address_4 town county postcode
        country""",
    "xhb_charge": """charge_id:int charge_type crest_charge_seq_no:int case_id:int ind_signed_date
        ref_system_code""",
    "xhb_offence": """offence_id:int charge_id:int offence_code crest_offence_seq_no:int
        crest_offence_freetext multiple crest_hoo_class_freetext crest_hoo_subclass_freetext""",
    "xhb_defendant_on_offence": """defendant_on_offence_id:int defendant_on_case_id:int
        offence_id:int is_stayed crn_id appeal_against_type vco_date""",
    "xhb_plea": """plea_id:int defendant_on_offence_id:int plea_code other_plea_text
        breach_admitted arraignment_date""",
    "xhb_verdict": """verdict_id:int defendant_on_case_id:int defendant_on_offence_id:int
        verdict_code app_result_code jurors_dissenting:int jurors_assenting:int verdict_date""",
    "xhb_disposal2": """disposal2_id:int defendant_on_case_id:int defendant_on_offence_id:int
        disposal_code menu_group court_type""",
    "xhb_disposal_line": "disposal_line_id:int disposal2_id:int line_number:int data",
    "xhb_hearing": """hearing_id:int case_id:int ref_hearing_type_id:int mp_hearing_type
        hearing_start_date hearing_end_date linked_hearing_id:int""",
    "xhb_def_hearing_record": """def_hearing_record_id:int defendant_on_case_id:int hearing_id:int
        hearing_start_date hearing_end_date start_bail_status end_bail_status
        ref_def_hearing_type_id:int""",
    "xhb_ref_court": "ref_court_id:int court_full_name court_type crest_code",
}
SCHEMA = schemas(_COLUMNS)
PERSON_TABLES = ("xhb_case", "xhb_defendant_on_case", "xhb_defendant", "xhb_address")
LINKAGE_TABLES = ()


def tables(part: Part, lives: Lives) -> dict[str, pd.DataFrame]:
    """All XHIBIT tables of this part; the person tables alone under ``part.only_people``.

    Ids rise with time, and rows stand in order of id.
    """
    return {
        name: table.iloc[np.argsort(table.iloc[:, 0].to_numpy(), kind="stable")]
        for name, table in _tables(part, lives).items()
    }


def _tables(part: Part, lives: Lives) -> dict[str, pd.DataFrame]:
    found = records(part, lives)
    cases = lives.crown_cases
    written = dirt.recorded(
        part,
        lives,
        "xhibit",
        cases["person_id"].to_numpy()[found.crown],
        found.receipt,
        held=taken(cases["remand"], found.crown) == "custody",
    )
    people = {
        "xhb_case": case_table(part, lives, found),
        **defendant_tables(part, lives, found, written),
    }
    if part.only_people:
        return {**people, "xhb_defendant_on_case": record_table(part, lives, found, written, None)}
    sentence, length = sentences(lives, found)
    counted = counts(part, lives, found)
    pleas = plea_table(part, lives, found, counted)
    verdicts = verdict_table(part, lives, found, counted, pleas)
    acquitted = np.isin(
        counted.id,
        verdicts["defendant_on_offence_id"].to_numpy()[
            np.isin(verdicts["verdict_code"].to_numpy(dtype=object), ["NG", "NGD", "DIS"])
        ],
    )
    return {
        **people,
        "xhb_defendant_on_case": record_table(part, lives, found, written, sentence),
        **charge_tables(part, lives, found, counted),
        "xhb_plea": pleas,
        "xhb_verdict": verdicts,
        **disposal_tables(part, lives, found, counted, acquitted, sentence, length),
        **hearing_tables(part, lives, found, sentence),
        "xhb_ref_court": court_table(part),
    }


def truth(part: Part, lives: Lives, tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Who each defendant on a case is (companies are nobody), and where each case came from."""
    found = records(part, lives)
    cases, heard = lives.crown_cases, lives.appearances
    person = np.flatnonzero(found.kind != COMPANY)
    record, row = sources(lives)
    return {
        "person": pd.DataFrame(
            {
                "source_dataset": "crown_xhibit",
                "record_key": found.record_id[person].astype(str).astype(object),
                "true_person_id": cases["person_id"].to_numpy()[found.crown[person]],
            }
        ),
        "case_link": pd.DataFrame(
            {
                "cc_defendant_on_case_id": found.record_id[record],
                "mc_case_id": heard["mags_case_id"].to_numpy()[row].astype(str).astype(object),
                "mc_defendant_id": heard["appearance_id"]
                .to_numpy()[row]
                .astype(str)
                .astype(object),
                "is_main": lives.crown_sources["is_main"].to_numpy(),
            }
        ),
    }

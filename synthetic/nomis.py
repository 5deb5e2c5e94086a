"""Prisons as P-NOMIS holds them: offenders, bookings, movements, statuses, cases, sentences.

Who is there: everybody with a custody spell, under the root offenders of ``nomis_people.py``.
What happened to them is in ``nomis_custody.py`` (stays, bookings, movements, statuses) and
``nomis_sentences.py`` (cases, charges, sentences). Column names are the system's, lower-cased;
dates are ISO text. Codes are those of the seeds under ``seeds/reference/nomis``.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from synthetic import nomis_custody, nomis_people, nomis_sentences
from synthetic.lives import Lives
from synthetic.part import Part
from synthetic.schemas import empty_tables, in_shape, schemas

_COLUMNS = {
    "offenders": """offender_id:int root_offender_id:int offender_id_display offender_name_seq:int
        name_type title first_name middle_name middle_name_2 last_name suffix birth_date sex_code
        race_code birth_country_code alias_offender_id:int create_date""",
    "offender_bookings": """offender_book_id:int offender_id:int root_offender_id:int booking_no
        booking_seq:int booking_begin_date booking_end_date booking_status active_flag
        in_out_status agy_loc_id admission_reason""",
    "offender_external_movements": """offender_book_id:int movement_seq:int movement_date
        movement_type movement_reason_code direction_code from_agy_loc_id to_agy_loc_id""",
    "offender_cases": """case_id:int offender_book_id:int case_seq:int case_info_number case_type
        case_status agy_loc_id begin_date""",
    "offender_charges": """offender_charge_id:int offender_book_id:int case_id:int charge_seq:int
        statute_code offence_code no_of_offences:int offence_date offence_range_date plea_code
        result_code_1 charge_status most_serious_flag""",
    "offender_sentences": """offender_book_id:int sentence_seq:int case_id:int sentence_calc_type
        sentence_category sentence_status consec_to_sentence_seq:int start_date end_date
        sed_calculated_date led_calculated_date crd_calculated_date ard_calculated_date
        npd_calculated_date ped_calculated_date hdced_calculated_date prrd_calculated_date
        tariff_calculated_date tused_calculated_date fine_amount:float termination_reason
        termination_date""",
    "offender_sentence_terms": """offender_book_id:int sentence_seq:int term_seq:int
        sentence_term_code years:int months:int weeks:int days:int hours:int start_date end_date
        life_sentence_flag""",
    "offender_imprison_statuses": """offender_book_id:int imprison_status_seq:int
        imprisonment_status effective_date expiry_date agy_loc_id latest_status""",
    "offender_identifiers": """offender_id:int offender_id_seq:int root_offender_id:int
        identifier_type identifier issued_date verified_flag""",
    "offender_addresses": """offender_address_id:int root_offender_id:int start_date end_date flat
        premise street locality city_code postal_code no_fixed_address_flag""",
}
SCHEMA = schemas(_COLUMNS)
# Columns by which a row is known; rows are written in this order.
KEYS = {
    "offenders": ["offender_id"],
    "offender_bookings": ["offender_book_id"],
    "offender_external_movements": ["offender_book_id", "movement_seq"],
    "offender_cases": ["case_id"],
    "offender_charges": ["offender_charge_id"],
    "offender_sentences": ["offender_book_id", "sentence_seq"],
    "offender_sentence_terms": ["offender_book_id", "sentence_seq", "term_seq"],
    "offender_imprison_statuses": ["offender_book_id", "imprison_status_seq"],
    "offender_identifiers": ["offender_id", "offender_id_seq"],
    "offender_addresses": ["offender_address_id"],
}
PERSON_TABLES = ("offenders", "offender_identifiers", "offender_addresses")
LINKAGE_TABLES = ("offender_bookings",)


def tables(part: Part, lives: Lives) -> dict[str, pd.DataFrame]:
    """Source-shaped tables of one part; the person tables alone under ``part.only_people``."""
    if lives.custody_spells.empty:
        return empty_tables(SCHEMA)
    made = nomis_people.records(part, lives)
    held = nomis_custody.stays(part, lives, made.of_spell)
    offenders, frame = nomis_people.offenders(part, lives, made)
    first = np.flatnonzero(held.first)
    found = {
        "offenders": offenders,
        "offender_identifiers": nomis_people.identifier_table(part, lives, frame, made),
        "offender_addresses": nomis_people.address_table(
            part, lives, frame, held.record[first], held.start[first]
        ),
    }
    if not part.only_people:
        found |= _custody_tables(part, lives, held, frame)
    elif part.for_linkage:
        found["offender_bookings"] = nomis_custody.bookings(part, lives, held, frame)
    return in_shape(found, SCHEMA, KEYS)


def _custody_tables(
    part: Part, lives: Lives, held: nomis_custody.Stays, frame: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    bookings = nomis_custody.bookings(part, lives, held, frame)
    ids = bookings["offender_book_id"].to_numpy()
    kinds = nomis_sentences.sentence_types(part, lives, held)
    cases, charges, matters = nomis_sentences.cases_and_charges(part, lives, held, ids)
    sentences, terms = nomis_sentences.sentences(part, lives, held, kinds, matters, ids)
    return {
        "offender_bookings": bookings,
        "offender_external_movements": nomis_custody.movements(part, lives, held, ids),
        "offender_imprison_statuses": nomis_custody.statuses(part, lives, held, kinds, ids),
        "offender_cases": cases,
        "offender_charges": charges,
        "offender_sentences": sentences,
        "offender_sentence_terms": terms,
    }


def truth(part: Part, lives: Lives, made: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The true person of every root offender of ``made``."""
    roots = made["offenders"].drop_duplicates("root_offender_id")
    person = np.zeros(0, dtype=np.int64)
    if len(roots):
        known = nomis_people.true_persons(part, nomis_people.records(part, lives))
        person = known[roots["offender_id_display"]].to_numpy()
    key = pa.array(roots["root_offender_id"], pa.int64()).cast(pa.string())
    return {
        "person": pd.DataFrame(
            {
                "source_dataset": np.full(len(roots), "prison_nomis", dtype=object),
                "record_key": key.to_numpy(zero_copy_only=False),
                "true_person_id": person,
            }
        )
    }

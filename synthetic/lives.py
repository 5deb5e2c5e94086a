"""Lives of one part's people as tables, each made when it is first asked for.

Dates are datetime64[s]; ids are int64, unique over all parts. Columns that hold positions within
the part (``at``: row of ``persons``; ``row``: row of ``appearances``) save joins and mean nothing
outside it. Ids are not positions: they rise with time, while tables are sorted by person.
"""

from __future__ import annotations

from functools import cached_property

import pandas as pd

from synthetic import careers, courts, crown, people, sentences
from synthetic.part import Part


class Lives:
    """People, their names and addresses, cases, sentences and custody, one DataFrame each."""

    def __init__(self, part: Part) -> None:
        """Nothing is made yet."""
        self.part = part

    @cached_property
    def careers(self) -> careers.Careers:
        """When people come to court (arrays)."""
        return careers.careers(self.part)

    @cached_property
    def persons(self) -> pd.DataFrame:
        """One row a person: person_id, sex, birth_date, origin, ethnicity, nationality,
        forename1..3, surname (names at birth), pnc, cro, crn, prison_number, ni_number,
        household_id; further origin_no, career, role, head.
        """
        return people.persons(self.part, self.careers)

    @cached_property
    def names(self) -> pd.DataFrame:
        """One row a name: person_id, name_no (0 = at birth), name_type (CN, MAID, A, NICK),
        forename1..3, surname, birth_date (maybe false), from_date; further at.
        """
        return people.name_table(self.part, self.persons, self.careers)

    @cached_property
    def address_arrays(self) -> people.Addresses:
        """Addresses as arrays: what the person tables need, without text."""
        return people.address_arrays(self.part, self.persons, self.careers)

    @cached_property
    def addresses(self) -> pd.DataFrame:
        """One row an address: person_id, address_no, from_date, to_date, is_no_fixed_abode, house,
        street, town, county, postcode; further town_no.
        """
        return people.address_table(self.part, self.persons, self.address_arrays)

    @cached_property
    def appearances(self) -> pd.DataFrame:
        """A person on a magistrates' case: appearance_id, person_id, mags_case_id, case_no, urn,
        asn, court_code, police_force, offence_date, arrest_date, charge_date, first_hearing_date,
        final_hearing_date, mode_of_trial, plea, remand, outcome, n_offences; further n_hearings,
        at, town_no, offence_no, address_row.
        """
        return courts.appearances(self.part, self.persons, self.careers, self.address_arrays)

    @cached_property
    def offences(self) -> pd.DataFrame:
        """One row an offence: offence_id, appearance_id, seq, offence_code, ho_class,
        ho_sub_class, description, offence_date, plea, result; further row, offence_no.
        """
        return courts.offence_table(self.part, self.persons, self.appearances)

    @cached_property
    def _crown(self) -> crown.CrownTables:
        return crown.crown(self.part, self.appearances)

    @property
    def crown_cases(self) -> pd.DataFrame:
        """A person on a Crown case: crown_id, person_id, crown_case_id, court_code, case_type,
        receipt_date, first_hearing_date, final_hearing_date, plea, verdict, remand, outcome,
        is_appeal; further is_voluntary_bill, is_convicted, at, row, main_row, town_no.
        """
        return self._crown.cases

    @property
    def crown_sources(self) -> pd.DataFrame:
        """Appearances behind each Crown record: crown_id, appearance_id, is_main; further record
        (row of ``crown_cases``) and row (row of ``appearances``).
        """
        return self._crown.sources

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """One row a sentence: sentence_id, person_id, court, appearance_id (Int64), crown_id
        (Int64), sentence_date, kind, length_days (days; 0 for fines and discharges), offence_code,
        offence_date; further at, offence_no, row (of ``appearances``) and crown_row (of
        ``crown_cases``), -1 for none. Both ids are null for sentences before the window.
        """
        return sentences.sentences(
            self.part, self.persons, self.careers, self.appearances, self.crown_cases
        )

    @cached_property
    def custody_spells(self) -> pd.DataFrame:
        """One row a spell in custody, without overlaps: spell_id, person_id, journey_id,
        spell_kind (remand, sentence, recall), start_date, end_date (null: still in), sentence_id
        (Int64), licence_end_date, pss_end_date, release_reason; further agency, at.
        """
        return sentences.custody_spells(
            self.part, self.persons, self.appearances, self.crown_cases, self.sentences
        )

"""Extracts of the police computer and of the pupil database: consistent with the lives that they
tell of and with each other."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from synthetic import npd, npd_schools, pnc
from synthetic.lives import Lives
from synthetic.school_only import populations
from synthetic.writer import TRUTH, Run

ROOT = Path(__file__).parents[2]
PEOPLE = 1500
SYSTEMS = {"pnc": pnc, "npd": npd}


def _make(only_people: bool = False):
    part = Run(PEOPLE, 5, only_people=only_people).part(0)
    lives = Lives(part)
    made = {name: module.tables(part, lives) for name, module in SYSTEMS.items()}
    return part, lives, made


@pytest.fixture(scope="module")
def made():
    return _make()


@pytest.fixture(scope="module")
def truth(made):
    part, lives, tables = made
    found = [module.truth(part, lives, tables[name]) for name, module in SYSTEMS.items()]
    return pd.concat([one["education"] for one in found], ignore_index=True)


def _codes(seed: str, column: str = "code") -> set[str]:
    (path,) = (ROOT / "seeds" / "reference").rglob(f"{seed}.csv")
    with path.open(encoding="utf-8") as file:
        return {row[column] for row in csv.DictReader(file)}


def test_nothing_is_made_where_only_people_are_wanted():
    part, lives, tables = _make(only_people=True)
    assert all(frame.empty for system in tables.values() for frame in system.values())
    assert all(not m.truth(part, lives, tables[name]) for name, m in SYSTEMS.items())


def test_rows_belong_to_the_person_of_their_key(made):
    police, schools = made[2]["pnc"], made[2]["npd"]
    offenders = set(police["offenders"]["offender_id"])
    assert set(police["offences"]["offender_id"]) == offenders
    assert set(police["names"]["offender_id"]) == offenders
    assert set(police["disposals"]["offence_id"]) <= set(police["offences"]["offence_id"])
    pupils = set(schools["pupils"]["pupil_id"])
    assert set(schools["census"]["pupil_id"]) == pupils
    for name in ("attainment", "absence", "exclusions"):
        assert set(schools[name]["pupil_id"]) <= pupils


def test_people_of_two_populations_never_meet(made, truth):
    part, lives, _ = made
    ids = [set(people.part.person_ids().tolist()) for people in populations(part, lives)]
    assert sum(map(len, ids)) == len(set.union(*ids)) > PEOPLE
    assert set(truth["true_person_id"]) <= set.union(*ids)


def test_truth_has_one_row_a_record(made, truth):
    assert list(truth.columns) == TRUTH["education"].names
    assert not truth.duplicated(["source_dataset", "record_key"]).any()
    for system, table, key in (("pnc", "offenders", "offender_id"), ("npd", "pupils", "pupil_id")):
        records = set(made[2][system][table][key].astype(str))
        assert set(truth.loc[truth["source_dataset"] == system, "record_key"]) == records


def test_records_end_with_2017_and_begin_with_the_tenth_birthday(made):
    part, lives, tables = made
    offences = tables["pnc"]["offences"]
    assert offences["record_date"].max() <= "2017-12-31"
    offenders = tables["pnc"]["offenders"].set_index("offender_id")
    born = {}
    for people in populations(part, lives):
        persons = people.lives.persons
        born |= dict(zip(persons["person_id"], persons["birth_date"], strict=True))
    person = offenders["true_person_id"].reindex(offences["offender_id"])
    ages = pd.to_datetime(offences["record_date"]).to_numpy() - person.map(born).to_numpy()
    assert ages.min() > np.timedelta64(10 * 365, "D")


def test_convictions_are_those_of_the_courts(made):
    """Each has a sentence of the same person on the same day."""
    part, lives, tables = made
    offences, offenders = tables["pnc"]["offences"], tables["pnc"]["offenders"]
    person = offenders.set_index("offender_id")["true_person_id"]
    convicted = offences[offences["record_type"] == "C"]
    found = set(
        zip(person.reindex(convicted["offender_id"]), convicted["record_date"], strict=True)
    )
    given = lives.sentences
    dates = given["sentence_date"].astype("datetime64[s]").dt.strftime("%Y-%m-%d")
    assert found <= set(zip(given["person_id"], dates, strict=True))
    assert 0.7 < len(convicted) / len(offences) < 0.95


def test_offences_that_are_not_recordable_are_left_out(made):
    left_out = set(made[0].setting("pnc.not_recordable"))
    assert not left_out & set(made[2]["pnc"]["offences"]["offence_code"])


def test_a_school_year_is_that_of_the_age(made):
    """Born on 31 August 2000: reception in 2004/05, a day later in 2005/06."""
    born = np.array(["2000-08-31", "2000-09-01"], dtype="M8[D]").astype(np.int64)
    assert npd_schools.reception_year(born).tolist() == [2005, 2006]
    census = made[2]["npd"]["census"]
    assert census["nc_year"].between(0, 11).all()
    assert census["school_year"].between(2002, 2017).all()


def test_later_defendants_are_excluded_and_absent_more_often(made):
    part, lives, tables = made
    pupils, census = tables["npd"]["pupils"], tables["npd"]["census"]
    career = lives.persons.set_index("person_id")["career"]
    group = pupils["true_person_id"].map(career).fillna("none")
    group.index = pupils["pupil_id"]
    years = group.reindex(census["pupil_id"]).value_counts()
    excluded = group.reindex(tables["npd"]["exclusions"]["pupil_id"]).value_counts()
    rate = excluded / years
    assert rate["persistent"] > 3 * rate["none"]
    absence = tables["npd"]["absence"]
    missed = absence["sessions_unauthorised"] / absence["sessions_possible"]
    means = missed.groupby(group.reindex(absence["pupil_id"]).to_numpy()).mean()
    assert means["persistent"] > 2 * means["none"]


def test_sizes_are_those_of_the_default_sample(made):
    """Of 20,000 people: some 7,000 offenders and 12,000 pupils."""
    assert 0.25 < len(made[2]["pnc"]["offenders"]) / PEOPLE < 0.45
    assert 0.45 < len(made[2]["npd"]["pupils"]) / PEOPLE < 0.75


@pytest.mark.parametrize(
    ("system", "table", "column", "seed"),
    [
        ("pnc", "offenders", "sex", "pnc_sexes"),
        ("pnc", "offenders", "ethnic_appearance", "pnc_ethnic_appearances"),
        ("pnc", "offences", "record_type", "pnc_record_types"),
        ("pnc", "offences", "offence_code", "pnc_offence_codes"),
        ("pnc", "offences", "plea", "pnc_pleas"),
        ("pnc", "offences", "country", "pnc_countries"),
        ("pnc", "disposals", "disposal_code", "pnc_disposal_types"),
        ("pnc", "disposals", "duration_unit", "pnc_duration_units"),
        ("npd", "pupils", "gender", "npd_genders"),
        ("npd", "pupils", "ethnic_group", "npd_ethnic_groups"),
        ("npd", "pupils", "language_group", "npd_language_groups"),
        ("npd", "census", "sen_provision", "npd_sen_provisions"),
        ("npd", "attainment", "key_stage", "npd_key_stages"),
        ("npd", "attainment", "english_level", "npd_attainment_levels"),
        ("npd", "absence", "term", "npd_terms"),
        ("npd", "exclusions", "category", "npd_exclusion_categories"),
        ("npd", "exclusions", "reason", "npd_exclusion_reasons"),
    ],
)
def test_codes_are_those_of_the_seeds(made, system, table, column, seed):
    codes = set(made[2][system][table][column].dropna())
    assert codes
    assert codes <= _codes(seed)

"""Prison extracts: rows that belong together, codes of the lists, lives told as they are."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from synthetic import nomis, nomis_custody, nomis_people, settings
from synthetic.arrays import to_days
from synthetic.lives import Lives
from synthetic.part import Part

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds" / "reference" / "nomis"
PEOPLE = 3000


def _make(number: int = 0):
    part = Part(number, PEOPLE, 5, settings.load())
    lives = Lives(part)
    return part, lives, nomis.tables(part, lives)


@pytest.fixture(scope="module")
def made():
    return _make()


def _stays(part, lives):
    """The stays in custody, and the booking id of each."""
    records = nomis_people.records(part, lives)
    held = nomis_custody.stays(part, lives, records.of_spell)
    _, frame = nomis_people.offenders(part, lives, records)
    table = nomis_custody.bookings(part, lives, held, frame)
    return held, table["offender_book_id"].to_numpy()[held.booking]


def _codes(seed: str, column: str = "code") -> set[str]:
    with (SEEDS / f"{seed}.csv").open(encoding="utf-8") as file:
        return {row[column] for row in csv.DictReader(file)}


def test_prison_numbers_of_two_parts_never_meet(made):
    here, there = (
        tables["offenders"]["offender_id_display"] for tables in (made[2], _make(number=1)[2])
    )
    assert not set(here) & set(there)


def test_every_row_belongs_to_a_booking_and_every_booking_to_a_name(made):
    tables = made[2]
    names = set(tables["offenders"]["offender_id"])
    roots = set(tables["offenders"]["root_offender_id"])
    assert set(tables["offender_bookings"]["offender_id"]) <= names
    assert set(tables["offender_bookings"]["root_offender_id"]) <= roots <= names
    assert set(tables["offender_identifiers"]["root_offender_id"]) <= roots
    assert set(tables["offender_addresses"]["root_offender_id"]) <= roots
    books = set(tables["offender_bookings"]["offender_book_id"])
    for name in (
        "offender_external_movements",
        "offender_imprison_statuses",
        "offender_cases",
        "offender_charges",
        "offender_sentences",
        "offender_sentence_terms",
    ):
        assert set(tables[name]["offender_book_id"]) <= books, name
    cases = set(tables["offender_cases"]["case_id"])
    assert set(tables["offender_charges"]["case_id"]) <= cases
    assert set(tables["offender_sentences"]["case_id"]) <= cases


def test_codes_are_in_the_code_lists(made):
    tables = made[2]
    for table, column, seed in (
        ("offenders", "sex_code", "nomis_sex"),
        ("offenders", "race_code", "nomis_ethnicity"),
        ("offenders", "name_type", "nomis_name_types"),
        ("offender_identifiers", "identifier_type", "nomis_identifier_types"),
        ("offender_imprison_statuses", "imprisonment_status", "nomis_imprisonment_statuses"),
        ("offender_sentences", "sentence_calc_type", "nomis_sentence_calc_types"),
        ("offender_sentence_terms", "sentence_term_code", "nomis_sentence_terms"),
        ("offender_charges", "plea_code", "nomis_plea"),
        ("offender_charges", "charge_status", "nomis_charge_status"),
        ("offender_cases", "case_type", "nomis_case_types"),
    ):
        assert set(tables[table][column].dropna()) <= _codes(seed), column
    moves = tables["offender_external_movements"]
    with (SEEDS / "nomis_movement_reasons.csv").open(encoding="utf-8") as file:
        known = {(row["movement_type"], row["code"]) for row in csv.DictReader(file)}
    assert set(zip(moves["movement_type"], moves["movement_reason_code"], strict=True)) <= known


def test_truth_names_the_person_of_every_root_offender(made):
    part, lives, tables = made
    truth = nomis.truth(part, lives, tables)["person"]
    roots = tables["offenders"]["root_offender_id"].unique()
    assert sorted(truth["record_key"].astype(int)) == sorted(roots)
    number = lives.persons.set_index("person_id")["prison_number"]
    shown = tables["offenders"].drop_duplicates("root_offender_id")["offender_id_display"]
    own = number[truth["true_person_id"]].to_numpy() == shown.to_numpy()
    # Everybody has his or her own number on one record; all others are second ones.
    assert (pd.Series(own).groupby(truth["true_person_id"].to_numpy()).sum() == 1).all()


def test_prisoners_are_those_with_a_custody_spell(made):
    part, lives, tables = made
    truth = nomis.truth(part, lives, tables)["person"]
    assert set(truth["true_person_id"]) == set(lives.custody_spells["person_id"])


def test_a_few_per_cent_have_two_prison_numbers(made):
    part, lives, tables = made
    records = nomis_people.records(part, lives)
    share = len(records) / len(np.unique(records.at)) - 1
    assert 0.015 < share < 0.08
    assert (~records.used).sum() > 0


def test_journeys_stay_in_one_record_and_bookings_in_one_journey(made):
    part, lives, _ = made
    records = nomis_people.records(part, lives)
    held = nomis_custody.stays(part, lives, records.of_spell)
    spells = lives.custody_spells.assign(record=held.record, booking=held.booking)
    assert (spells.groupby("journey_id")["record"].nunique() == 1).all()
    assert (spells.groupby("booking")["journey_id"].nunique() == 1).all()


def test_custody_movements_tell_the_spells(made):
    """First admission and last release of a booking are the ends of its spells."""
    part, lives, tables = made
    _, books = _stays(part, lives)
    moves = tables["offender_external_movements"]
    outer = moves[
        (moves["movement_type"] == "REL")
        | ((moves["movement_type"] == "ADM") & (moves["movement_reason_code"] != "INT"))
    ]
    spells = lives.custody_spells.assign(book=books)
    start = spells.groupby("book")["start_date"].min().dt.strftime("%Y-%m-%d")
    said = outer.groupby("offender_book_id")["movement_date"].min()
    assert (said == start.reindex(said.index)).mean() > 0.99
    end = spells.groupby("book")["end_date"].agg(lambda days: days.iloc[-1])
    freed = outer[outer["movement_type"] == "REL"].groupby("offender_book_id")["movement_date"]
    said = freed.max()
    assert (said == end.dt.strftime("%Y-%m-%d").reindex(said.index)).mean() > 0.99


def test_movements_of_a_booking_are_in_order(made):
    moves = made[2]["offender_external_movements"]
    ordered = moves.sort_values(["offender_book_id", "movement_seq"])
    same = ordered["offender_book_id"].eq(ordered["offender_book_id"].shift())
    later = ordered["movement_date"] >= ordered["movement_date"].shift()
    assert later[same].all()


def test_terms_add_up_to_the_sentence(made):
    """Consecutive sentences together have the length of the sentence that the court passed."""
    part, lives, tables = made
    held, books = _stays(part, lives)
    given = lives.sentences["length_days"].to_numpy()
    one = pd.Series(held.sentence).groupby(books).agg(["nunique", "max"])
    book = one.index[(one["nunique"] == 1) & (one["max"] >= 0)]
    length = pd.Series(given[one.loc[book, "max"]], index=book)
    terms = tables["offender_sentence_terms"]
    terms = terms[
        terms["sentence_term_code"].isin(["IMP", "DET"]) & (terms["life_sentence_flag"] == "N")
    ]
    sentences = tables["offender_sentences"].merge(
        terms, on=["offender_book_id", "sentence_seq"], suffixes=("", "_term")
    )
    days = (
        pd.to_datetime(sentences["end_date_term"]) - pd.to_datetime(sentences["start_date"])
    ).dt.days + 1
    plain = sentences.assign(days=days)
    plain = plain[~plain["sentence_calc_type"].str.contains("LR|FTR")]
    chained = plain[plain["consec_to_sentence_seq"].notna()]
    first = plain.merge(
        chained[["offender_book_id", "consec_to_sentence_seq", "days"]],
        left_on=["offender_book_id", "sentence_seq"],
        right_on=["offender_book_id", "consec_to_sentence_seq"],
        suffixes=("", "_after"),
    )
    total = (first["days"] + first["days_after"]).set_axis(first["offender_book_id"])
    total = total[total.index.isin(book) & ~total.index.duplicated(keep=False)]
    assert len(total) > 20
    assert (total == length.reindex(total.index)).all()


def test_a_curfew_ends_on_the_conditional_release_date(made):
    """Released early, but not before the curfew date; others on the conditional date itself."""
    part, lives, tables = made
    held, booking = _stays(part, lives)
    served = pd.DataFrame({"book": booking, "kind": held.kind, "out": held.end})
    served = served.assign(early=held.reason == "home_detention_curfew")
    served = served[(served["kind"] == "sentence") & (served["out"] != nomis_custody.MISSING)]
    served = served[~served["book"].duplicated(keep=False)].set_index("book")
    given = tables["offender_sentences"].dropna(subset=["crd_calculated_date"])
    given = given[~given["offender_book_id"].duplicated(keep=False)].set_index("offender_book_id")
    both = given.join(served, how="inner")
    due = to_days(pd.to_datetime(both["crd_calculated_date"]))
    opens = to_days(pd.to_datetime(both["hdced_calculated_date"]))
    early, out = both["early"].to_numpy(), both["out"].to_numpy()
    assert early.sum() > 20
    assert (out <= due).all()
    assert (out < due)[early].mean() > 0.9
    assert (out == due)[~early].mean() > 0.9
    has_curfew = early & both["hdced_calculated_date"].notna().to_numpy()
    assert (opens <= out)[has_curfew].all()


def test_one_charge_of_a_booking_is_most_serious_as_a_rule(made):
    charges = made[2]["offender_charges"]
    flags = (charges["most_serious_flag"] == "Y").groupby(charges["offender_book_id"]).sum()
    assert (flags >= 1).all()
    assert (flags == 1).mean() > 0.95


def test_the_dirt_of_the_real_system_is_there(made):
    tables = made[2]
    assert (tables["offenders"]["race_code"] == "MERGE").any()
    assert (tables["offender_identifiers"]["identifier_type"] == "MERGED").any()
    assert (tables["offenders"]["name_type"] == "A").any()
    assert tables["offender_addresses"]["postal_code"].isna().mean() > 0.1
    assert (tables["offender_addresses"]["no_fixed_address_flag"] == "Y").any()

"""XHIBIT: references, dates in order, and where Crown Court cases come from."""

from __future__ import annotations

import pandas as pd
import pytest

from synthetic import settings, xhibit
from synthetic.arrays import to_days
from synthetic.lives import Lives
from synthetic.part import Part

Tables = dict[str, pd.DataFrame]


def _part(size: int, only: bool = False) -> Part:
    return Part(0, size, 7, settings.load(), only)


@pytest.fixture(scope="module")
def lives() -> Lives:
    return Lives(_part(12_000))


@pytest.fixture(scope="module")
def tables(lives: Lives) -> Tables:
    return xhibit.tables(lives.part, lives)


@pytest.fixture(scope="module")
def truth(lives: Lives, tables: Tables) -> Tables:
    return xhibit.truth(lives.part, lives, tables)


def test_keys_are_unique_and_rise(tables: Tables) -> None:
    for table, schema in xhibit.SCHEMA.items():
        key = tables[table][schema.names[0]]
        assert key.is_unique, table
        assert key.is_monotonic_increasing, table


@pytest.mark.parametrize(
    ("child", "column", "parent"),
    [
        ("xhb_defendant_on_case", "case_id", "xhb_case"),
        ("xhb_defendant_on_case", "defendant_id", "xhb_defendant"),
        ("xhb_defendant", "address_id", "xhb_address"),
        ("xhb_case", "ref_court_id", "xhb_ref_court"),
        ("xhb_charge", "case_id", "xhb_case"),
        ("xhb_offence", "charge_id", "xhb_charge"),
        ("xhb_defendant_on_offence", "defendant_on_case_id", "xhb_defendant_on_case"),
        ("xhb_defendant_on_offence", "offence_id", "xhb_offence"),
        ("xhb_plea", "defendant_on_offence_id", "xhb_defendant_on_offence"),
        ("xhb_verdict", "defendant_on_offence_id", "xhb_defendant_on_offence"),
        ("xhb_disposal2", "defendant_on_offence_id", "xhb_defendant_on_offence"),
        ("xhb_disposal_line", "disposal2_id", "xhb_disposal2"),
        ("xhb_hearing", "case_id", "xhb_case"),
        ("xhb_def_hearing_record", "hearing_id", "xhb_hearing"),
    ],
)
def test_references_lead_somewhere(tables: Tables, child: str, column: str, parent: str) -> None:
    wanted = tables[child][column].dropna()
    assert len(wanted)
    assert wanted.isin(tables[parent].iloc[:, 0]).all()


def test_dates_are_in_order(tables: Tables) -> None:
    cases = tables["xhb_case"].set_index("case_id")
    for column in ("sent_for_trial_date", "committal_date", "orig_body_decision_date"):
        known = cases[cases[column].notna()]
        assert (known[column] <= known["received_date"]).all(), column
    records = tables["xhb_defendant_on_case"]
    heard = tables["xhb_def_hearing_record"].merge(records, on="defendant_on_case_id")
    received = heard["case_id"].map(cases["received_date"])
    assert (heard["hearing_end_date"] >= received).all()
    assert records["mag_court_first_hearing_date"].isna().mean() < 0.2


def test_every_kind_of_case_occurs(tables: Tables) -> None:
    shares = tables["xhb_case"]["case_type"].value_counts(normalize=True)
    assert shares["T"] > shares["S"] > shares["A"] > 0
    assert 0.005 < shares.drop(["T", "S", "A"]).sum() < 0.05


def test_truth_names_everybody_but_companies(tables: Tables, truth: Tables) -> None:
    people = tables["xhb_defendant"].query("is_company == 'N'")["defendant_id"]
    assert set(truth["person"]["record_key"]) == set(people.astype(str))
    assert truth["person"]["record_key"].is_unique
    assert 0 < (tables["xhb_defendant"]["is_company"] == "Y").mean() < 0.02


def test_true_links_carry_the_references_of_their_case(
    lives: Lives, tables: Tables, truth: Tables
) -> None:
    links = truth["case_link"].query("is_main")
    assert links["cc_defendant_on_case_id"].is_unique
    heard = lives.appearances.assign(key=lives.appearances["appearance_id"].astype(str))
    joined = links.merge(heard, left_on="mc_defendant_id", right_on="key").merge(
        tables["xhb_defendant_on_case"],
        left_on="cc_defendant_on_case_id",
        right_on="defendant_on_case_id",
    )
    assert len(joined) == len(links)
    assert (joined["mags_case_id"].astype(str) == joined["mc_case_id"]).all()
    for source, written in (("urn", "ptiurn"), ("asn_x", "asn_y")):
        both = joined[source].notna() & joined[written].notna()
        assert 0.8 < both.mean() < 0.99, source
        assert 0.95 < (joined[source] == joined[written])[both].mean() < 1, source
    person = truth["person"].set_index("record_key")["true_person_id"]
    true_person = joined["cc_defendant_on_case_id"].astype(str).map(person)
    assert (true_person == joined["person_id"]).all()


def test_cases_split_and_roll_up(truth: Tables) -> None:
    links = truth["case_link"]
    assert links["mc_defendant_id"].duplicated().any()
    assert links["cc_defendant_on_case_id"].duplicated().any()


def test_the_principal_sentence_is_that_of_the_life(lives: Lives, tables: Tables) -> None:
    passed = lives.sentences[lives.sentences["crown_id"].notna()]
    custody = passed["kind"].isin(["custody", "life"]).sum()
    sentenced = tables["xhb_disposal2"].query("disposal_code in ['IMP', 'YOI', 'LIFE']")
    assert sentenced["defendant_on_case_id"].nunique() == custody
    marked = tables["xhb_defendant_on_case"].query("custodial == 'Y'")
    crown = set(marked["defendant_on_case_id"])
    assert set(sentenced["defendant_on_case_id"]) <= crown


def test_some_counts_have_four_disposals_and_more_than_costs_among_them(tables: Tables) -> None:
    disposals = tables["xhb_disposal2"]
    count = disposals.groupby("defendant_on_offence_id")["disposal_code"].transform("size")
    assert (count >= 4).any()
    assert not disposals.duplicated(["defendant_on_offence_id", "disposal_code"]).any()
    lines = tables["xhb_disposal_line"].merge(disposals, on="disposal2_id")
    unit = lines[lines["line_number"] == 2].groupby("disposal_code")["data"].unique()
    assert list(unit["REST"]) == ["Y"]
    assert not {"FORF", "LEND"} & set(unit.index)


def test_acquitted_people_are_not_sentenced(tables: Tables) -> None:
    verdicts = tables["xhb_verdict"].query("verdict_code in ['NG', 'NGD', 'DIS']")
    sentenced = tables["xhb_disposal2"]["defendant_on_offence_id"]
    both = verdicts["defendant_on_offence_id"].isin(sentenced)
    # Only the principal count of a defendant who was convicted on another may bear both.
    assert both.mean() < 0.02


def test_pnc_fits_ten_characters(tables: Tables) -> None:
    pnc = tables["xhb_defendant_on_case"]["pnc_id"].dropna()
    assert pnc.str.len().max() <= 10
    assert pnc.str.fullmatch(r"\d{9}[A-Z]").mean() > 0.97


def test_dates_of_lives_arrive(lives: Lives, tables: Tables) -> None:
    first = pd.to_datetime(tables["xhb_def_hearing_record"]["hearing_start_date"])
    assert to_days(first.to_numpy()).min() >= to_days(lives.crown_cases["receipt_date"]).min() - 30

"""Libra: references, formats, results, and how far true pairs agree."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from synthetic import libra, settings, xhibit
from synthetic.lives import Lives
from synthetic.part import Part


def _tables(size: int, dirt: str = "default", only: bool = False) -> dict[str, pd.DataFrame]:
    part = Part(0, size, 5, settings.load(dirt), only)
    lives = Lives(part)
    tables = libra.tables(part, lives)
    return tables | {"truth": libra.truth(part, lives, tables)["person"]}


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return _tables(20_000)


def _pairs(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """One random pair of records a person, side by side (right one: suffix _r), lower case."""
    truth = tables["truth"].set_index("record_key")["true_person_id"]
    records = tables["defendants"].assign(person=tables["defendants"]["defendant_id"].map(truth))
    records = records[records["person"].notna()].sample(frac=1, random_state=1)
    for column in ("forename1", "forename2", "surname"):
        records[column] = records[column].str.lower()
    place = records.groupby("person").cumcount()
    return records[place == 0].merge(records[place == 1], on="person", suffixes=("", "_r"))


def _agree(pairs: pd.DataFrame, column: str) -> float:
    both = pairs[column].notna() & pairs[f"{column}_r"].notna()
    return (pairs[column] == pairs[f"{column}_r"])[both].mean()


def test_keys_are_unique_and_lead_somewhere(tables: dict[str, pd.DataFrame]) -> None:
    for table, schema in libra.SCHEMA.items():
        assert tables[table][schema.names[0]].is_unique, table
    assert tables["defendants"]["case_id"].isin(tables["cases"]["case_id"]).all()
    for table in ("aliases", "offences", "hearings", "results"):
        assert tables[table]["defendant_id"].isin(tables["defendants"]["defendant_id"]).all()
    assert tables["results"]["offence_id"].isin(tables["offences"]["offence_id"]).all()
    principal = tables["offences"].query("principal_offence == 'Y'")
    assert principal["defendant_id"].is_unique


def test_every_person_row_has_a_true_person_and_companies_none(
    tables: dict[str, pd.DataFrame],
) -> None:
    rows = tables["defendants"]
    known = rows["defendant_id"].isin(tables["truth"]["record_key"])
    assert known.sum() == len(tables["truth"])
    assert (rows[~known]["defendant_type"] == "O").mean() > 0.9
    assert (rows[known]["defendant_type"] == "P").all()
    assert (~known).mean() == pytest.approx(0.029, abs=0.006)


def test_formats(tables: dict[str, pd.DataFrame]) -> None:
    rows = tables["defendants"]
    assert rows["defendant_dob"].dropna().str.fullmatch(r"\d\d/\d\d/\d{4}").all()
    assert rows["c_id"].str.fullmatch(r"\d{9}").all()
    assert rows["c_id"].is_unique
    assert set(rows["defendant_sex"]) == {"M", "F", "NS"}
    assert set(rows["defendant_type"]) == {"P", "O"}


def test_true_pairs_agree_no_better_than_the_public_models(tables: dict[str, pd.DataFrame]) -> None:
    """m of Core Person Record and Probation in Court: exact names 0.8806, date of birth 0.948 to
    0.959, middle name 0.931, PNC 0.984, postcode in common 0.708.
    """
    pairs = _pairs(tables)
    names = (pairs["forename1"] == pairs["forename1_r"]) & (pairs["surname"] == pairs["surname_r"])
    assert 0.83 < names.mean() <= 0.8806
    assert 0.93 < _agree(pairs, "defendant_dob") <= 0.959
    assert 0.86 < _agree(pairs, "forename2") <= 0.931
    assert 0.55 < _agree(pairs, "pcode") <= 0.708
    assert 0.96 < _agree(pairs, "pnc") <= 0.9841
    assert tables["defendants"]["pnc"].isna().mean() > 0.3
    assert tables["defendants"]["cro"].isna().mean() > 0.5


def test_heavy_dirt_is_heavier() -> None:
    """MoJ's generator: date of birth moved 0.1, 1 January 0.1, null 0.1."""
    heavy = _tables(6_000, "heavy", only=True)
    pairs = _pairs(heavy)
    assert _agree(pairs, "defendant_dob") < 0.75
    born = heavy["defendants"]["defendant_dob"]
    people = heavy["defendants"]["defendant_type"] == "P"
    assert born[people].isna().mean() == pytest.approx(0.10, abs=0.03)
    assert born.str.startswith("01/01").mean() > 0.07


def test_gaps_differ_by_group(tables: dict[str, pd.DataFrame]) -> None:
    rows = tables["defendants"].query("defendant_type == 'P'")
    missing = rows["pnc"].isna().groupby(rows["ethnicity_observed"].str[:1]).mean()
    assert missing["B"] > missing["W"] + 0.03


def test_known_dirt_is_there(tables: dict[str, pd.DataFrame]) -> None:
    rows = tables["defendants"]
    assert {"01/01/1900", "01/01/1970"} <= set(rows["defendant_dob"])
    assert rows["pcode"].isin(["NF1 1NF", "NF1 1FA"]).any()
    assert (rows["forename1"].str.upper() == "NOT ENTERED").any()
    assert (rows["pnc"] == "2003/0993399B").any()
    assert rows["address_line1"].str.contains("HMP").any()
    assert rows["surname"].str.isupper().mean() == pytest.approx(0.82, abs=0.06)


def test_results_follow_the_outcome(tables: dict[str, pd.DataFrame]) -> None:
    results = tables["results"]
    sent = results["result_code"].isin(["CSUMT", "CCSI"])
    assert results["committed_to_court_code"].notna().equals(sent)
    custody = results["result_code"] == "IMP"
    assert results["sentence_days"][custody].notna().all()
    days = results["sentence_days"][custody].astype(np.int64)
    assert days.between(7, 365).all()


def test_pleas_are_entered_at_a_hearing_and_denials_before_the_trial(
    tables: dict[str, pd.DataFrame],
) -> None:
    hearings = tables["hearings"]
    day = pd.to_datetime(hearings["hearing_date"], format="%d/%m/%Y")
    by_defendant = day.groupby(hearings["defendant_id"])
    offences = tables["offences"].dropna(subset=["plea"])
    pleaded = pd.to_datetime(offences["plea_date"], format="%d/%m/%Y")
    held = set(zip(hearings["defendant_id"], day, strict=True))
    assert set(zip(offences["defendant_id"], pleaded, strict=True)) <= held
    first = offences["defendant_id"].map(by_defendant.min())
    last = offences["defendant_id"].map(by_defendant.max())
    many = first < last
    assert 0.1 < (pleaded > first)[many].mean() < 0.35
    denied = many & (offences["plea"] == "NG")
    assert denied.any()
    assert (pleaded < last)[denied].all()


def test_allocation_is_of_either_way_offences_and_agrees_with_the_crown_court() -> None:
    part = Part(0, 4_000, 5, settings.load("default"), False)
    lives = Lives(part)
    offences = libra.tables(part, lives)["offences"]
    crown = xhibit.tables(part, lives)
    either_way = offences["mode_of_trial"] == "either_way"
    assert offences["allocation"].notna().equals(either_way)
    assert set(offences["allocation"].dropna()) == {"S", "D", "M"}
    # Who elected, by defendant row, and what XHIBIT says of the case that came of it.
    sent = offences[offences["allocation"].isin(["D", "M"])]
    assert (sent.groupby("defendant_id")["allocation"].nunique() == 1).all()
    libra_says = sent.drop_duplicates("defendant_id").set_index("defendant_id")["allocation"]
    link = xhibit.truth(part, lives, crown)["case_link"].query("is_main")
    case_of = crown["xhb_defendant_on_case"].set_index("defendant_on_case_id")["case_id"]
    says = crown["xhb_case"].set_index("case_id")["either_way_type"]
    link = link.assign(
        xhibit_says=link["cc_defendant_on_case_id"].map(case_of).map(says),
        libra_says=link["mc_defendant_id"].map(libra_says),
    ).dropna(subset=["xhibit_says", "libra_says"])
    assert len(link) > 50
    # A split case has two Crown cases, and of these only one can agree where they differ.
    assert (link["xhibit_says"] == link["libra_says"]).mean() > 0.9

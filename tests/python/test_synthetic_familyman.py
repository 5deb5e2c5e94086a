"""Family courts: references, roles, dates, and the gaps by role."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from synthetic import court_only, familyman, familyman_cases, settings
from synthetic.lives import Lives
from synthetic.part import Part

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds" / "reference" / "familyman"
SOURCES = ROOT / "models" / "staging" / "familyman" / "_familyman__sources.yml"
PEOPLE = 4000
PARTIES = ["APLA", "RSPA", "APLC", "RSPC", "CHLDC", "APLF", "RSPF", "APLZ", "RSPZ", "CHLDZ"]
Tables = dict[str, pd.DataFrame]


def _part(size: int, only: bool = False, number: int = 0, seed: int = 7) -> Part:
    return Part(number, size, seed, settings.load(), only)


@pytest.fixture(scope="module")
def lives() -> Lives:
    return Lives(_part(PEOPLE))


@pytest.fixture(scope="module")
def tables(lives: Lives) -> Tables:
    return familyman.tables(lives.part, lives)


@pytest.fixture(scope="module")
def truth(lives: Lives, tables: Tables) -> pd.DataFrame:
    return familyman.truth(lives.part, lives, tables)["person"]


def _codes(seed: str, column: str = "code") -> set[str]:
    with (SEEDS / f"familyman_{seed}.csv").open(encoding="utf-8") as file:
        return {row[column] for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("child", "column", "parent", "key"),
    [
        ("roles", "case_number", "cases", "case_number"),
        ("roles", "party", "parties", "party"),
        ("roles", "representative_role", "roles", "role"),
        ("addresses", "party", "parties", "party"),
        ("role_fields", "role", "roles", "role"),
        ("case_fields", "case_number", "cases", "case_number"),
        ("links", "linked_case_number", "cases", "case_number"),
        ("events", "case_number", "cases", "case_number"),
        ("event_fields", "event", "events", "event"),
        ("hearings", "event", "events", "event"),
    ],
)
def test_references_lead_somewhere(
    tables: Tables, child: str, column: str, parent: str, key: str
) -> None:
    wanted = tables[child][column].dropna()
    assert len(wanted)
    assert wanted.isin(tables[parent][key]).all()


@pytest.mark.parametrize(
    ("table", "column", "seed", "key"),
    [
        ("cases", "creating_court", "courts", "prefix"),
        ("cases", "case_status", "case_statuses", "code"),
        ("parties", "gender", "sexes", "code"),
        ("roles", "role_model", "role_models", "code"),
        ("events", "event_model", "event_models", "code"),
        ("event_fields", "field_model", "field_models", "code"),
        ("case_fields", "field_model", "field_models", "code"),
        ("role_fields", "field_model", "field_models", "code"),
        ("hearings", "hearing_type", "hearing_types", "code"),
    ],
)
def test_codes_are_in_their_code_lists(
    tables: Tables, table: str, column: str, seed: str, key: str
) -> None:
    assert set(tables[table][column].dropna()) <= _codes(seed, key)


def test_courts_of_the_code_list_are_those_of_the_generator() -> None:
    code, prefix, name, region = familyman_cases.courts(_part(1))
    with (SEEDS / "familyman_courts.csv").open(encoding="utf-8") as file:
        listed = [tuple(row.values()) for row in csv.DictReader(file)]
    assert listed == list(zip(prefix, code, name, region, strict=True))


def test_truth_names_every_party_on_a_case_that_is_a_person(
    tables: Tables, truth: pd.DataFrame
) -> None:
    people = tables["parties"].loc[tables["parties"]["organisation_name"].isna(), "party"]
    roles = tables["roles"][tables["roles"]["party"].isin(people)]
    keys = roles["case_number"] + "|" + roles["party"].astype(str)
    assert truth["record_key"].is_unique
    assert set(truth["record_key"]) == set(keys)
    # Case numbers say of which kind a case is, and roles fit it.
    kind = roles["case_number"].str[4]
    assert (roles["role_model"].str[-1].isin(["A"]) == (kind == "D")).all()
    assert ((roles["role_model"].str[-1] == "F") == (kind == "F")).all()


def test_there_are_as_many_records_as_the_sample_wants(truth: pd.DataFrame) -> None:
    # 5,000 to 7,000 for 20,000 people.
    assert 0.25 < len(truth) / PEOPLE < 0.36


def test_almost_everybody_whom_a_family_court_knows_comes(
    lives: Lives, truth: pd.DataFrame
) -> None:
    others = court_only.lives(lives.part)
    known = others.part.person_ids()[court_only.comes_to_family_court(others)]
    assert np.isin(known, truth["true_person_id"]).mean() > 0.75
    of_criminal_courts = truth["true_person_id"] <= PEOPLE
    assert 0.08 < of_criminal_courts.mean() < 0.40


def test_children_come_with_their_parents_and_are_under_18(
    lives: Lives, tables: Tables, truth: pd.DataFrame
) -> None:
    roles = tables["roles"].merge(tables["cases"], on="case_number")
    child = roles[roles["role_model"].isin(["CHLDC", "CHLDZ"])]
    others = court_only.lives(lives.part)
    persons = pd.concat([lives.persons, others.persons]).set_index("person_id")
    born = persons["birth_date"].reindex(child["true_person_id"]).to_numpy()
    age = (pd.to_datetime(child["receipt_date"]).to_numpy() - born) / np.timedelta64(1, "D")
    assert (age > 0).all()
    assert (age < 18 * 365.25 + 1).all()
    # Many children are of the household of one of the grown-ups; others are known alone.
    household = persons["household_id"]
    grown = roles[roles["role_model"].isin(["APLC", "RSPC", "RSPZ"])]
    pairs = child.merge(grown, on="case_number")
    pairs = pairs[pairs["true_person_id_y"] > 0]
    same = (
        household.reindex(pairs["true_person_id_x"]).to_numpy()
        == household.reindex(pairs["true_person_id_y"]).to_numpy()
    )
    with_parent = pairs.assign(same=same).groupby("role_x")["same"].any()
    assert with_parent.mean() > 0.4


def test_gaps_depend_on_the_role(tables: Tables) -> None:
    rates = settings.load().get("familyman.entered")
    roles = tables["roles"].drop_duplicates("party").merge(tables["parties"], on="party")
    for model in ("APLA", "RSPA", "APLC", "RSPC", "CHLDC", "RSPF"):
        rows = roles[(roles["role_model"] == model) & roles["organisation_name"].isna()]
        share = rows["dob"].notna().mean()
        room = 3.5 * np.sqrt(rates[model]["dob"] * (1 - rates[model]["dob"]) / len(rows)) + 0.01
        assert share == pytest.approx(rates[model]["dob"], abs=room), model
    known = roles.groupby("role_model")["dob"].apply(lambda dob: dob.notna().mean())
    assert known["RSPA"] < known["APLA"] < known["CHLDC"]


def test_dates_of_a_case_are_in_order(tables: Tables) -> None:
    cases = tables["cases"].set_index("case_number")
    first, last = settings.load().get("familyman.period")
    assert cases["receipt_date"].between(str(first), str(last)).all()
    closed = cases[cases["closed_date"].notna()]
    assert (closed["receipt_date"] < closed["closed_date"]).all()
    assert (cases["closed_date"].isna() == (cases["case_status"] == "O")).all()
    events = tables["events"]
    received = events["case_number"].map(cases["receipt_date"])
    dated = events["receipt_date"].notna()
    assert (events["receipt_date"] >= received)[dated].all()
    assert (events["entry_date"].str[:10] >= events["receipt_date"])[dated].all()
    heard = tables["hearings"].merge(events, on="event")
    assert (heard["hearing_date"] >= heard["case_number"].map(cases["receipt_date"])).all()
    assert (heard["hearing_date"] >= heard["receipt_date"]).all()


def test_every_kind_of_case_occurs_and_most_end(tables: Tables) -> None:
    share = tables["cases"]["case_number"].str[4].value_counts(normalize=True)
    assert share["D"] > share["P"] > share["C"] > share["Z"] > 0
    assert share["F"] > 0.05
    assert 0.02 < (tables["cases"]["case_status"] == "O").mean() < 0.15


def test_a_decree_nisi_comes_before_the_decree_absolute(tables: Tables) -> None:
    events = tables["events"].query("error == 'N'")
    nisi = events.query("event_model == 'DNISI'").set_index("case_number")["receipt_date"]
    absolute = events.query("event_model == 'DABS'").set_index("case_number")["receipt_date"]
    both = absolute.dropna()
    assert len(both) > 100
    assert (nisi.reindex(both.index) < both).all()


def test_a_withdrawal_names_an_application_of_its_case(tables: Tables) -> None:
    named = tables["event_fields"].query("field_model == 'G63_1'")
    case_of = tables["events"].set_index("event")["case_number"]
    own = named["event"].map(case_of).to_numpy()
    application = named["value"].astype(np.int64)
    assert len(named) > 5
    assert (application.map(case_of).to_numpy() == own).all()
    models = tables["events"].set_index("event")["event_model"]
    assert set(application.map(models)) <= {"U21", "U22", "U24"}


def test_children_of_an_event_are_children_of_its_case(tables: Tables) -> None:
    fields = tables["event_fields"]
    named = fields[fields["field_model"].str.endswith("_CH")]
    listed = named.assign(role=named["value"].str.split(",")).explode("role")
    roles = tables["roles"].set_index("role")
    of_role = roles.loc[listed["role"].astype(np.int64)]
    case_of = tables["events"].set_index("event")["case_number"]
    assert (of_role["case_number"].to_numpy() == listed["event"].map(case_of).to_numpy()).all()
    assert set(of_role["role_model"]) <= {"CHLDC", "CHLDZ"}


def test_legal_aid_shows_in_representation(tables: Tables) -> None:
    roles = tables["roles"].merge(tables["cases"], on="case_number")
    private = roles[
        roles["role_model"].isin(["APLC", "RSPC"]) & (roles["case_number"].str[4] == "P")
    ]
    helped = private["representative_role"].notna()
    before = private["receipt_date"] < "2013-04-01"
    assert helped[before].mean() > helped[~before].mean() + 0.05


def test_some_parties_are_found_again_in_a_linked_case(tables: Tables) -> None:
    roles = tables["roles"][tables["roles"]["role_model"].isin(PARTIES)]
    cases = roles.groupby("party")["case_number"].nunique()
    assert 0.01 < (cases > 1).mean() < 0.30
    twice = roles[roles["true_person_id"] > 0].groupby(["case_number", "party"]).size()
    assert 0 < (twice > 1).mean() < 0.05

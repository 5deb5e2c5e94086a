"""CaseMan and Possession Claim Online: parties, dates, and rates about as set."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from synthetic import caseman, pcol, settings
from synthetic.caseman_people import of_age
from synthetic.lives import Lives
from synthetic.part import Part

ROOT = Path(__file__).parents[2]
SYSTEMS = {"caseman": caseman, "pcol": pcol}
KEY = {"caseman": "case_number", "pcol": "claim_id"}
TEXT_TYPES = {pa.string(): "varchar", pa.int64(): "bigint", pa.float64(): "double"}
Tables = dict[str, pd.DataFrame]


def _part(size: int = 6_000, number: int = 0, seed: int = 7, only: bool = False) -> Part:
    return Part(number, size, seed, settings.load(), only)


@pytest.fixture(scope="module")
def lives() -> Lives:
    return Lives(_part())


@pytest.fixture(scope="module")
def made(lives: Lives) -> dict[str, Tables]:
    return {name: module.tables(lives.part, lives) for name, module in SYSTEMS.items()}


@pytest.fixture(scope="module")
def truth(lives: Lives, made: dict[str, Tables]) -> pd.DataFrame:
    return pd.concat(
        module.truth(lives.part, lives, made[name])["person"] for name, module in SYSTEMS.items()
    )


def test_organisations_with_a_number_are_written_once_for_all_parts(made) -> None:
    other_part = _part(400, number=1)
    assert len(made["caseman"]["coded_parties"])
    assert caseman.tables(other_part, Lives(other_part))["coded_parties"].empty


@pytest.mark.parametrize(
    ("system", "child", "key", "parent"),
    [
        *(
            ("caseman", child, "case_number", "cases")
            for child in ("case_party_roles", "case_events", "judgments", "warrants", "ae_events")
        ),
        ("caseman", "hearings", "case_number", "cases"),
        ("caseman", "case_party_roles", "party_id", "parties"),
        ("caseman", "given_addresses", "party_id", "parties"),
        ("caseman", "warrant_returns", "warrant_id", "warrants"),
        *(
            ("pcol", child, "claim_id", "claim")
            for child in ("claim_party", "claim_event", "defence", "hearing", "judgement")
        ),
        ("pcol", "warrant", "claim_id", "claim"),
        ("pcol", "claim_party", "party_id", "party"),
        ("pcol", "claim_party_contact_details", "claim_party_id", "claim_party"),
        ("pcol", "warrant_return", "warrant_id", "warrant"),
    ],
)
def test_children_have_parents(
    made: dict[str, Tables], system: str, child: str, key: str, parent: str
) -> None:
    assert set(made[system][child][key]) <= set(made[system][parent][key])


def test_coded_parties_are_known_and_have_no_name_of_their_own(made: dict[str, Tables]) -> None:
    parties = made["caseman"]["parties"]
    coded = parties[parties["coded_party_no"].notna()]
    assert 0.2 < len(coded) / len(parties) < 0.5
    assert set(coded["coded_party_no"]) <= set(made["caseman"]["coded_parties"]["coded_party_no"])
    assert coded["organisation_name"].isna().all()


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_case_has_a_claimant_and_a_defendant(system: str, made: dict[str, Tables]) -> None:
    tables, module = made[system], SYSTEMS[system]
    roles = tables["case_party_roles" if system == "caseman" else "claim_party"]
    role = roles["party_role_code" if system == "caseman" else "party_role"]
    cases = set(tables[module.PERSON_TABLES[0]][KEY[system]])
    for wanted in ("CLAIMANT", "DEFENDANT"):
        rows = roles[(role == wanted) & (roles["party_number"] == 1)]
        assert set(rows[KEY[system]]) == cases
        assert rows[KEY[system]].is_unique


def test_codes_are_in_their_lists(made: dict[str, Tables]) -> None:
    used = {
        "caseman": [
            ("cases", "case_type", "case_type"),
            ("cases", "track_code", "track"),
            ("parties", "party_type_code", "party_type"),
            ("coded_parties", "sector_code", "sector"),
            ("case_party_roles", "party_role_code", "party_role"),
            ("given_addresses", "address_type_code", "address_type"),
            ("case_events", "standard_event_id", "standard_event"),
            ("judgments", "order_type_code", "order_type"),
            ("warrants", "warrant_type_code", "warrant_type"),
            ("warrant_returns", "return_code", "warrant_return"),
            ("ae_events", "ae_event_code", "ae_event"),
            ("hearings", "hearing_type_code", "hearing_type"),
        ],
        "pcol": [
            ("claim", "claim_type", "claim_type"),
            ("party", "party_type", "party_type"),
            ("claim_party", "party_role", "party_role"),
            ("claim_event", "event_code", "event"),
            ("defence", "defence_type", "defence_type"),
            ("hearing", "hearing_type", "hearing_type"),
            ("judgement", "judgement_type", "judgement_type"),
            ("warrant_return", "return_code", "warrant_return"),
        ],
    }
    for system, columns in used.items():
        path = ROOT / f"seeds/reference/{system}/{system}_codes.csv"
        with path.open(encoding="utf-8") as file:
            listed = {(row["code_set"], row["code"]) for row in csv.DictReader(file)}
        for table, column, code_set in columns:
            found = made[system][table][column]
            codes = set(found.dropna())
            assert {(code_set, code) for code in codes} <= listed, (table, column)
            assert len(codes) > 1 or column == "party_role", (table, column)
            assert column == "track_code" or found.notna().all(), (table, column)


def test_truth_has_every_person_who_is_a_party_once(
    truth: pd.DataFrame, made: dict[str, Tables], lives: Lives
) -> None:
    assert truth["record_key"].is_unique
    assert set(truth["source_dataset"]) == {"civil_caseman_pcol"}
    parties, party = made["caseman"]["parties"], made["pcol"]["party"]
    company = " (?:Ltd|PLC|Limited|Association)$"
    people = parties["party_type_code"] == "P"
    mistaken = people & parties["surname"].str.contains(company, na=False)
    keys = {f"caseman|{key}" for key in parties.loc[people & ~mistaken, "party_id"]}
    online = party[party["party_type"] == "INDIVIDUAL"]
    online = online[~online["last_name"].str.contains(company, na=False)]
    keys |= {f"pcol|{key}" for key in online["party_id"]}
    assert set(truth["record_key"]) == keys
    assert 0 < mistaken.sum() < 0.03 * len(parties)
    # Both kinds of people are there: of the criminal courts and of the others.
    ours = truth["true_person_id"].isin(lives.persons["person_id"])
    assert 0.25 < ours.mean() < 0.65


def test_records_a_person_are_as_the_settings_say(truth: pd.DataFrame, lives: Lives) -> None:
    expected = settings.records_a_person()["civil_caseman_pcol"]
    assert len(truth) / lives.part.size == pytest.approx(expected, rel=0.12)


def test_identifiers_are_as_poor_as_set(made: dict[str, Tables]) -> None:
    parties = made["caseman"]["parties"]
    people = parties[(parties["party_type_code"] == "P") & parties["first_forename"].notna()]
    assert people["date_of_birth"].notna().mean() == pytest.approx(0.08, abs=0.025)
    assert people["title"].notna().mean() == pytest.approx(0.45, abs=0.05)
    initials = people["first_forename"].str.len() == 1
    assert initials.mean() == pytest.approx(0.10, abs=0.03)


def test_nobody_is_a_party_before_being_of_age(truth: pd.DataFrame, made, lives: Lives) -> None:
    cases = made["caseman"]["cases"].set_index("case_number")["issue_date"]
    roles = made["caseman"]["case_party_roles"]
    ours = roles[roles["true_person_id"].isin(lives.persons["person_id"])]
    adult = pd.Series(of_age(lives), index=lives.persons["person_id"])
    issued = ours["case_number"].map(cases).to_numpy(dtype="M8[D]").astype(np.int64)
    assert (adult.loc[ours["true_person_id"]].to_numpy() <= issued).all()


def test_couples_are_sued_together(made: dict[str, Tables]) -> None:
    roles = made["pcol"]["claim_party"]
    second = roles[(roles["party_role"] == "DEFENDANT") & (roles["party_number"] == 2)]
    first = roles[(roles["party_role"] == "DEFENDANT") & (roles["party_number"] == 1)]
    both = second.merge(first, on="claim_id")
    assert len(both) > 5
    assert (both["true_person_id_x"] != both["true_person_id_y"]).all()


def test_steps_follow_each_other_up_to_the_day_of_the_extract(made: dict[str, Tables]) -> None:
    last = str(settings.load().get("civil.extract_day"))
    tables = made["caseman"]
    issued = tables["cases"].set_index("case_number")["issue_date"]
    for name, column in (
        ("case_events", "event_date"),
        ("judgments", "judgment_date"),
        ("warrants", "issue_date"),
        ("ae_events", "event_date"),
        ("hearings", "hearing_date"),
    ):
        table = tables[name]
        assert (table[column] >= table["case_number"].map(issued)).all(), name
        assert table[column].max() <= last, name
    judged = tables["judgments"].groupby("case_number")["judgment_date"].min()
    warrants = tables["warrants"]
    assert (warrants["issue_date"] > warrants["case_number"].map(judged)).all()
    of_warrant = warrants.set_index("warrant_id")["issue_date"]
    returns = tables["warrant_returns"]
    assert (returns["return_date"] > returns["warrant_id"].map(of_warrant)).all()
    assert returns["return_date"].max() <= last
    paid = tables["judgments"].dropna(subset=["paid_date"])
    assert (paid["paid_date"] > paid["judgment_date"]).all()


def test_default_judgments_are_the_most_and_amounts_are_in_pounds(made) -> None:
    judgments = made["caseman"]["judgments"]
    money = judgments[judgments["order_type_code"].isin(["DEF", "ADM", "TRI"])]
    assert 0.6 < (money["order_type_code"] == "DEF").mean() < 0.9
    claimed = made["caseman"]["cases"].query("case_type == 'SPEC'")["amount_claimed"]
    assert 600 < claimed.median() < 1_100
    assert claimed.between(60, 90_000).all()
    assert made["caseman"]["cases"].query("case_type == 'UNSPEC'")["amount_claimed"].isna().all()

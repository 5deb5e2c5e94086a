"""The national proportions: Common Platform, family and civil courts beside the four systems."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
import yaml

from synthetic import __main__ as command
from synthetic import conformed, identifiers, settings, writer

PEOPLE = 20_000
ROOT = Path(__file__).parents[2]
# Person records before removing duplicates, millions; the Crown's are our own round figure.
MASTER_RECORD = {
    "mags_hocas": 19.6,
    "common_platform": 2.9,
    "prison_nomis": 2.2,
    "probation_delius": 2.4,
    "familyman": 20.9,
    "caseman": 17.7,
    "crown_xhibit": 1.0,
}
RESEARCH_DATA = {
    "mags_hocas": 13.4,
    "crown_xhibit": 1.0,
    "prison_nomis": 2.2,
    "probation_delius": 2.4,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("national")
    run = writer.Run(PEOPLE, 5, only_people=True, proportions="national")
    writer.write(run, out, workers=1, progress=False)
    return out


@pytest.fixture(scope="module")
def truth(folder: Path) -> pd.DataFrame:
    return pd.read_parquet(folder / "truth" / "person.parquet")


@pytest.fixture(scope="module")
def records(folder: Path) -> dict[str, pd.DataFrame]:
    """The conformed records by label."""
    return {
        label: pd.read_parquet(folder / "extracts" / "conformed" / f"{table}.parquet")
        for table, label in conformed.LABELS.items()
    }


def test_files_have_declared_columns_and_their_label(folder: Path, records: dict) -> None:
    declared = yaml.safe_load(
        (ROOT / "models/staging/conformed/_conformed__sources.yml").read_text()
    )
    known = {column["name"] for column in declared["sources"][0]["tables"][0]["columns"]}
    for table, label in conformed.LABELS.items():
        path = folder / "extracts" / "conformed" / f"{table}.parquet"
        names = pq.read_schema(path).names
        assert names == conformed.SCHEMA[table].names
        assert set(names) <= known
        assert set(records[label]["source_dataset"]) == {label}
        assert records[label]["record_key"].is_unique
    assert not {"pnc", "cro"} & set(records["familyman"].columns)


@pytest.mark.parametrize(
    ("proportions", "wanted"), [("national", MASTER_RECORD), ("criminal_justice", RESEARCH_DATA)]
)
def test_settings_give_the_published_totals(proportions: str, wanted: dict) -> None:
    found = settings.records_a_person(proportions)
    people = sum(wanted.values()) / sum(found.values())
    assert set(found) == set(wanted)
    for label, millions in wanted.items():
        assert found[label] * people == pytest.approx(millions, rel=0.03), label


def test_records_a_person_are_those_of_settings(truth: pd.DataFrame) -> None:
    """20,000 people: the Crown's 2,400 records have a standard error of about 3 %."""
    found = truth["source_dataset"].value_counts() / PEOPLE
    wanted = settings.records_a_person("national")
    assert set(found.index) == set(wanted)
    for label, rate in wanted.items():
        assert found[label] == pytest.approx(rate, rel=0.10 if rate < 1 else 0.04), label


def test_truth_covers_every_record_once(truth: pd.DataFrame, records: dict) -> None:
    assert not truth.duplicated(["source_dataset", "record_key"]).any()
    for label, table in records.items():
        known = truth.loc[truth["source_dataset"] == label, "record_key"]
        assert set(known) == set(table["record_key"])


def test_some_people_come_to_every_kind_of_court_and_some_to_one(truth: pd.DataFrame) -> None:
    people = truth.groupby("source_dataset")["true_person_id"].agg(set)
    criminal = set().union(*(people[label] for label in (*RESEARCH_DATA, "common_platform")))
    assert 0.10 < len(criminal & people["familyman"]) / len(people["familyman"]) < 0.30
    assert len(people["caseman"] - criminal - people["familyman"]) > 5_000
    # Common Platform has people of the criminal-justice systems alone.
    assert max(people["common_platform"]) <= PEOPLE < max(people["familyman"])


def test_fields_are_as_complete_as_each_system_has_them(records: dict) -> None:
    complete = {label: table.notna().mean() for label, table in records.items()}
    assert complete["caseman"]["date_of_birth"] < 0.12
    assert 0.55 < complete["familyman"]["date_of_birth"] < 0.85
    assert complete["common_platform"]["date_of_birth"] > 0.95
    for label, columns in complete.items():
        assert columns["surname"] > 0.99, label
        assert columns["postcode"] > 0.75, label
        assert columns["record_date"] == 1, label


def test_children_are_parties_of_family_cases_alone(records: dict) -> None:
    """Where a date of birth is known; a wrong year may make an adult a child."""
    born = pd.to_datetime(records["familyman"]["date_of_birth"], errors="coerce")
    on = pd.to_datetime(records["familyman"]["record_date"])
    assert 0.10 < ((on - born).dt.days < 18 * 365).sum() / born.notna().sum() < 0.5
    born = pd.to_datetime(records["caseman"]["date_of_birth"], errors="coerce")
    on = pd.to_datetime(records["caseman"]["record_date"])
    assert ((on - born).dt.days < 17 * 365)[born.notna()].mean() < 0.02


def test_records_of_one_person_differ(records: dict, truth: pd.DataFrame) -> None:
    table = records["familyman"].merge(truth, on=["source_dataset", "record_key"])
    names = table.assign(surname=table["surname"].str.lower()).groupby("true_person_id")["surname"]
    returns = names.transform("size") > 1
    assert 0.02 < (names.transform("nunique")[returns] > 1).mean() < 0.5


def test_other_systems_do_not_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    """With conformed records beside it, the default sample is what it is without them."""
    alone = writer.part_tables(writer.Run(400, 3), 0)
    profiles = settings.proportions()
    beside = {**profiles["default"], "systems": [*profiles["default"]["systems"], "conformed"]}
    monkeypatch.setitem(profiles, "beside", beside)
    both = writer.part_tables(writer.Run(400, 3, proportions="beside"), 0)
    for path, table in alone.items():
        if path == "truth/person":
            assert table.equals(both[path].slice(0, len(table)))
        elif path == "truth/origin":
            # people whom only the conformed records know come to it
            assert set(zip(*table.to_pydict().values(), strict=True)) < set(
                zip(*both[path].to_pydict().values(), strict=True)
            )
        else:
            assert table.equals(both[path]), path
    assert set(both) - set(alone) == {f"extracts/conformed/{table}" for table in conformed.SCHEMA}


def test_tables_for_the_linkage_are_those_of_the_whole_sample() -> None:
    whole = writer.part_tables(writer.Run(400, 3), 0)
    fewer = writer.part_tables(writer.Run(400, 3, for_linkage=True), 0)
    people = writer.part_tables(writer.Run(400, 3, only_people=True), 0)
    # XHIBIT's record table has columns that follow from tables which are not made here.
    for path in set(fewer) - {"extracts/xhibit/xhb_defendant_on_case"}:
        assert fewer[path].equals(whole[path]), path
    assert set(fewer) - set(people) == {
        "extracts/libra/cases",
        "extracts/libra/aliases",
        "extracts/nomis/offender_bookings",
        "extracts/delius/event",
    }


def test_default_has_no_conformed_records(tmp_path: Path) -> None:
    writer.write(writer.Run(50, 1, proportions="national"), tmp_path, progress=False)
    assert (tmp_path / "extracts" / "conformed" / "civil_court.parquet").exists()
    writer.write(writer.Run(50, 1), tmp_path, progress=False)
    assert not list((tmp_path / "extracts").glob("conformed/*"))
    assert "proportions" not in (tmp_path / "extracts" / writer.MARKER).read_text()


def test_a_number_of_records_may_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    options = ["--records", "66700000", "--proportions", "national"]
    monkeypatch.setattr(sys, "argv", ["synthetic", *options])
    assert 8.1e6 < command._arguments().people < 8.5e6
    monkeypatch.setattr(sys, "argv", ["synthetic"])
    assert command._arguments().people == 20_000


def test_identifiers_are_unique_for_nine_million_people() -> None:
    """The same places of every million, where serials begin again."""
    place = np.arange(0, 1_000_000, 997)
    person = np.concatenate([block * 1_000_000 + place for block in range(9)])
    for year in (1992, 2011, 2021):
        years = np.full(len(person), year)
        for values in (
            identifiers.pnc(years, person),
            identifiers.cro(years, person, np.zeros(len(person), dtype=bool)),
            identifiers.ni_number(person),
        ):
            assert len(np.unique(values)) == len(person), values[0]
    # People who share a CRO serial, five million apart: no year of one is a year of the other.
    year = np.arange(1992, 2022)
    here, there = (
        set(identifiers.cro(year, np.full(30, who), np.zeros(30, dtype=bool)).tolist())
        for who in (7, 5_000_007)
    )
    assert not here & there
    # The cases of 450 parts: ids begin anew in each.
    case = np.concatenate([part * 800_000 + np.arange(1, 60_000, 499) for part in range(450)])
    assert len(np.unique(identifiers.case_number(np.full(len(case), 2015), case))) == len(case)


def test_unknown_proportions_name_themselves() -> None:
    with pytest.raises(ValueError, match="no proportions 'huge'; there are: default"):
        settings.load("default", "huge")


def test_middle_names_stay_with_their_record():
    written = pd.DataFrame(
        {"forename2": ["anna", None, None, "lee"], "forename3": ["may", None, "joy", None]}
    )
    found = conformed._middle_names(written)
    assert list(found) == ["anna may", None, "joy", "lee"]

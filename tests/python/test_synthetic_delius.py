"""nDelius: parents of children, dates that hang together, and the dirt of the real system."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from synthetic import delius, delius_values, settings
from synthetic.lives import Lives
from synthetic.part import Part

ROOT = Path(__file__).parents[2]
PEOPLE = 6000
TEXT_TYPES = {pa.string(): "varchar", pa.int64(): "bigint"}


def _part(only_people: bool = False, seed: int = 7, size: int = PEOPLE, number: int = 0) -> Part:
    return Part(number, size, seed, settings.load(), only_people)


@pytest.fixture(scope="module")
def lives() -> Lives:
    return Lives(_part())


@pytest.fixture(scope="module")
def tables(lives: Lives) -> dict[str, pd.DataFrame]:
    return delius.tables(_part(), lives)


@pytest.fixture(scope="module")
def codes() -> dict[str, pd.DataFrame]:
    folder = ROOT / "seeds" / "reference" / "delius"
    return {
        path.stem: pd.read_csv(path, dtype=str, keep_default_na=False)
        for path in folder.glob("*.csv")
    }


def _days(column: pd.Series) -> pd.Series:
    """ISO text as dates; impossible dates become NaT."""
    return pd.to_datetime(column, format="%Y-%m-%d", errors="coerce")


def _kind(tables: dict[str, pd.DataFrame], codes: dict[str, pd.DataFrame]) -> pd.Series:
    """Sentence type (SP, SC, NC) by disposal."""
    types = codes["delius_disposal_types"].set_index("disposal_type_id")["sentence_type"]
    disposal = tables["disposal"].set_index("disposal_id")
    return disposal["disposal_type_id"].astype(str).map(types)


def test_case_reference_numbers_are_unique_over_parts(tables: dict[str, pd.DataFrame]) -> None:
    other_part = _part(number=1, size=500)
    other = delius.tables(other_part, Lives(other_part))
    crn = pd.concat([tables["offender"]["crn"], other["offender"]["crn"]])
    assert crn.is_unique
    assert crn.str.fullmatch(r"[A-Z]\d{6}").all()


@pytest.mark.parametrize(
    ("child", "key", "parent"),
    [
        ("alias", "offender_id", "offender"),
        ("offender_address", "offender_id", "offender"),
        ("event", "offender_id", "offender"),
        ("main_offence", "event_id", "event"),
        ("additional_offence", "event_id", "event"),
        ("order_manager", "event_id", "event"),
        ("disposal", "event_id", "event"),
        ("rqmnt", "disposal_id", "disposal"),
        ("lic_condition", "disposal_id", "disposal"),
        ("custody", "disposal_id", "disposal"),
        ("release", "custody_id", "custody"),
        ("recall", "release_id", "release"),
        ("pss_rqmnt", "custody_id", "custody"),
        ("court_appearance", "event_id", "event"),
        ("court_report", "court_appearance_id", "court_appearance"),
        ("proposal", "court_report_id", "court_report"),
        ("proposed_rqmnt", "proposal_id", "proposal"),
        ("ogrs_assessment", "event_id", "event"),
    ],
)
def test_children_have_parents(
    tables: dict[str, pd.DataFrame], child: str, key: str, parent: str
) -> None:
    assert set(tables[child][key]) <= set(tables[parent][key])


def test_truth_has_every_offender_record_once(
    tables: dict[str, pd.DataFrame], lives: Lives
) -> None:
    truth = delius.truth(_part(), lives, tables)["person"]
    assert sorted(truth["record_key"]) == sorted(tables["offender"]["offender_id"].astype(str))
    assert set(truth["source_dataset"]) == {"probation_delius"}
    assert set(truth["true_person_id"]) <= set(lives.persons["person_id"])
    # One record of each person has the person's own CRN.
    own = tables["offender"].merge(
        lives.persons[["person_id", "crn"]], left_on="true_person_id", right_on="person_id"
    )
    is_own = own["crn_x"] == own["crn_y"]
    assert (is_own.groupby(own["person_id"]).sum() == 1).all()


def test_keys_say_nothing_about_the_person(tables: dict[str, pd.DataFrame]) -> None:
    assert "true_person_id" not in delius.SCHEMA["offender"].names
    pairs = tables["offender"].groupby("true_person_id")["offender_id"].agg(["min", "max", "size"])
    gap = (pairs["max"] - pairs["min"])[pairs["size"] == 2]
    assert gap.median() > 20
    # Keys rise with the day on which the record was entered.
    single = pairs.loc[pairs["size"] == 1, "min"]
    opened = _days(tables["event"]["referral_date"]).groupby(tables["event"]["offender_id"]).min()
    assert opened.reindex(single.sort_values()).dropna().is_monotonic_increasing


def test_a_few_per_cent_of_people_have_two_records(
    tables: dict[str, pd.DataFrame], lives: Lives
) -> None:
    truth = delius.truth(_part(), lives, tables)["person"]
    records = truth["true_person_id"].value_counts()
    assert records.max() == 2
    assert 0.02 < (records == 2).mean() < 0.045


def test_every_offender_has_an_event_and_a_main_offence(tables: dict[str, pd.DataFrame]) -> None:
    assert set(tables["event"]["offender_id"]) == set(tables["offender"]["offender_id"])
    assert set(tables["main_offence"]["event_id"]) == set(tables["event"]["event_id"])
    assert tables["disposal"]["event_id"].is_unique


def test_some_events_have_no_disposal_and_then_a_report(tables: dict[str, pd.DataFrame]) -> None:
    events = set(tables["event"]["event_id"]) - set(tables["disposal"]["event_id"])
    assert 0.005 < len(events) / len(tables["event"]) < 0.10
    appearance = tables["court_appearance"].set_index("court_appearance_id")["event_id"]
    assert events <= set(tables["court_report"]["court_appearance_id"].map(appearance))


def test_referral_is_not_after_the_sentence(tables: dict[str, pd.DataFrame]) -> None:
    both = tables["disposal"].merge(tables["event"], on="event_id")
    referred, sentenced = _days(both["referral_date"]), _days(both["disposal_date"])
    known = referred.notna()
    assert (referred[known] <= sentenced[known]).all()
    assert known.mean() > 0.998


def test_community_sentences_alone_have_requirements(
    tables: dict[str, pd.DataFrame], codes: dict[str, pd.DataFrame]
) -> None:
    kind = _kind(tables, codes)
    assert set(kind[kind.isin(["SP", "SC"])].index) == set(tables["rqmnt"]["disposal_id"])
    assert set(kind[kind == "NC"].index) == set(tables["custody"]["disposal_id"])
    assert set(tables["lic_condition"]["disposal_id"]) <= set(tables["custody"]["disposal_id"])


def test_unpaid_work_flag_says_whether_there_is_unpaid_work(
    tables: dict[str, pd.DataFrame], codes: dict[str, pd.DataFrame]
) -> None:
    kinds = codes["delius_rqmnt_type_main_categories"].set_index("code")
    unpaid = int(kinds.loc["W", "rqmnt_type_main_category_id"])
    is_unpaid = tables["rqmnt"]["rqmnt_type_main_category_id"] == unpaid
    ordered = set(tables["rqmnt"].loc[is_unpaid, "disposal_id"])
    assert set(tables["disposal"].query("upw == 1")["disposal_id"]) == ordered


def test_requirements_run_within_their_dates(tables: dict[str, pd.DataFrame]) -> None:
    rows = tables["rqmnt"]
    start, end = _days(rows["start_date"]), _days(rows["termination_date"])
    assert (end[end.notna()] >= start[end.notna()]).all()
    assert (end.isna() == (rows["active_flag"] == 1)).all()
    assert (rows["rqmnt_termination_reason_id"].isna() == end.isna()).all()
    assert 0.80 < rows["commencement_date"].isna().mean() < 0.92


def test_rehabilitation_activity_begins_with_the_act_of_2015(
    tables: dict[str, pd.DataFrame], codes: dict[str, pd.DataFrame]
) -> None:
    kinds = codes["delius_rqmnt_type_main_categories"].set_index("code")
    rar = int(kinds.loc["F", "rqmnt_type_main_category_id"])
    rows = tables["rqmnt"][tables["rqmnt"]["rqmnt_type_main_category_id"] == rar]
    assert len(rows) > 100
    assert rows["start_date"].min() >= "2015-02-01"


def test_post_sentence_supervision_is_for_short_sentences_since_2015(
    tables: dict[str, pd.DataFrame],
) -> None:
    rows = (
        tables["pss_rqmnt"]
        .merge(tables["custody"], on="custody_id")
        .merge(tables["disposal"], on="disposal_id")
    )
    assert len(rows) > 50
    assert rows["length_in_days"].between(2, 729).all()
    assert (rows["disposal_date"] >= "2015-02-01").all()
    assert (rows["imposed_date"] == rows["pss_start_date"]).all()
    flagged = set(tables["event"].query("pss_rqmnt_flag == 1")["event_id"])
    assert set(rows["event_id"]) <= flagged


def test_releases_and_recalls_alternate(tables: dict[str, pd.DataFrame]) -> None:
    releases = tables["release"].merge(
        tables["recall"][["release_id", "recall_date"]], on="release_id", how="left"
    )
    releases = releases.sort_values(["custody_id", "actual_release_date"], ignore_index=True)
    freed, back = _days(releases["actual_release_date"]), _days(releases["recall_date"])
    assert back.notna().sum() > 50
    assert (back[back.notna()] >= freed[back.notna()]).all()
    same = releases["custody_id"].eq(releases["custody_id"].shift(-1))
    # Whoever is released twice on one sentence was recalled in between.
    assert back[same].notna().all()
    assert (freed.shift(-1)[same] >= back[same]).all()
    sentenced = tables["disposal"].set_index("disposal_id")["disposal_date"]
    assert (releases["actual_release_date"] >= releases["custody_id"].map(sentenced)).all()


def test_first_release_is_the_earliest(tables: dict[str, pd.DataFrame]) -> None:
    first = tables["release"].groupby("custody_id")["actual_release_date"].min()
    events = tables["event"].set_index("event_id")["first_release_date"]
    assert events.dropna().sort_index().tolist() == first.sort_index().tolist()


def test_recalls_are_those_of_the_lives(tables: dict[str, pd.DataFrame], lives: Lives) -> None:
    spells = lives.custody_spells
    recalled = spells[spells["spell_kind"] == "recall"].set_index("spell_id")["start_date"]
    number = (tables["recall"]["recall_id"] - delius_values.BASE) // 4
    days = number.map(recalled).dt.strftime("%Y-%m-%d")
    assert days.tolist() == tables["recall"]["recall_date"].tolist()


def test_nothing_ends_after_the_extract(tables: dict[str, pd.DataFrame]) -> None:
    extract = str(settings.load().get("delius.extract_day"))
    for name in ("disposal", "rqmnt", "lic_condition", "pss_rqmnt"):
        assert tables[name]["termination_date"].dropna().max() <= extract, name
    assert tables["release"]["actual_release_date"].max() <= extract


def test_the_dirt_of_the_real_system_is_there(
    tables: dict[str, pd.DataFrame], codes: dict[str, pd.DataFrame]
) -> None:
    reference = codes["delius_standard_reference"].set_index("standard_reference_id")
    ethnicity = tables["offender"]["ethnicity_id"].astype(str).map(reference["description"])
    assert ethnicity.isna().any()
    assert {"Refusal", "Z_Dummy Ethnicity 04", "Z_Dummy Ethnicity 05"} <= set(ethnicity)
    homeless = tables["offender_address"].query("no_fixed_abode == 'Y'")
    assert "NF1 1NF" in set(homeless["postcode"])
    # The same sentence entered twice on one record.
    entered = (
        tables["event"]
        .merge(tables["main_offence"], on=["event_id", "offender_id"])
        .merge(tables["disposal"], on=["event_id", "offender_id"])
    )
    twice = entered.duplicated(["offender_id", "disposal_date", "offence_id", "length_in_days"])
    assert 0.003 < twice.mean() < 0.03
    born = tables["main_offence"].merge(tables["offender"], on="offender_id")
    age = (_days(born["offence_date"]) - _days(born["date_of_birth_date"])).dt.days / 365.25
    assert (age > 100).any() or (age < 10).any()
    assert 0 < np.mean(tables["event"]["soft_deleted"]) < 0.02
    surnames = tables["offender"]["surname"]
    assert tables["alias"]["surname"].notna().mean() > 0.95
    assert surnames.notna().mean() > 0.99


def test_codes_are_in_their_lists(
    tables: dict[str, pd.DataFrame], codes: dict[str, pd.DataFrame]
) -> None:
    offences = set(codes["delius_offences"]["offence_id"])
    assert set(tables["main_offence"]["offence_id"].astype(str)) <= offences
    other = (tables["main_offence"]["offence_id"] == 99900).mean()
    assert other < 0.01, "offences of the lives without a place in delius_offences.csv"


def test_orders_are_proposed_with_requirements_and_nothing_else_is(
    tables: dict[str, pd.DataFrame], codes: dict[str, pd.DataFrame]
) -> None:
    kinds = codes["delius_standard_reference"].set_index("standard_reference_id")["code"]
    proposal = tables["proposal"]
    kind = proposal["proposal_type_id"].astype(str).map(kinds)
    orders = set(proposal.loc[kind.isin(["CO", "SSO"]), "proposal_id"])
    assert set(tables["proposed_rqmnt"]["proposal_id"]) == orders


def test_ogrs_scores_are_per_cents_that_rise_with_the_years(
    tables: dict[str, pd.DataFrame],
) -> None:
    scores = tables["ogrs_assessment"]
    one, two = scores["ogrs3_score_1"], scores["ogrs3_score_2"]
    assert one.between(1, 99).all() and two.between(1, 99).all()
    assert (one <= two).all() and two.nunique() > 30
    known = len(scores) / len(tables["event"])
    assert known == pytest.approx(_part().setting("delius.ogrs_known"), abs=0.03)


def test_ogrs_scores_are_higher_for_the_young_and_for_those_known_before(
    tables: dict[str, pd.DataFrame],
) -> None:
    found = tables["ogrs_assessment"].merge(tables["event"], on="event_id")
    found = found.merge(tables["offender"], on="offender_id")
    score = found["ogrs3_score_2"]
    again = found["event_number"].astype(int) > 2
    assert score[again].mean() > score[~again].mean() + 5
    year = found["date_of_birth_date"].str[:4].astype(float)
    young = year > year.median()
    assert score[young].mean() > score[~young].mean() + 5

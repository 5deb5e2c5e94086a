"""Offender assessments: codes of the lists, scores of the seeds, lives told as they are."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from synthetic import oasys, oasys_scores, settings
from synthetic.lives import Lives
from synthetic.part import Part

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds" / "reference" / "oasys"
PEOPLE = 1500


@pytest.fixture(scope="module")
def made():
    part = Part(0, PEOPLE, 5, settings.load())
    lives = Lives(part)
    return part, lives, oasys.tables(part, lives)


@pytest.fixture(scope="module")
def joined(made) -> pd.DataFrame:
    """One row an assessment with its offender record, its true person and its current offence."""
    part, lives, tables = made
    truth = oasys.truth(part, lives, tables)["person"]
    truth["offender_pk"] = truth["record_key"].astype(int)
    return (
        tables["oasys_set"]
        .merge(tables["oasys_assessment_group"], on="oasys_assessment_group_pk")
        .merge(truth, on="offender_pk")
        .merge(tables["offence_block"], on="oasys_set_pk")
    )


def _seed(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_references_hold(made):
    tables = made[2]
    for child, column, parent in (
        ("offender_alias", "offender_pk", "offender"),
        ("offender_link", "deciding_offender", "offender"),
        ("offender_link", "initiating_offender", "offender"),
        ("oasys_assessment_group", "offender_pk", "offender"),
        ("oasys_set", "oasys_assessment_group_pk", "oasys_assessment_group"),
        ("oasys_section", "oasys_set_pk", "oasys_set"),
        ("oasys_question", "oasys_section_pk", "oasys_section"),
        ("oasys_answer", "oasys_question_pk", "oasys_question"),
        ("offence_block", "oasys_set_pk", "oasys_set"),
    ):
        assert set(tables[child][column]) <= set(tables[parent][oasys.KEYS[parent]]), child


def test_codes_are_in_the_code_lists(made):
    for table, column, seed in (
        ("offender", "gender_elm", "oasys_genders"),
        ("offender", "ethnic_category_elm", "oasys_ethnic_categories"),
        ("offender", "local_authority_elm", "oasys_local_authorities"),
        ("offender_link", "link_type_elm", "oasys_link_types"),
        ("oasys_assessment_group", "historic_status_elm", "oasys_historic_statuses"),
        ("oasys_set", "assessment_type_elm", "oasys_assessment_types"),
        ("oasys_set", "assessment_status_elm", "oasys_assessment_statuses"),
        ("oasys_set", "assessor_service_elm", "oasys_services"),
        ("oasys_set", "rosh_level_elm", "oasys_risk_levels"),
        ("oasys_set", "tier_level_elm", "oasys_tiers"),
        ("oasys_section", "ref_section_code", "oasys_section_codes"),
        ("oasys_section", "section_status_elm", "oasys_section_statuses"),
        ("oasys_section", "missing_notional_elm", "oasys_missing_data"),
        ("oasys_question", "ref_question_code", "oasys_questions"),
        ("oasys_answer", "ref_answer_code", "oasys_answers"),
        ("offence_block", "sentence_code", "oasys_sentences"),
    ):
        known = {row["code"] for row in _seed(seed)}
        assert set(made[2][table][column].dropna()) <= known, column
    purposes = made[2]["oasys_set"]["purpose_assessment_elm"]
    unlisted = ~purposes.isin([row["code"] for row in _seed("oasys_purposes")])
    assert unlisted.mean() < 0.01, "a few purposes are in no list, on purpose"


def test_cuts_and_thresholds_are_those_of_the_seeds():
    cuts = {score: [] for score in oasys_scores.BANDS}
    for row in _seed("oasys_score_bands"):
        if row["code"] != "L":
            cuts[row["score"]].append(int(row["from_per_cent"]))
    assert {score: tuple(values) for score, values in cuts.items()} == oasys_scores.BANDS
    need = {
        row["code"]: int(row["need_threshold"])
        for row in _seed("oasys_section_codes")
        if row["need_threshold"]
    }
    assert need == oasys_scores.NEED == {
        "3": 2, "4": 3, "6": 2, "7": 2, "8": 2, "9": 4, "11": 4, "12": 2
    }  # fmt: skip


def test_bands_of_the_system_follow_from_the_score(made):
    """Cuts worked by hand: OGRS3 50, 75, 90; OGP 34, 67, 85; OVP 30, 60, 80."""
    assert oasys_scores.band("ogrs3", np.array([49, 50, 74, 75, 89, 90])).tolist() == list("LMMHHV")
    assert oasys_scores.band("ogp", np.array([33, 34, 66, 67, 84, 85])).tolist() == list("LMMHHV")
    assert oasys_scores.band("ovp", np.array([29, 30, 59, 60, 79, 80])).tolist() == list("LMMHHV")
    sets = made[2]["oasys_set"]
    assert set(sets["ogrs3_risk_recon_elm"].dropna()) >= {"L", "M", "H"}
    assert (sets["ogrs3_1year"] <= sets["ogrs3_2year"]).dropna().all()
    total = sets["ogp_st_wesc"] + sets["ogp_dy_wesc"]
    assert (total == sets["ogp_tot_wesc"]).dropna().all()


def test_everybody_assessed_is_under_a_sentence(made, joined):
    lives = made[1]
    kinds = ["custody", "life", "suspended", "community"]
    given = lives.sentences[lives.sentences["kind"].isin(kinds)]
    assert set(joined["true_person_id"]) <= set(given["person_id"])
    # ... and the sentence of the assessment is one of that person's.
    known = set(zip(given["person_id"], given["sentence_date"].dt.strftime("%Y-%m-%d")))  # noqa: B905
    after = joined[joined["sentence_date"].notna()]
    assert set(zip(after["true_person_id"], after["sentence_date"])) <= known  # noqa: B905
    assert (after["initiation_date"] >= after["sentence_date"]).all()
    assert joined["initiation_date"].max() <= "2021-09-30"


def test_about_as_many_are_assessed_as_set(made, joined):
    """A fifth to a quarter of the people, two to four assessments each."""
    offenders = joined["offender_pk"].nunique()
    assert 0.17 < joined["true_person_id"].nunique() / PEOPLE < 0.28
    assert 2 < len(joined) / offenders < 4.5
    sets = made[2]["oasys_set"]
    assert 0.9 < (sets["assessment_status_elm"] == "COMPLETE").mean() < 0.99
    assert 0.5 < (sets["assessment_type_elm"] == "LAYER_3").mean() < 0.85


def test_the_persistent_score_higher_and_need_more(made, joined):
    career = made[1].persons.set_index("person_id")["career"]
    persistent = joined["true_person_id"].map(career) == "persistent"
    score = joined["ogrs3_2year"].astype(float)
    assert score[persistent].mean() > score[~persistent].mean() + 8
    drugs = made[2]["oasys_section"].query("ref_section_code == '8'")
    drugs = drugs.set_index("oasys_set_pk")["sect_other_raw_score"].astype(float)
    points = joined["oasys_set_pk"].map(drugs)
    assert points[persistent].mean() > points[~persistent].mean() + 1


def test_basic_assessments_have_two_sections_and_no_needs(made):
    tables = made[2]
    basic = tables["oasys_set"].query("assessment_type_elm == 'LAYER_1'")["oasys_set_pk"]
    sections = tables["oasys_section"]
    own = sections[sections["oasys_set_pk"].isin(basic)]
    assert set(own["ref_section_code"]) == {"1", "2"}
    assert own["sect_other_raw_score"].isna().all()
    full = sections[~sections["oasys_set_pk"].isin(basic)].groupby("oasys_set_pk").size()
    assert (full == 13).all()


def test_identifiers_are_rich_but_not_complete(made):
    known = made[2]["offender"].notna().mean()
    assert 0.75 < known["pnc"] < 0.92
    assert 0.50 < known["cro_number"] < 0.75
    assert 0.85 < known["cms_prob_number"] < 0.99
    assert 0.35 < known["cms_pris_number"] < 0.75
    assert known["date_of_birth"] > 0.98 and known["family_name"] > 0.99


def test_mergers_leave_the_assessments_with_the_record_that_was_kept():
    part = Part(0, PEOPLE, 5, settings.load())
    values = part.settings.overlaid({"oasys": {"second_record": 1.0, "merged": 0.5}})
    part = type(part)(part.number, part.size, part.seed, values)
    lives = Lives(part)
    tables = oasys.tables(part, lives)
    truth = oasys.truth(part, lives, tables)["person"].astype({"record_key": int})
    person = truth.set_index("record_key")["true_person_id"]
    links, offenders = tables["offender_link"], tables["offender"].set_index("offender_pk")
    assert 10 < len(links) < (person.duplicated()).sum()
    deciding, initiating = links["deciding_offender"], links["initiating_offender"]
    assert (person[deciding].to_numpy() == person[initiating].to_numpy()).all()
    gone = links.loc[links["reversed_ind"] == "N", "merged_offender"].astype(int)
    assert offenders.loc[gone, "deleted_date"].notna().all()
    assert set(offenders.index[offenders["merged_ind"] == "Y"]) == set(gone)
    assert not set(gone) & set(tables["oasys_assessment_group"]["offender_pk"])

"""Offender assessments as OASys holds them: offenders, assessments, sections, answers, offences.

Who is assessed, when and why is in ``oasys_events.py``; what the assessments say in
``oasys_scores.py``; the records of offenders in ``oasys_people.py``. Tables and columns bear the
system's names, lower-cased, and are a selection of them; dates are ISO text. Codes are those of the
seeds under ``seeds/reference/oasys``.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from synthetic import oasys_events, oasys_people, oasys_scores, people
from synthetic.arrays import counts_to_rows, date_text, ranks, text
from synthetic.lives import Lives
from synthetic.part import Part
from synthetic.schemas import empty_tables, first_columns, in_shape, schemas

NEVER = np.iinfo(np.int64).min
VERSION = {"LAYER_1": "LAYER1", "LAYER_2": "LAYER2", "LAYER_3": "LAYER3"}
SENTENCE = {"custody": "CUST", "life": "LIFE", "suspended": "SSO", "community": "CO"}
_COLUMNS = {
    "offender": """offender_pk:int family_name forename_1 forename_2 forename_3 date_of_birth
        gender_elm ethnic_category_elm pnc cro_number cms_prob_number cms_pris_number
        prison_number merge_pnc_number address_line_1 address_line_2 address_line_3 address_line_4
        address_postcode local_authority_elm nfa_ind custody_ind life_ind limited_access_offender
        merged_ind deleted_date create_date""",
    "offender_alias": """offender_alias_pk:int offender_pk:int display_sort:int alias_family_name
        alias_forename_1 alias_forename_2 alias_date_of_birth""",
    "offender_link": """offender_link_pk:int initiating_offender:int deciding_offender:int
        merged_offender:int reversed_ind link_type_elm create_date""",
    "oasys_assessment_group": """oasys_assessment_group_pk:int offender_pk:int
        assessment_date_closed historic_status_elm create_date""",
    "oasys_set": """oasys_set_pk:int oasys_assessment_group_pk:int ref_ass_version_code
        version_number assessment_type_elm assessment_status_elm purpose_assessment_elm
        assessor_service_elm initiation_date date_completed assessor_signed_date ogrs3_1year:int
        ogrs3_2year:int ogrs3_risk_recon_elm ogp_st_wesc:int ogp_dy_wesc:int ogp_tot_wesc:int
        ogp_1year:int ogp_2year:int ogp_risk_recon_elm ovp_st_wesc:int ovp_dy_wesc:int
        ovp_tot_wesc:int ovp_1year:int ovp_2year:int ovp_risk_recon_elm rosh_level_elm
        tier_level_elm gender_elm ethnic_category_code_elm current_local_authority_elm
        interpreter_required_ind charges_pending_ind appeal_pending_indicator looked_after
        armed_forces_ind conditional_release_date sentence_expiry_date recall_date deleted_date""",
    "oasys_section": """oasys_section_pk:int oasys_set_pk:int ref_ass_version_code version_number
        ref_section_code section_status_elm missing_notional_elm sect_ogp_weighted_score:int
        sect_ovp_weighted_score:int sect_ogp_raw_score:int sect_ovp_raw_score:int
        sect_other_raw_score:int low_score_need_attn_ind""",
    "oasys_question": """oasys_question_pk:int oasys_section_pk:int ref_ass_version_code
        version_number ref_section_code ref_question_code display_score:int""",
    "oasys_answer": """oasys_answer_pk:int oasys_question_pk:int ref_ass_version_code
        version_number ref_section_code ref_question_code ref_answer_code""",
    "offence_block": """offence_block_pk:int oasys_set_pk:int offence_block_type_elm offence_date
        sentence_date sentence_code sent_length_cust_days:int""",
}
SCHEMA = schemas(_COLUMNS)
KEYS = first_columns(SCHEMA)
PERSON_TABLES = ("offender", "offender_alias", "offender_link")
LINKAGE_TABLES: tuple[str, ...] = ()


def tables(part: Part, lives: Lives) -> dict[str, pd.DataFrame]:
    """Source-shaped tables of one part; the person tables alone under ``part.only_people``."""
    found = oasys_events.events(part, lives) if part.size else pd.DataFrame()
    if found.empty:
        return empty_tables(SCHEMA)
    made = oasys_people.records(part, found)
    seen = oasys_people.written_down(part, lives, made)
    offender = oasys_people.offenders(part, lives, made, seen)
    frames = {
        "offender": offender,
        "offender_alias": oasys_people.aliases(part, lives, made, seen),
        "offender_link": oasys_people.links(made, offender),
    }
    if not part.only_people:
        frames |= _assessments(part, lives, found, made, offender)
    return in_shape(frames, SCHEMA, KEYS)


def truth(part: Part, lives: Lives, made: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The true person of every offender record of ``made``, merged ones among them."""
    pk = made["offender"]["offender_pk"].to_numpy()
    person = np.zeros(0, dtype=np.int64)
    if len(pk):
        known = oasys_people.records(part, oasys_events.events(part, lives))
        person = part.person_ids()[pd.Series(known.at, index=known.pk)[pk].to_numpy()]
    key = pa.array(pk, pa.int64()).cast(pa.string()).to_numpy(zero_copy_only=False)
    return {
        "person": pd.DataFrame(
            {
                "source_dataset": np.full(len(pk), "prison_oasys", dtype=object),
                "record_key": key,
                "true_person_id": person,
            }
        )
    }


def _assessments(
    part: Part,
    lives: Lives,
    found: pd.DataFrame,
    made: oasys_people.Records,
    offender: pd.DataFrame,
) -> dict[str, pd.DataFrame]:
    scores = oasys_scores.Scores(part, lives, found)
    pk = part.ids(len(found))[ranks(found["day"].to_numpy())]
    groups, group = _groups(part, found, made)
    sections = _sections(part, found, scores, pk)
    questions, answers = _answers(found, scores, pk)
    return {
        "oasys_assessment_group": groups,
        "oasys_set": _sets(part, lives, found, scores, made, offender, pk, group),
        "oasys_section": sections,
        "oasys_question": questions,
        "oasys_answer": answers,
        "offence_block": _offences(lives, found, pk),
    }


def _groups(
    part: Part, found: pd.DataFrame, made: oasys_people.Records
) -> tuple[pd.DataFrame, np.ndarray]:
    """One row a record and sentence; the id of the group of each assessment."""
    keys = pd.DataFrame({"record": made.of_event, "sentence": found["sentence"].to_numpy()})
    place = keys.groupby(["record", "sentence"], sort=True).ngroup().to_numpy()
    frame = pd.DataFrame({"place": place, "record": made.of_event, "day": found["day"]})
    groups = frame.groupby("place").agg(
        record=("record", "first"), first=("day", "min"), last=("day", "max")
    )
    record = groups["record"].to_numpy()
    current = np.append(record[1:] != record[:-1], True)
    pk = part.ids(len(groups))[ranks(groups["first"].to_numpy())]
    closed = np.where(current, NEVER, groups["last"].to_numpy() + 30)
    table = pd.DataFrame(
        {
            "oasys_assessment_group_pk": pk,
            "offender_pk": made.pk[record],
            "assessment_date_closed": date_text(closed),
            "historic_status_elm": np.where(current, "CURRENT", "HISTORIC").astype(object),
            "create_date": date_text(groups["first"].to_numpy()),
        }
    )
    return table, pk[place]


def _nullable(values: np.ndarray, missing: np.ndarray) -> pd.arrays.IntegerArray:
    return pd.arrays.IntegerArray(np.asarray(values, dtype=np.int64), np.asarray(missing))


def _blank(values: np.ndarray, missing: np.ndarray) -> np.ndarray:
    return np.where(missing, None, np.asarray(values, dtype=object))


def _predictors(part: Part, found: pd.DataFrame, scores: oasys_scores.Scores) -> dict:
    """Predictor columns: OGRS3 of every finished assessment, OGP and OVP of those with sections."""
    rng = part.rng("oasys predictors")
    finished = np.isin(found["status"].to_numpy(), ["COMPLETE", "SIGNED"])
    none = ~finished | (rng.random(len(found)) < part.setting("oasys.ogrs3_missing"))
    sooner, later = scores.ogrs3
    columns = {
        "ogrs3_1year": _nullable(sooner, none),
        "ogrs3_2year": _nullable(later, none),
        "ogrs3_risk_recon_elm": _blank(oasys_scores.band("ogrs3", later), none),
    }
    none = ~finished | (found["layer"].to_numpy() == "LAYER_1")
    for name in ("ogp", "ovp"):
        points = scores.predictor(name)
        columns |= {
            f"{name}_st_wesc": _nullable(points["static"], none),
            f"{name}_dy_wesc": _nullable(points["dynamic"], none),
            f"{name}_tot_wesc": _nullable(points["total"], none),
            f"{name}_1year": _nullable(points["one_year"], none),
            f"{name}_2year": _nullable(points["two_years"], none),
            f"{name}_risk_recon_elm": _blank(oasys_scores.band(name, points["two_years"]), none),
        }
    no_harm = ~finished | (rng.random(len(found)) < part.setting("oasys.rosh_missing"))
    no_tier = ~finished | (rng.random(len(found)) < part.setting("oasys.tier_missing"))
    return columns | {
        "rosh_level_elm": _blank(scores.rosh, no_harm),
        "tier_level_elm": _blank(scores.tier, no_tier),
    }


def _custody_dates(lives: Lives, found: pd.DataFrame) -> dict[str, np.ndarray]:
    """Release and expiry dates of custodial sentences, and the day of a recall."""
    length = lives.sentences["length_days"].to_numpy()[found["sentence"].to_numpy()]
    sentenced, on = found["sentenced"].to_numpy(), found["day"].to_numpy()
    fixed = (found["kind"].to_numpy() == "custody") & (on >= sentenced)
    return {
        "conditional_release_date": np.where(fixed, sentenced + length // 2, NEVER),
        "sentence_expiry_date": np.where(fixed, sentenced + length, NEVER),
        "recall_date": np.where(found["purpose"].to_numpy() == "490", on - 5, NEVER),
    }


def _sets(
    part: Part,
    lives: Lives,
    found: pd.DataFrame,
    scores: oasys_scores.Scores,
    made: oasys_people.Records,
    offender: pd.DataFrame,
    pk: np.ndarray,
    group: np.ndarray,
) -> pd.DataFrame:
    """The assessments themselves."""
    rng = part.rng("oasys sets")
    n, at, on = len(found), found["at"].to_numpy(), found["day"].to_numpy()
    layer = found["layer"].to_numpy(dtype=object)
    odd = rng.random(n) < part.setting("oasys.unlisted_purpose")
    gone = rng.random(n) < part.setting("oasys.deleted")
    signed = np.isin(found["status"].to_numpy(), ["COMPLETE", "SIGNED"])
    row = lives.address_arrays.at(at, on)
    town = people.address_lines(part, lives.address_arrays, row)["town"]
    indicators = {
        name: np.where(rng.random(n) < rate, "Y", "N").astype(object)
        for name, rate in part.setting("oasys.indicators").items()
    }
    dates = {name: date_text(days) for name, days in _custody_dates(lives, found).items()}
    return pd.DataFrame(
        {
            "oasys_set_pk": pk,
            "oasys_assessment_group_pk": group,
            "ref_ass_version_code": np.array([VERSION[x] for x in layer], dtype=object),
            "version_number": "1",
            "assessment_type_elm": layer,
            "assessment_status_elm": found["status"].to_numpy(dtype=object),
            "purpose_assessment_elm": np.where(odd, "995", found["purpose"]).astype(object),
            "assessor_service_elm": np.where(found["held"], "HMPS", "NPS").astype(object),
            "initiation_date": date_text(on),
            "date_completed": date_text(
                np.where(found["completed"] < 0, NEVER, found["completed"])
            ),
            "assessor_signed_date": date_text(
                np.where(signed, np.maximum(found["completed"], on), NEVER)
            ),
            **_predictors(part, found, scores),
            "gender_elm": text(offender["gender_elm"])[made.of_event],
            "ethnic_category_code_elm": text(offender["ethnic_category_elm"])[made.of_event],
            "current_local_authority_elm": oasys_people.local_authority(part, town, "set"),
            **indicators,
            **dates,
            "deleted_date": date_text(np.where(gone, on + 40, NEVER)),
        }
    )


def _sections(
    part: Part, found: pd.DataFrame, scores: oasys_scores.Scores, pk: np.ndarray
) -> pd.DataFrame:
    """Sections 1 and 2 of a basic assessment, all thirteen of the others."""
    rng = part.rng("oasys sections")
    layer = found["layer"].to_numpy(dtype=object)
    row, place = counts_to_rows(np.where(layer == "LAYER_1", 2, len(oasys_scores.SECTIONS)))
    n = len(row)
    code = np.array(oasys_scores.SECTIONS, dtype=object)[place]
    status = found["status"].to_numpy(dtype=object)[row]
    empty = (status != "COMPLETE") & (status != "SIGNED") & (rng.random(n) < 0.5)
    some = ~empty & (rng.random(n) < part.setting("oasys.some_missing"))

    def pick(columns: dict[str, np.ndarray]) -> pd.arrays.IntegerArray:
        """The score of each row's section; null where it has none."""
        values, known = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=bool)
        for section, points in columns.items():
            rows = np.flatnonzero(code == section)
            values[rows], known[rows] = points[row[rows]], True
        return _nullable(values, ~known | empty)

    raw = scores.raw
    other = pick(raw)
    need = np.array([oasys_scores.NEED.get(x, 0) for x in oasys_scores.SECTIONS])[place]
    low = (need > 0) & ~empty & (np.asarray(other.fillna(0)) < need)
    attention = low & (rng.random(n) < part.setting("oasys.low_score_attention"))
    return pd.DataFrame(
        {
            "oasys_section_pk": pk[row] * 16 + place,
            "oasys_set_pk": pk[row],
            "ref_ass_version_code": np.array([VERSION[x] for x in layer[row]], dtype=object),
            "version_number": "1",
            "ref_section_code": code,
            "section_status_elm": np.select(
                [status == "COMPLETE", status == "LOCKED_INCOMPLETE"],
                ["COMPLETE_LOCKED", "INCOMPLETE_LOCKED"],
                "OPEN",
            ).astype(object),
            "missing_notional_elm": np.select(
                [empty, some], ["ALL_MISSING", "SOME_MISSING"], None
            ).astype(object),
            "sect_ogp_weighted_score": pick(scores.weighted("ogp")),
            "sect_ovp_weighted_score": pick(scores.weighted("ovp")),
            "sect_ogp_raw_score": pick({name: raw[name] for name in oasys_scores.OGP}),
            "sect_ovp_raw_score": pick({name: raw[name] for name in oasys_scores.OVP}),
            "sect_other_raw_score": other,
            "low_score_need_attn_ind": _blank(np.where(attention, "Y", "N"), (need == 0) | empty),
        }
    )


def _answers(
    found: pd.DataFrame, scores: oasys_scores.Scores, pk: np.ndarray
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Questions and answers of assessments that are complete and have sections."""
    layer = found["layer"].to_numpy(dtype=object)
    asked = np.flatnonzero(
        (layer != "LAYER_1") & np.isin(found["status"].to_numpy(), ["COMPLETE", "SIGNED"])
    )
    frames = []
    for place, (question, answers) in enumerate(scores.answers.items()):
        section = question.partition(".")[0]
        answer = answers[asked]
        points = np.array([{"YES": 2, "NO": 0, "M": 0}.get(x, x) for x in answer], dtype=np.int64)
        number = pk[asked] * 16 + place
        frames.append(
            pd.DataFrame(
                {
                    "oasys_question_pk": number,
                    "oasys_section_pk": pk[asked] * 16 + int(section) - 1,
                    "ref_ass_version_code": [VERSION[x] for x in layer[asked]],
                    "version_number": "1",
                    "ref_section_code": section,
                    "ref_question_code": question,
                    "display_score": _nullable(points, answer == "M"),
                    "oasys_answer_pk": number,
                    "ref_answer_code": answer,
                }
            )
        )
    both = pd.concat(frames, ignore_index=True)
    return both, both


def _offences(lives: Lives, found: pd.DataFrame, pk: np.ndarray) -> pd.DataFrame:
    """The current offence of each assessment; before sentence there is no sentence yet."""
    row = found["sentence"].to_numpy()
    kind = found["kind"].to_numpy(dtype=object)
    sentenced = found["sentenced"].to_numpy()
    waits = found["day"].to_numpy() < sentenced
    length = lives.sentences["length_days"].to_numpy()[row]
    code = np.array([SENTENCE[name] for name in kind.tolist()], dtype=object)
    offended = lives.sentences["offence_date"].to_numpy().astype("M8[D]").astype(np.int64)[row]
    return pd.DataFrame(
        {
            "offence_block_pk": pk,
            "oasys_set_pk": pk,
            "offence_block_type_elm": "CURRENT",
            "offence_date": date_text(offended),
            "sentence_date": date_text(np.where(waits, NEVER, sentenced)),
            "sentence_code": _blank(code, waits),
            "sent_length_cust_days": _nullable(length, waits | (kind != "custody")),
        }
    )

"""Sentences and custody spells that follow from court cases, with dates that agree."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic import offences, places
from synthetic.arrays import (
    counts_to_rows,
    day,
    exponential_days,
    pick,
    pick_rows,
    to_dates,
    to_days,
)
from synthetic.careers import CLASSES, Careers
from synthetic.part import Part

KINDS = np.array(["custody", "suspended", "community", "discharge", "fine", "life"], dtype=object)


def _lengths(
    part: Part,
    rng: np.random.Generator,
    kind: np.ndarray,
    crown: np.ndarray,
    seriousness: np.ndarray,
) -> np.ndarray:
    """Days of each sentence; 0 for fines and discharges, 99 years for life."""
    n = len(kind)

    def lognormal(limits: list[float], factor: np.ndarray) -> np.ndarray:
        median, sigma, least, most = limits
        return np.clip(median * factor * np.exp(rng.normal(0, sigma, n)), least, most)

    custody = part.setting("sentences.custody_days")
    graver = np.exp((seriousness - 5) * 0.16)
    days = np.select(
        [(kind == 0) & crown, kind == 0, kind == 1, kind == 2, kind == 5],
        [
            lognormal(custody["crown"], graver),
            lognormal(custody["magistrates"], np.ones(n)),
            lognormal(part.setting("sentences.suspended_days"), np.ones(n)),
            lognormal(part.setting("sentences.community_days"), np.ones(n)),
            np.full(n, 36135.0),
        ],
        0.0,
    )
    return days.astype(np.int64)


def _kinds(
    part: Part,
    rng: np.random.Generator,
    court: str,
    career: np.ndarray,
    female: np.ndarray,
    seriousness: np.ndarray,
) -> np.ndarray:
    """Index in KINDS of sentences of one court."""
    shares = part.setting(f"sentences.{court}")
    weights = np.tile([float(shares.get(k, 0.0)) for k in KINDS], (len(career), 1))
    record = np.select(
        [career == CLASSES.index("persistent"), career == CLASSES.index("repeat")],
        [part.setting("sentences.persistent_custody"), part.setting("sentences.repeat_custody")],
        1.0,
    )
    if court == "magistrates":
        weights[:, 0] *= record * np.clip((seriousness - 1) / 2.0, 0, 2)
        weights[:, 1:3] *= np.clip(seriousness / 3.0, 0, 2)[:, None]
    else:
        weights[:, 0] *= np.clip(seriousness / 5.0, 0.4, 3)
        weights[:, 5] *= np.where(seriousness >= 10, 1e6, np.where(seriousness >= 9, 3.0, 0.0))
    weights[:, [0, 5]] *= np.where(female, part.setting("sentences.women_custody"), 1.0)[:, None]
    return pick_rows(rng, weights)


def _history(part: Part, people: pd.DataFrame, careers: Careers) -> pd.DataFrame:
    """Sentences before the window, of people known to prison or probation already."""
    rng = part.rng("history sentences")
    known = np.flatnonzero(careers.prior_day >= 0)
    repeat, place = counts_to_rows(1 + rng.poisson(0.5, len(known)))
    at = known[repeat]
    last = day(part.setting("period.from")) - 1
    on = careers.prior_day[at]
    on = on + np.where(
        place > 0, (rng.random(len(at)) * np.maximum(last - on, 1)).astype(np.int64), 0
    )
    custody = rng.random(len(at)) < part.setting("sentences.history_custody")
    crown = rng.random(len(at)) < part.setting("sentences.history_crown")
    kind = np.where(custody, 0, pick(rng, [0, 0.3, 0.7], len(at)))
    offence = offences.load().draw(rng, people["sex"].to_numpy()[at] == "F")
    return pd.DataFrame(
        {
            "at": at,
            "on": on,
            "kind": kind,
            "crown": crown,
            "offence_no": offence,
            "offended": on - 30 - exponential_days(rng, 90, len(at)),
            "appearance": -1,
            "crown_row": -1,
        }
    )


def sentences(
    part: Part,
    people: pd.DataFrame,
    careers: Careers,
    cases: pd.DataFrame,
    crown_cases: pd.DataFrame,
) -> pd.DataFrame:
    """Sentences of both courts and of the years before, sorted by person and date."""
    rng = part.rng("sentences")
    types = offences.load()
    ends = np.flatnonzero(cases["outcome"].to_numpy() == "sentenced")
    tried = np.flatnonzero(crown_cases["is_convicted"].to_numpy())
    source = crown_cases["row"].to_numpy()[tried]
    frames = []
    for court, rows, on in (
        ("magistrates", ends, to_days(cases["final_hearing_date"])[ends]),
        ("crown", source, to_days(crown_cases["final_hearing_date"])[tried]),
    ):
        at = cases["at"].to_numpy()[rows]
        offence = cases["offence_no"].to_numpy()[rows]
        kind = _kinds(
            part,
            rng,
            court,
            careers.kind[at],
            people["sex"].to_numpy()[at] == "F",
            types.seriousness[offence],
        )
        frames.append(
            pd.DataFrame(
                {
                    "at": at,
                    "on": on,
                    "kind": kind,
                    "crown": court == "crown",
                    "offence_no": offence,
                    "offended": to_days(cases["offence_date"])[rows],
                    "appearance": rows,
                    "crown_row": tried if court == "crown" else -1,
                }
            )
        )
    found = pd.concat([*frames, _history(part, people, careers)], ignore_index=True)
    no_bill = found["crown_row"].to_numpy()
    main = np.append(crown_cases["main_row"].to_numpy(), 0)[no_bill]
    found.loc[(no_bill >= 0) & (main < 0), "appearance"] = -1
    found = found.sort_values(["at", "on"], kind="stable", ignore_index=True)
    kind, crown = found["kind"].to_numpy(), found["crown"].to_numpy()
    offence = found["offence_no"].to_numpy()

    def link(ids: pd.Series, rows: np.ndarray) -> pd.arrays.IntegerArray:
        values = np.append(ids.to_numpy(), 0)[rows]
        return pd.arrays.IntegerArray(values, rows < 0)

    return pd.DataFrame(
        {
            "sentence_id": part.ids(len(found)),
            "person_id": people["person_id"].to_numpy()[found["at"]],
            "court": np.where(crown, "crown", "magistrates").astype(object),
            "appearance_id": link(cases["appearance_id"], found["appearance"].to_numpy()),
            "crown_id": link(crown_cases["crown_id"], found["crown_row"].to_numpy()),
            "sentence_date": to_dates(found["on"]),
            "kind": KINDS[kind],
            "length_days": _lengths(part, rng, kind, crown, types.seriousness[offence]),
            "offence_code": types.code[offence],
            "offence_date": to_dates(found["offended"]),
            "at": found["at"],
            "offence_no": offence,
            "row": found["appearance"].to_numpy(),
            "crown_row": found["crown_row"].to_numpy(),
        }
    )


def _remands(cases: pd.DataFrame, crown_cases: pd.DataFrame) -> pd.DataFrame:
    """Custody before the end of a case: at, start, end."""
    outcome = cases["outcome"].to_numpy()
    held = np.flatnonzero(
        (cases["remand"].to_numpy() == "custody")
        & ~np.isin(outcome, ["sent_for_trial", "committed_for_sentence"])
    )
    first = to_days(cases["first_hearing_date"])
    up = np.flatnonzero(
        (crown_cases["remand"].to_numpy() == "custody") & (crown_cases["main_row"].to_numpy() >= 0)
    )
    rows = crown_cases["main_row"].to_numpy()[up]
    return pd.DataFrame(
        {
            "at": np.concatenate([cases["at"].to_numpy()[held], cases["at"].to_numpy()[rows]]),
            "start": np.concatenate([first[held], first[rows]]),
            "end": np.concatenate(
                [
                    to_days(cases["final_hearing_date"])[held],
                    to_days(crown_cases["final_hearing_date"])[up],
                ]
            ),
            "kind": "remand",
            "sentence": -1,
            "licence": -1,
            "pss": -1,
            "reason": "not_convicted_or_bailed",
        }
    )


def _terms(
    part: Part, rng: np.random.Generator, given: pd.DataFrame, remands: pd.DataFrame
) -> pd.DataFrame:
    """Time served under custodial sentences, less the days on remand that ended that day."""
    rows = np.flatnonzero(np.isin(given["kind"].to_numpy(), ["custody", "life"]))
    at = given["at"].to_numpy()[rows]
    start = to_days(given["sentence_date"])[rows]
    length = given["length_days"].to_numpy()[rows]
    life = given["kind"].to_numpy()[rows] == "life"
    before = pd.Series(
        (remands["end"] - remands["start"]).to_numpy(),
        index=remands["at"].to_numpy() * 2**20 + remands["end"].to_numpy(),
    )
    credit = before[~before.index.duplicated()].reindex(at * 2**20 + start).fillna(0).to_numpy()
    share = part.setting("sentences.released_at")
    early = (rng.random(len(rows)) < part.setting("sentences.early_release")) & (length < 1460)
    gain = np.where(early, part.setting("sentences.early_release_days"), 0)
    tariff = rng.lognormal(np.log(5100), 0.35, len(rows))
    served = np.where(life, tariff, np.maximum(length * share - credit - gain, 1)).astype(np.int64)
    end = start + served
    licence = np.where(life, start + 36135, np.maximum(start + length - credit, end))
    supervised = ~life & (length < 730) & (length > 1) & (start >= day("2015-02-01"))
    reason = np.where(early, "home_detention_curfew", "conditional").astype(object)
    reason[rng.random(len(rows)) < part.setting("sentences.dies_in_custody")] = "died"
    return pd.DataFrame(
        {
            "at": at,
            "start": start,
            "end": end,
            "kind": "sentence",
            "sentence": rows,
            "licence": licence.astype(np.int64),
            "pss": np.where(supervised, end + 365, -1),
            "reason": reason,
        }
    )


def _recalls(part: Part, rng: np.random.Generator, terms: pd.DataFrame) -> pd.DataFrame:
    """Returns to prison during the licence of ``terms``."""
    room = (terms["licence"] - terms["end"]).to_numpy()
    chance = np.where(
        terms["kind"] == "recall",
        part.setting("sentences.second_recall"),
        part.setting("sentences.recall"),
    )
    rows = np.flatnonzero(
        (rng.random(len(terms)) < chance) & (room > 20) & (terms["reason"] != "died").to_numpy()
    )
    base = terms.iloc[rows]
    start = (
        base["end"].to_numpy()
        + 5
        + (rng.random(len(rows)) ** 1.5 * np.minimum(room[rows] - 10, 900)).astype(np.int64)
    )
    days = part.setting("sentences.recall_days")
    fixed = np.where(base["licence"] - base["start"] < 365, *days["fixed"])
    standard = 28 + exponential_days(rng, days["standard"], len(rows))
    length = np.where(
        rng.random(len(rows)) < part.setting("sentences.recall_fixed"), fixed, standard
    )
    end = np.minimum(start + length, np.maximum(base["licence"].to_numpy(), start + 1))
    return base.assign(start=start, end=end, kind="recall", reason="re_released")


def _agencies(part: Part, people: pd.DataFrame) -> np.ndarray:
    """The prison (index) to which a person goes: by sex and age, the same one for most spells."""
    rng = part.rng("prisons")
    who = places.load(part.settings).prisons["who"].to_numpy()
    young = to_days(people["birth_date"]) > day("1994-01-01")
    group = np.where(
        people["sex"] == "F", "F", np.where(young & (rng.random(len(people)) < 0.3), "Y", "M")
    )
    out = np.zeros(len(people), dtype=np.int64)
    for name in ("M", "F", "Y"):
        rows = np.flatnonzero(group == name)
        out[rows] = rng.choice(np.flatnonzero(who == name), len(rows))
    return out


def custody_spells(
    part: Part,
    people: pd.DataFrame,
    cases: pd.DataFrame,
    crown_cases: pd.DataFrame,
    given: pd.DataFrame,
) -> pd.DataFrame:
    """Remand, sentence and recall spells, clipped so that those of one person never overlap.

    A journey (a booking) is a chain of spells without a gap, together with its recalls.
    """
    rng = part.rng("custody spells")
    remands = _remands(cases, crown_cases)
    terms = _terms(part, rng, given, remands)
    first = _recalls(part, rng, terms)
    second = _recalls(part, rng, first)
    raw = pd.concat([remands, terms, first, second], ignore_index=True)
    raw = raw.sort_values(["at", "start", "end"], kind="stable", ignore_index=True)
    snapshot = day(part.setting("period.custody_known_until"))
    at, start, end = (raw[c].to_numpy() for c in ("at", "start", "end"))
    reached = np.maximum.accumulate(at * 2**20 + end) if len(raw) else at
    before = np.full(len(raw), -1)
    before[1:] = np.where(at[1:] == at[:-1], reached[:-1] - at[1:] * 2**20, -1)
    clipped = np.maximum(start, before)
    keep = (clipped < end) & (clipped <= snapshot)
    raw = raw[keep].assign(start=clipped[keep]).reset_index(drop=True)

    at, start, end = (raw[c].to_numpy() for c in ("at", "start", "end"))
    new = np.ones(len(raw), dtype=bool)
    new[1:] = (at[1:] != at[:-1]) | (
        (start[1:] > end[:-1] + 1) & (raw["kind"].to_numpy()[1:] != "recall")
    )
    goes_on = np.zeros(len(raw), dtype=bool)
    goes_on[:-1] = ~new[1:] & (start[1:] <= end[:-1] + 1)
    reason = np.where(goes_on & (raw["kind"] == "remand"), "sentenced", raw["reason"])
    still_in = end > snapshot
    journey = np.cumsum(new) - 1
    sentence = raw["sentence"].to_numpy()
    ids = np.append(given["sentence_id"].to_numpy(), 0)[sentence]
    prison = places.load(part.settings).prisons["agency"].to_numpy(dtype=object)
    licence, pss = raw["licence"].to_numpy(), raw["pss"].to_numpy()
    return pd.DataFrame(
        {
            "spell_id": part.ids(len(raw)),
            "person_id": people["person_id"].to_numpy()[at],
            "journey_id": part.ids(journey[-1] + 1 if len(raw) else 0)[journey],
            "spell_kind": raw["kind"].to_numpy(dtype=object),
            "start_date": to_dates(start),
            "end_date": to_dates(end, still_in),
            "sentence_id": pd.arrays.IntegerArray(ids, sentence < 0),
            "licence_end_date": to_dates(licence, licence < 0),
            "pss_end_date": to_dates(pss, pss < 0),
            "release_reason": np.where(still_in, None, reason),
            "agency": prison[_agencies(part, people)[at]],
            "at": at,
        }
    )

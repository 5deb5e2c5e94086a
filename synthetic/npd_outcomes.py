"""What becomes of pupils at school: attainment at key stages, absence by term, exclusions."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic.arrays import counts_to_rows, pick_key
from synthetic.npd_schools import census_day, risk
from synthetic.school_only import Population

# Key stage -> national curriculum year at whose end it is assessed.
KEY_STAGES = {"KS1": 2, "KS2": 6, "KS4": 11}
# Levels of growing attainment, and the least standardised attainment for each but the lowest.
_LEVELS = {
    "KS1": (["W", "1", "2C", "2B", "2A", "3"], [-1.9, -1.1, -0.6, 0.0, 0.7]),
    "KS2": (["B", "3", "4", "5", "6"], [-1.6, -0.9, 0.5, 2.3]),
}
_NEW_TESTS = 2016  # first school year with scaled scores, and teachers' judgements at key stage 1
_JUDGEMENTS = (["WTS", "EXS", "GDS"], [-0.7, 0.9])


def _whole(values: np.ndarray, known: np.ndarray) -> pd.array:
    return pd.arrays.IntegerArray(
        np.where(known, values, 0).astype(np.int64), np.asarray(~known, dtype=bool)
    )


def _levels(labels: list[str], least: list[float], score: np.ndarray) -> np.ndarray:
    return np.array(labels, dtype=object)[np.searchsorted(least, score, side="right")]


def attainment(population: Population, census: pd.DataFrame) -> pd.DataFrame:
    """One row a pupil and key stage."""
    part = population.part
    rng = part.rng("npd attainment")
    lost = part.setting("npd.ability_per_risk") * np.log(risk(population))
    ability = rng.normal(0, 1, part.size) - lost
    frames = []
    for stage, nc_year in KEY_STAGES.items():
        rows = census[census["nc_year"] == nc_year]
        at, year = rows["at"].to_numpy(), rows["school_year"].to_numpy()
        n = len(rows)
        english, maths, all_subjects = (
            0.8 * ability[at] + 0.6 * rng.normal(0, 1, n) for _ in range(3)
        )
        made = {
            "identity": rows["identity"].to_numpy(),
            "key_stage": np.full(n, stage, dtype=object),
            "school_year": year,
        }
        made |= _assessments(stage, year, english, maths)
        made |= _examinations(rng, stage == "KS4", english, maths, all_subjects)
        frames.append(pd.DataFrame(made))
    return pd.concat(frames, ignore_index=True)


def _assessments(
    stage: str, year: np.ndarray, english: np.ndarray, maths: np.ndarray
) -> dict[str, object]:
    """Levels and scaled scores in English (reading) and mathematics at key stages 1 and 2."""
    made: dict[str, object] = {}
    new = year >= _NEW_TESTS
    for subject, score in (("english", english), ("maths", maths)):
        if stage == "KS4":
            level = np.full(len(year), None, dtype=object)
        else:
            level = _levels(*_LEVELS[stage], score)
            judged = _levels(*_JUDGEMENTS, score) if stage == "KS1" else None
            level = np.where(new, judged, level)
        scaled = np.clip(np.round(103 + 7 * score), 80, 120)
        made[f"{subject}_level"] = level
        made[f"{subject}_score"] = _whole(scaled, new & (stage == "KS2"))
    return made


def _examinations(
    rng: np.random.Generator,
    taken: bool,
    english: np.ndarray,
    maths: np.ndarray,
    all_subjects: np.ndarray,
) -> dict[str, object]:
    """GCSEs: entries, passes at C or better, and points of the best eight."""
    n = len(english)
    known = np.full(n, taken)
    entries = np.clip(np.round(9 + all_subjects + rng.normal(0, 1, n)), 0, 14)
    share = 1 / (1 + np.exp(-(0.5 + 1.6 * all_subjects)))
    passes = rng.binomial(entries.astype(np.int64), share)
    both = (english > -0.35) & (maths > -0.35) & (passes >= 2)
    points = np.clip(np.round(310 + 75 * all_subjects), 0, 464) * np.minimum(entries, 8) / 8
    return {
        "gcse_entries": _whole(entries, known),
        "gcse_passes_a_to_c": _whole(passes, known),
        "english_and_maths_a_to_c": np.where(known, np.where(both, "1", "0"), None),
        "points_best_eight": _whole(np.round(points), known),
    }


def absence(population: Population, census: pd.DataFrame) -> pd.DataFrame:
    """One row a pupil, school year and term; year 11 has no summer term."""
    part = population.part
    rng = part.rng("npd absence")
    kept = census["school_year"] >= part.setting("npd.absence_from")
    rows = census[kept & (census["nc_year"] >= 1)]
    rates, shape = part.setting("npd.absence"), part.setting("npd.absence_shape")
    own = rng.gamma(shape, 1 / shape, (part.size, 2))
    harm = risk(population)
    at = rows["at"].to_numpy()
    older = 0.6 + 0.13 * rows["nc_year"].to_numpy()
    authorised = np.minimum(rates["authorised"] * own[at, 0] * harm[at] ** 0.3, 0.5)
    unauthorised = np.minimum(rates["unauthorised"] * own[at, 1] * older * harm[at], 0.45)
    frames = []
    for term, sessions in part.setting("npd.sessions").items():
        possible = sessions - 2 * rng.integers(0, 4, len(rows))
        frame = pd.DataFrame(
            {
                "identity": rows["identity"].to_numpy(),
                "school_year": rows["school_year"].to_numpy(),
                "term": np.full(len(rows), term, dtype=object),
                "sessions_possible": possible,
                "sessions_authorised": rng.binomial(possible, authorised),
                "sessions_unauthorised": rng.binomial(possible, unauthorised),
            }
        )
        frames.append(frame[(rows["nc_year"] < 11).to_numpy() | (term != "SUM")])
    return pd.concat(frames, ignore_index=True)


def exclusions(population: Population, census: pd.DataFrame) -> pd.DataFrame:
    """One row an exclusion, numbered within the pupil by its first day."""
    part = population.part
    rng = part.rng("npd exclusions")
    means = np.array(part.setting("npd.exclusions_by_year"))
    harm = risk(population) ** part.setting("npd.exclusions_power")
    own = rng.gamma(0.5, 2.0, part.size)
    mean = means[census["nc_year"].to_numpy()] * (harm * own)[census["at"].to_numpy()]
    of, _ = counts_to_rows(rng.poisson(mean))
    rows = census.iloc[of]
    n = len(rows)
    category = pick_key(rng, part.setting("npd.exclusion_categories"), n)
    year = rows["school_year"].to_numpy()
    # School days run from September to July: 138 days before the January census to 183 after it.
    start = census_day(year) + rng.integers(-135, 184, n)
    start -= np.maximum((start + 3) % 7 - 4, 0)  # a Saturday or Sunday becomes the Friday before
    mean_days, longest = part.setting("npd.exclusion_days")
    days = np.clip(1 + rng.exponential(mean_days - 1, n), 1, longest)
    half = np.where(category == "LNCH", 1, np.round(days * 2).astype(np.int64))
    found = pd.DataFrame(
        {
            "identity": rows["identity"].to_numpy(),
            "category": category,
            "reason": pick_key(rng, part.setting("npd.exclusion_reasons"), n),
            "startdate": start,
            "sessions": _whole(half, category != "PERM"),
            "ncyear": rows["nc_year"].to_numpy(),
        }
    )
    fixed = year >= part.setting("npd.fixed_exclusions_from")
    found = found[fixed | (category == "PERM")]
    found = found.sort_values(["identity", "startdate"], kind="stable", ignore_index=True)
    found["exclusion_no"] = found.groupby("identity").cumcount() + 1
    return found

"""What assessments say: section scores, predictors of reconviction, risk of harm, answers.

Everything follows from the life: age, sex, earlier sentences and their offences, a level of need
that is a person's own, and a little change from one assessment to the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from synthetic import offences
from synthetic.arrays import DAYS_A_YEAR, to_days
from synthetic.lives import Lives
from synthetic.part import Part

SECTIONS = tuple(str(number) for number in range(1, 14))
SCORED = ("3", "4", "5", "6", "7", "8", "9", "10", "11", "12")
OGP, OVP = ("3", "4", "7", "8", "11", "12"), ("3", "4", "9", "10", "11", "12")
# Points from which a section is a need (LAYER3).
NEED = {"3": 2, "4": 3, "6": 2, "7": 2, "8": 2, "9": 4, "11": 4, "12": 2}
# The per cent within two years from which a band begins: low, medium, high, very high.
BANDS = {"ogrs3": (50, 75, 90), "ogp": (34, 67, 85), "ovp": (30, 60, 80)}
RISK = np.array(["L", "M", "H", "V"], dtype=object)
VIOLENT = (*range(1, 9), *range(11, 16), 34, 104, 105, 195)
FOR_GAIN = (28, 30, 34, 39, 44, 45, 46, 48, 49, 53, 54)


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def _per_cent(chance: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(chance * 100), 1, 99).astype(np.int64)


def band(score: str, per_cent: np.ndarray) -> np.ndarray:
    """Band of risk of reconviction (L, M, H, V) of a chance within two years."""
    return RISK[np.searchsorted(np.array(BANDS[score]), per_cent, side="right")]


def _classes(numbers: tuple[int, ...]) -> np.ndarray:
    """Which offence types are of these Home Office classes."""
    classes = np.array([int(text) for text in offences.load().ho_class.tolist()])
    return np.isin(classes, numbers)


@dataclass(frozen=True)
class Scores:
    """Scores of the assessments ``found``, as arrays over them."""

    part: Part
    lives: Lives
    found: pd.DataFrame

    @cached_property
    def _person(self) -> np.ndarray:
        return self.found["at"].to_numpy()

    @cached_property
    def age(self) -> np.ndarray:
        """Age in years on the day of the assessment."""
        born = to_days(self.lives.persons["birth_date"])[self._person]
        return (self.found["day"].to_numpy() - born) / DAYS_A_YEAR

    @cached_property
    def female(self) -> np.ndarray:
        """Whether the person is a woman."""
        return self.lives.persons["sex"].to_numpy()[self._person] == "F"

    @cached_property
    def _before(self) -> tuple[np.ndarray, np.ndarray]:
        """Rows of ``lives.sentences`` up to the assessment's sentence: first one, end."""
        owner = self.lives.sentences["at"].to_numpy()
        first = np.searchsorted(owner, self._person, side="left")
        return first, self.found["sentence"].to_numpy() + 1

    def _sum_before(self, values: np.ndarray) -> np.ndarray:
        """Sum of ``values`` (one a sentence) up to and including the assessment's sentence."""
        total = np.append(0, np.cumsum(values))
        first, end = self._before
        return total[end] - total[first]

    @cached_property
    def sanctions(self) -> np.ndarray:
        """Sentences before the one of the assessment."""
        first, end = self._before
        return end - 1 - first

    @cached_property
    def violent_sanctions(self) -> np.ndarray:
        """Sentences for violence, this one included."""
        number = self.lives.sentences["offence_no"].to_numpy()
        return self._sum_before(_classes(VIOLENT)[number].astype(np.int64))

    @cached_property
    def is_violent(self) -> np.ndarray:
        """Whether the offence of the assessment's sentence is one of violence."""
        return _classes(VIOLENT)[self.found["offence_no"].to_numpy()]

    @cached_property
    def raw(self) -> dict[str, np.ndarray]:
        """Points of each scored section."""
        part, n = self.part, len(self.found)
        record = np.array(
            [part.setting("oasys.record")[c] for c in self.lives.persons["career"].tolist()]
        )[self._person]
        young = self.age < 25
        spread = part.setting("oasys.changes")
        points = {}
        for section in SCORED:
            spec = part.setting("oasys.sections")[section]
            own = part.rng(f"oasys need {section}").normal(0, spec["own"], part.size)
            change = part.rng(f"oasys change {section}").normal(0, spread, n)
            level = spec["usual"] + spec["record"] * record + spec["young"] * young + change
            level = level + own[self._person]
            points[section] = np.rint(spec["points"] * _sigmoid(level)).astype(np.int64)
        return points

    def weighted(self, score: str) -> dict[str, np.ndarray]:
        """Points that each section gives to the predictor 'ogp' or 'ovp'."""
        most = self.part.setting("oasys.sections")
        return {
            section: np.rint(self.raw[section] * points / most[section]["points"]).astype(np.int64)
            for section, points in self.part.setting(f"oasys.{score}_points").items()
        }

    @cached_property
    def _ogrs3_logit(self) -> np.ndarray:
        rates = self.part.setting("oasys.ogrs3")
        first, _ = self._before
        since = to_days(self.lives.sentences["sentence_date"])
        years = (self.found["sentenced"].to_numpy() - since[first]) / DAYS_A_YEAR
        rate = np.log((1 + self.sanctions) / (10 + years))
        gain = _classes(FOR_GAIN)[self.found["offence_no"].to_numpy()]
        return (
            rates["level"]
            + rates["rate"] * rate
            + rates["age"] * (self.age - 30)
            + rates["female"] * self.female
            + rates["gain"] * gain
        )

    @cached_property
    def ogrs3(self) -> tuple[np.ndarray, np.ndarray]:
        """Per cent within one year, within two years."""
        later = self._ogrs3_logit
        sooner = later - self.part.setting("oasys.ogrs3.one_year")
        return _per_cent(_sigmoid(sooner)), _per_cent(_sigmoid(later))

    def predictor(self, score: str) -> dict[str, np.ndarray]:
        """Static, dynamic and total points of 'ogp' or 'ovp', per cent in one and two years."""
        if score == "ogp":
            static = self._ogrs3_logit
        else:
            rates = self.part.setting("oasys.ovp")
            static = (
                rates["level"]
                + rates["sanctions"] * np.log1p(self.sanctions)
                + rates["violent"] * np.log1p(self.violent_sanctions)
                + rates["age"] * (self.age - 30)
                + rates["female"] * self.female
            )
        still = np.rint(60 * _sigmoid(static)).astype(np.int64)
        moving = np.sum(list(self.weighted(score).values()), axis=0).astype(np.int64)
        total = still + moving
        return {
            "static": still,
            "dynamic": moving,
            "total": total,
            "one_year": _per_cent(_sigmoid((total - 54) / 13)),
            "two_years": _per_cent(_sigmoid((total - 45) / 13)),
        }

    @cached_property
    def rosh(self) -> np.ndarray:
        """Risk of serious harm: L, M, H, V."""
        rates = self.part.setting("oasys.rosh")
        own = self.part.rng("oasys harm").normal(0, rates["spread"], self.part.size)
        worst = offences.load().seriousness[self.lives.sentences["offence_no"].to_numpy()]
        person = self.lives.sentences["at"].to_numpy()
        # The worst so far, person by person: persons are far apart on the scale.
        so_far = np.maximum.accumulate(person * 100 + worst) - person * 100
        level = (
            rates["seriousness"] * so_far[self.found["sentence"].to_numpy()]
            + rates["ovp"] * self.predictor("ovp")["two_years"]
            + own[self._person]
        )
        return RISK[np.searchsorted(np.array(rates["cuts"]), level, side="right")]

    @cached_property
    def tier(self) -> np.ndarray:
        """Tier of supervision, 1 (least) to 4."""
        worse = np.isin(self.rosh, ["H", "V"])
        number = 1 + (self.rosh != "L") + worse + (self.ogrs3[1] >= 50)
        return np.clip(number, 1, 4).astype(str).astype(object)

    @cached_property
    def answers(self) -> dict[str, np.ndarray]:
        """Answer to each question that the extract has; None where the section has none."""
        part, raw, n = self.part, self.raw, len(self.found)
        rng = part.rng("oasys answers")
        most = part.setting("oasys.sections")
        addresses = self.lives.address_arrays
        row = addresses.at(self._person, self.found["day"].to_numpy())
        homeless = (addresses.postcode[row] < 0) | (raw["3"] >= 7)
        workless = rng.random(n) < np.where(
            raw["4"] * 2 >= most["4"]["points"], 1.0, 1 / 3
        ) * part.setting("oasys.unemployed")
        rates = part.setting("oasys.domestic_violence")
        violence = rng.random(n) < np.where(self.is_violent, rates["violent"], rates["other"])
        drugs = (raw["8"] > 0) | (rng.random(n) < 0.25)

        def grade(section: str) -> np.ndarray:
            share = raw[section] / most[section]["points"]
            return np.select([share >= 0.6, share >= 0.25], ["2", "1"], "0").astype(object)

        def yes(where: np.ndarray) -> np.ndarray:
            return np.where(where, "YES", "NO").astype(object)

        found = {
            "3.3": yes(homeless),
            "4.2": np.where(workless, "2", "0").astype(object),
            "6.7": yes(violence),
            "8.1": yes(drugs),
            "9.1": grade("9"),
            "11.2": grade("11"),
            "12.1": grade("12"),
        }
        for values in found.values():
            values[rng.random(n) < part.setting("oasys.answer_missing")] = "M"
        return found

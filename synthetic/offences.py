"""Offence types as arrays, and which ones go together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from synthetic.arrays import pick
from synthetic.settings import read_yaml

MODES = ("summary", "either_way", "indictable")


@dataclass(frozen=True)
class Offences:
    """Arrays over offence types; ``mode`` indexes MODES."""

    code: np.ndarray
    ho_class: np.ndarray
    ho_sub_class: np.ndarray
    description: np.ndarray
    mode: np.ndarray
    weight: np.ndarray
    women: np.ndarray
    seriousness: np.ndarray

    def draw(self, rng: np.random.Generator, female: np.ndarray) -> np.ndarray:
        """An offence type for each person."""
        men = pick(rng, self.weight, len(female))
        return np.where(female, pick(rng, self.weight * self.women, len(female)), men)


@cache
def load() -> Offences:
    """The offence types of offences.yml."""
    rows = [
        line.strip().split("|")
        for line in read_yaml("offences.yml")["offences"].strip().splitlines()
    ]
    code, ho_class, sub, text, mode, weight, women, seriousness = zip(*rows, strict=True)
    return Offences(
        *(np.array(column, dtype=object) for column in (code, ho_class, sub, text)),
        np.array([MODES.index(m) for m in mode]),
        np.array(weight, dtype=float),
        np.array(women, dtype=float),
        np.array(seriousness, dtype=np.int64),
    )

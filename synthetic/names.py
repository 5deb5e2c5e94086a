"""Given names and surnames by origin, sex and birth decade, with a long tail.

The head of each distribution is a ranked list (name_lists.yml, Faker's locale data) under a
Zipf-like law; the tail is put together from first and last parts (place-name surnames and the
like), so that there are ever more different surnames the more people there are.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cache

import numpy as np
from anyascii import anyascii

from synthetic.settings import read_yaml

DECADES = np.array([1930, 1950, 1960, 1970, 1980, 1990, 2000])

# Origin -> Faker locale and attribute of given names (men, women) where the lists are used.
_GIVEN = {
    "polish": ("pl_PL", "first_names_male", "first_names_female"),
    "romanian": ("ro_RO", "first_names_male", "first_names_female"),
    "turkish": ("tr_TR", "first_names_male", "first_names_female"),
    "portuguese": ("pt_PT", "first_names_male", "first_names_female"),
    "african": ("yo_NG", "first_names_male", "first_names_female"),
    "arab": ("fr_DZ", "first_names_male", "first_names_female"),
    "indian": ("en_IN", "first_names_male", "first_names_female"),
    "sikh": ("en_IN", "first_names_male", "first_names_female"),
    "irish": ("en_IE", "first_names_male", "first_names_female"),
    "pakistani": ("en_PK", "first_names", ""),
}
# Origin -> (Faker locale, attribute) lists of surnames, after those of name_lists.yml.
_SURNAMES = {
    "polish": [("pl_PL", "male_last_names"), ("pl_PL", "unisex_last_names")],
    "romanian": [("ro_RO", "last_names")],
    "turkish": [("tr_TR", "last_names")],
    "portuguese": [("pt_PT", "last_names"), ("es_ES", "last_names")],
    "african": [
        ("yo_NG", "last_names"),
        ("ig_NG", "last_names"),
        ("ha_NG", "last_names"),
        ("tw_GH", "last_names"),
    ],
    "arab": [("fr_DZ", "last_names")],
    "indian": [("en_IN", "last_names")],
    "irish": [("en_IE", "last_names")],
    "pakistani": [("en_PK", "last_names")],
    "lithuanian": [("lt_LT", "last_names")],
    "chinese": [("zh_CN", "last_romanized_names")],
    "caribbean": [("en_GB", "last_names")],
    "traveller": [("en_IE", "last_names")],
}
# Origin -> (key of name_lists.yml/compose, share of people whose surname is composed).
_TAIL = {
    "english": ("english", 0.20),
    "irish": ("english", 0.03),
    "caribbean": ("english", 0.06),
    "polish": ("polish", 0.40),
    "romanian": ("romanian", 0.35),
    "turkish": ("turkish", 0.45),
    "african": ("african", 0.50),
    "arab": ("arab", 0.40),
    "indian": ("south_asian", 0.35),
    "pakistani": ("south_asian", 0.05),
    "bangladeshi": ("south_asian", 0.04),
    "sikh": ("south_asian", 0.06),
    "lithuanian": ("plain", 0.35),
    "albanian": ("plain", 0.25),
    "somali": ("arab", 0.10),
    "portuguese": ("plain", 0.08),
    "chinese": ("plain", 0.02),
}
_FEMININE = {"ski": "ska", "cki": "cka", "dzki": "dzka"}


@dataclass(frozen=True)
class Pool:
    """Names with cumulative chances."""

    names: np.ndarray
    edges: np.ndarray

    @classmethod
    def of(cls, parts: list[tuple[list[str], np.ndarray]]) -> Pool:
        """From (names, weights) pairs; weights are on one scale."""
        names = np.array([name for names, _ in parts for name in names], dtype=object)
        return cls(names, np.cumsum(np.concatenate([weights for _, weights in parts])))

    def draw(self, rng: np.random.Generator, n: int) -> np.ndarray:
        """``n`` names, object array."""
        found = np.searchsorted(self.edges, rng.random(n) * self.edges[-1], side="right")
        return self.names[np.minimum(found, len(self.names) - 1)]


def _faker(locale: str, attribute: str) -> dict[str, float] | list[str]:
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    found = getattr(provider, attribute)
    return dict(found) if isinstance(found, dict) else list(found)


def _ranked(values: dict[str, float] | list[str], shuffle: bool) -> list[str]:
    """Names by falling weight; unweighted (alphabetical) lists in an order fixed by the name."""
    if isinstance(values, dict):
        return sorted(values, key=lambda name: (-values[name], name))
    unique = list(dict.fromkeys(values))
    if not shuffle:
        return unique
    order = np.random.Generator(np.random.PCG64(len(unique))).permutation(len(unique))
    return [unique[i] for i in order]


def _zipf(n: int, mass: float, exponent: float = 0.9, offset: float = 2.0) -> np.ndarray:
    weights = 1.0 / (np.arange(n) + offset) ** exponent
    return weights / weights.sum() * mass


def _latin(names: list[str]) -> list[str]:
    """Names as they stand if they are in Latin letters, else romanised."""
    return [name if ord(max(name)) < 0x250 else anyascii(name).title() for name in names]


@cache
def _lists() -> dict:
    return read_yaml("name_lists.yml")


def nicknames() -> dict[str, list[str]]:
    """Given name -> usual short forms."""
    return _lists()["nicknames"]


def variants() -> dict[str, list[str]]:
    """Name -> other usual spellings."""
    return _lists()["variants"]


@cache
def given_pool(origin: str, sex: str, decade: int) -> Pool:
    """Given names of people of ``origin`` born in ``decade`` (one of DECADES)."""
    lists = _lists()
    head = lists["english_given"][sex][decade].split()
    attribute = "first_names_male" if sex == "M" else "first_names_female"
    rest: list[str] = []
    for locale in ("en_GB", "en_US", "en_IE", "en_NZ"):
        rest += _ranked(_faker(locale, attribute), shuffle=True)
    rest = [name for name in dict.fromkeys(rest) if name not in head]
    if origin in ("english", "traveller"):
        own = lists["given"].get(f"{origin}_{sex}", "").split()
        if own:
            return Pool.of([(own, _zipf(len(own), 0.7)), (head, _zipf(len(head), 0.3))])
        return Pool.of([(head, _zipf(len(head), 0.80, 0.75)), (rest, _zipf(len(rest), 0.20, 1.0))])
    own = lists["given"].get(f"{origin}_{sex}", "").split()
    spec = _GIVEN.get(origin)
    if spec and spec[1 if sex == "M" else 2]:
        more = _latin(_ranked(_faker(spec[0], spec[1 if sex == "M" else 2]), shuffle=True))
        own = list(dict.fromkeys(own + more))
    if origin == "chinese":
        syllables = list(_faker("zh_CN", "first_romanized_names"))
        own = syllables + [a + b.lower() for a in syllables for b in syllables if a != b]
    settled = {"irish": 0.55, "caribbean": 0.55, "chinese": 0.2, "african": 0.35}.get(origin, 0.06)
    return Pool.of([(own, _zipf(len(own), 1 - settled)), (head, _zipf(len(head), settled))])


def _composed(key: str) -> list[str]:
    parts = _lists()["compose"][key]
    firsts = [str(first) for first in parts["first"].split()]
    lasts = [str(last) for last in parts["last"].split()]
    names = [first + last for first in firsts for last in lasts]
    if key == "english":
        names += [n + "s" for n in names if n[-1] not in "sy"] + [
            n + "e" for n in names if n[-1] in "dnltmkr"
        ]
        given = _lists()["english_given"]["M"][1950].split() + list(
            _faker("en_GB", "first_names_male")
        )
        names += [g + end for g in given for end in ("son", "s", "kin", "kins", "kinson", "ett")]
    names = list(dict.fromkeys(names))
    order = np.random.Generator(np.random.PCG64(len(names))).permutation(len(names))
    return [names[i] for i in order]


@cache
def surname_pool(origin: str) -> Pool:
    """Surnames of ``origin``: head and composed tail (double-barrelled ones are made elsewhere)."""
    tail_key, tail_mass = _TAIL.get(origin, ("plain", 0.05))
    tail = _composed(tail_key)
    parts = [(tail, _zipf(len(tail), tail_mass, 0.55, 50.0))]
    if origin == "english":
        weights = _faker("en_GB", "last_names")
        head = sorted(weights, key=lambda name: (-weights[name], name))
        rest = [
            name
            for locale in ("en_NZ", "en_US", "en_IE")
            for name in _ranked(_faker(locale, "last_names"), shuffle=True)
        ]
        rest = [name for name in dict.fromkeys(rest) if name not in weights and " " not in name]
        mass = np.array([weights[name] for name in head]) / sum(weights.values())
        parts += [(head, mass * 0.56), (rest, _zipf(len(rest), 0.24, 0.6, 30.0))]
        return Pool.of(parts)
    names = _lists()["surnames"].get("gujarati" if origin == "indian" else origin, "").split()
    for locale, attribute in _SURNAMES.get(origin, []):
        names += _latin(_ranked(_faker(locale, attribute), shuffle=locale != "en_GB"))
    names = [name for name in dict.fromkeys(names) if len(name) > 1]
    return Pool.of([*parts, (names, _zipf(len(names), 1 - tail_mass, 0.95, 2.0))])


def decade_of(birth_year: np.ndarray) -> np.ndarray:
    """The entry of DECADES under which people born in ``birth_year`` were named."""
    return DECADES[np.clip(np.searchsorted(DECADES, birth_year, side="right") - 1, 0, None)]


def _by_group(keys: np.ndarray) -> list[np.ndarray]:
    """Row numbers of each distinct key, by rising key."""
    order = np.argsort(keys, kind="stable")
    cuts = np.flatnonzero(np.diff(keys[order])) + 1
    return [rows for rows in np.split(order, cuts) if len(rows)]


def draw_given(
    rng: np.random.Generator,
    origins: list[str],
    origin: np.ndarray,
    sex: np.ndarray,
    birth_year: np.ndarray,
) -> np.ndarray:
    """A given name a person. ``origin`` indexes ``origins``; ``sex`` is 'M' or 'F'."""
    decade = decade_of(birth_year)
    keys = (origin * 2 + (sex == "M")) * 10_000 + decade
    out = np.empty(len(origin), dtype=object)
    for rows in _by_group(keys):
        i = rows[0]
        pool = given_pool(origins[origin[i]], str(sex[i]), int(decade[i]))
        out[rows] = pool.draw(rng, len(rows))
    return out


def draw_surname(rng: np.random.Generator, origins: list[str], origin: np.ndarray) -> np.ndarray:
    """A surname a person (before inflection and double barrels)."""
    out = np.empty(len(origin), dtype=object)
    for rows in _by_group(origin):
        out[rows] = surname_pool(origins[origin[rows[0]]]).draw(rng, len(rows))
    return out


def inflect(surname: np.ndarray, rows: np.ndarray) -> None:
    """Polish feminine endings, in place, for the row numbers ``rows``."""
    for i in rows:
        for masculine, feminine in _FEMININE.items():
            if surname[i].endswith(masculine):
                surname[i] = surname[i][: -len(masculine)] + feminine
                break

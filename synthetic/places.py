"""Towns, courts, police forces, postcodes, LSOAs and prisons.

A postcode is an index into one fixed universe (the same for every seed), so that a part works with
integers and the lookup table is consistent with every record. LSOA codes are invented: right in
shape and in the country letter, tied to no real area.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from synthetic.identifiers import digits, join
from synthetic.settings import Settings, read_yaml

_UNIT = "ABDEFGHJLNPQRSTUWXYZ"
_TOWN_COLUMNS = [
    "town",
    "county",
    "region",
    "force",
    "lad_code",
    "lad_name",
    "area",
    "district",
    "districts",
    "weight",
]


@dataclass(frozen=True)
class Places:
    """Arrays over towns (T), postcodes (P), streets and prisons.

    ``first``/``count`` say which postcodes belong to a town; ``crown`` is the Crown Court code
    (text, 401-480) to which a town's court commits; ``court`` is its Libra court code.
    """

    towns: pd.DataFrame
    court: np.ndarray
    crown: np.ndarray
    first: np.ndarray
    count: np.ndarray
    postcode: np.ndarray
    postcode_town: np.ndarray
    lsoa: np.ndarray
    imd_decile: np.ndarray
    street: np.ndarray
    prisons: pd.DataFrame

    def draw_postcode(
        self, rng: np.random.Generator, town: np.ndarray, concentration: float
    ) -> np.ndarray:
        """A postcode index in each ``town``; low places of a town are the poorer ones."""
        place = rng.random(len(town)) ** concentration * self.count[town]
        return self.first[town] + place.astype(np.int64)

    def street_of(self, postcode: np.ndarray) -> np.ndarray:
        """The street of a postcode (always the same one)."""
        return self.street[(postcode * 2_654_435_761) % len(self.street)]


def _table(text: str, columns: list[str]) -> pd.DataFrame:
    rows = [line.strip().split("|") for line in text.strip().splitlines()]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _court_codes(towns: pd.DataFrame) -> np.ndarray:
    """Libra court codes: 'B', police force, two letters; one a town."""
    within = towns.groupby("force").cumcount().to_numpy()
    letters = np.array([a + b for a in "ABCDEFGHJK" for b in "ACEFHJLNPR"], dtype=object)
    return join("B", towns["force"].to_numpy(), letters[within])


def _crown_codes(towns: pd.DataFrame, centres: list[str]) -> np.ndarray:
    code = {name: str(401 + i) for i, name in enumerate(centres)}
    unknown = set(code) - set(towns["town"])
    if unknown:
        raise ValueError(f"places.yml: Crown Court centres that are no town: {sorted(unknown)}")
    own = towns["town"].map(code)
    for level in ("county", "region"):
        own = own.fillna(own.groupby(towns[level]).transform("first"))
    return own.to_numpy(dtype=object)


def _postcodes(towns: pd.DataFrame, count: np.ndarray) -> np.ndarray:
    town = np.repeat(np.arange(len(towns)), count)
    place = np.arange(len(town)) - np.repeat(np.cumsum(count) - count, count)
    spread = towns["districts"].astype(int).to_numpy()[town]
    district = towns["district"].astype(int).to_numpy()[town] + place % spread
    within = place // spread
    unit = (within // 10 * 37) % 400
    letters = np.array(list(_UNIT), dtype=object)
    return join(
        towns["area"].to_numpy()[town],
        digits(district, 1),
        " ",
        digits(within % 10, 1),
        letters[unit // 20],
        letters[unit % 20],
    )


@cache
def crown_centres() -> list[str]:
    """Towns of the Crown Court centres, in the order of their codes from 401."""
    return [name.replace("_", " ") for name in read_yaml("places.yml")["crown_courts"].split()]


@cache
def _load(n_postcodes: int, an_lsoa: int) -> Places:
    lists = read_yaml("places.yml")
    towns = _table(lists["towns"], _TOWN_COLUMNS)
    weight = towns["weight"].astype(float).to_numpy()
    count = np.maximum((weight / weight.sum() * n_postcodes).astype(np.int64), 1)
    first = np.cumsum(count) - count
    town = np.repeat(np.arange(len(towns)), count)
    place = np.arange(len(town)) - first[town]
    lsoa_number = place // an_lsoa + np.repeat(np.cumsum(count // an_lsoa + 1), count) + 1
    country = np.where(towns["region"].to_numpy() == "Wales", "W01", "E01").astype(object)
    streets = lists["streets"]
    names = [
        f"{a.replace('_', ' ')} {b}" for a in streets["first"].split() for b in streets["last"]
    ]
    return Places(
        towns=towns,
        court=_court_codes(towns),
        crown=_crown_codes(towns, crown_centres()),
        first=first,
        count=count,
        postcode=_postcodes(towns, count),
        postcode_town=town,
        lsoa=join(country[town], digits(lsoa_number, 6)),
        imd_decile=np.minimum(place * 10 // count[town], 9) + 1,
        street=np.array(names, dtype=object),
        prisons=_table(
            lists["prisons"], ["agency", "name", "street", "town", "postcode", "region", "who"]
        ),
    )


def load(settings: Settings) -> Places:
    """The places, made once a process."""
    return _load(settings.get("addresses.postcodes"), settings.get("addresses.postcodes_an_lsoa"))


def postcode_lookup(settings: Settings) -> pd.DataFrame:
    """One row a postcode (without its space): LSOA, local authority, region, deprivation decile."""
    places = load(settings)
    towns = places.towns.iloc[places.postcode_town].reset_index(drop=True)
    lookup = pd.DataFrame(
        {
            "postcode": pd.Series(places.postcode).str.replace(" ", ""),
            "lsoa11cd": places.lsoa,
            "lad_code": towns["lad_code"],
            "lad_name": towns["lad_name"],
            "region": towns["region"],
            "imd_decile": places.imd_decile.astype(np.int32),
        }
    )
    # A prison stands in its town's first LSOA, or in the first one of its region.
    prisons = places.prisons
    names = places.towns["town"].to_numpy()
    regions = places.towns["region"].to_numpy()
    home = [
        np.flatnonzero(names == town)[0] if town in names else np.flatnonzero(regions == region)[0]
        for town, region in zip(prisons["town"], prisons["region"], strict=True)
    ]
    at = lookup.iloc[places.first[np.array(home)]].assign(
        postcode=prisons["postcode"].str.replace(" ", "").to_numpy()
    )
    return pd.concat([lookup, at]).drop_duplicates("postcode").reset_index(drop=True)

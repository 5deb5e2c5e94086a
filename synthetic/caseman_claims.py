"""Civil claims as tables: what is claimed, by whom, of whom, and in which court.

CaseMan and Possession Claim Online (``system`` 'caseman' or 'pcol') are drawn by the same rules
with rates of their own; a claim is in one of the two.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from synthetic import places
from synthetic.arrays import pick_key
from synthetic.caseman_people import Visitors, partners, visitors
from synthetic.lives import Lives
from synthetic.part import Part

POSSESSION = (
    "social_landlord_possession",
    "private_landlord_possession",
    "accelerated_possession",
    "mortgage_possession",
)
# Courts are numbered as the towns are; claims in bulk are issued at one centre.
FIRST_COURT, BUSINESS_CENTRE = 101, 335


@dataclass(frozen=True)
class Claims:
    """A part's claims and their parties.

    ``cases``, one row a case: on (day of issue), kind, sector, is_possession, amount (pounds; NaN
    where none is stated), fee, costs, court, track. ``parties``, one row a party, claimants first:
    case (row of ``cases``), role, number, group (of ``groups``), at (position there), organisation
    (row of ``organisations``); -1 in the first two for organisations, in the last for people.
    """

    groups: list[Visitors]
    cases: pd.DataFrame
    parties: pd.DataFrame


def organisations(part: Part) -> pd.DataFrame:
    """Who sues beside people: name, sector; the councils last, in the order of the towns."""
    names = part.setting("civil.names")
    words = [f"{a} {b}" for b in names["second"] for a in names["first"]]
    rows = [
        (f"{words[(i * 7 + place * 61) % len(words)]} {names['suffix'][sector]}", sector)
        for place, (sector, count) in enumerate(part.setting("civil.organisations").items())
        for i in range(count)
    ]
    towns = places.load(part.settings).towns["town"]
    rows += [(f"{town} Council", "council") for town in towns]
    return pd.DataFrame(rows, columns=["name", "sector"], dtype=object)


def claims(part: Part, lives: Lives, system: str) -> Claims:
    """All claims of one system in this part, group by group."""
    groups = visitors(part, lives, system)
    cases, parties, first = [], [], 0
    for number, group in enumerate(groups):
        made = _cases(group, system)
        cases.append(made)
        parties.append(_parties(group, system, made).assign(group=number))
        parties[-1]["case"] += first
        first += len(made)
    if not groups:
        none = np.zeros(0, dtype=np.int64)
        return Claims([], pd.DataFrame(dict.fromkeys(_CASE, none)), _table(none, "", 1, none, none))
    people = pd.concat(parties, ignore_index=True)
    people.loc[people["at"] < 0, "group"] = -1
    order = np.lexsort((people["number"], people["role"] != "claimant", people["case"]))
    return Claims(
        groups, pd.concat(cases, ignore_index=True), people.iloc[order].reset_index(drop=True)
    )


_CASE = ["on", "kind", "sector", "is_possession", "amount", "fee", "costs", "court", "track"]


def _cases(group: Visitors, system: str) -> pd.DataFrame:
    """One row a visit of ``group``; further town, the row in places of where the person lives."""
    part = group.lives.part
    rng = part.rng(f"{system} claims")
    n = len(group.at)
    kind = pick_key(rng, part.setting(f"{system}.kinds"), n)
    sector = np.empty(n, dtype=object)
    amount = np.full(n, np.nan)
    for name, shares in part.setting(f"{system}.claimants").items():
        rows = np.flatnonzero(kind == name)
        sector[rows] = pick_key(rng, shares, len(rows))
        if name in part.setting(f"{system}.amount"):
            median, sigma, least, most = part.setting(f"{system}.amount")[name]
            drawn = np.exp(rng.normal(np.log(median), sigma, len(rows)))
            amount[rows] = np.round(np.clip(drawn, least, most), 2)
    is_possession = np.isin(kind, POSSESSION)
    known = group.lives.address_arrays
    town = known.town[known.at(group.at, group.on)]
    bulk = np.zeros(n)
    for name, rate in part.setting(f"{system}.business_centre").items():
        bulk[sector == name] = rate
    centre = (rng.random(n) < bulk) & ~is_possession
    median, sigma = part.setting(f"{system}.costs")
    limits = part.setting(f"{system}.track")
    size = np.where(np.isnan(amount), rng.uniform(1000, 40000, n), amount)
    return pd.DataFrame(
        {
            "on": group.on,
            "kind": kind,
            "sector": sector,
            "is_possession": is_possession,
            "amount": amount,
            "fee": np.where(
                is_possession, part.setting(f"civil.possession_fee.{system}"), _fee(part, size)
            ),
            "costs": np.round(np.exp(rng.normal(np.log(median), sigma, n)), 2),
            "court": np.where(centre, BUSINESS_CENTRE, FIRST_COURT + town),
            "track": np.select(
                [size <= limits["small"], size <= limits["fast"]], ["small", "fast"], "multi"
            ).astype(object),
            "town": town,
        }
    )


def _fee(part: Part, amount: np.ndarray) -> np.ndarray:
    """Court fee of a money claim, pounds."""
    bands = part.setting("civil.fee_bands")
    share, most = part.setting("civil.fee_above")
    above = np.round(np.minimum(amount * share, most), 2)
    return np.select([amount <= limit for limit in bands], list(bands.values()), above)


def _table(
    case: np.ndarray, role: str, number: int, at: np.ndarray, organisation: np.ndarray
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "case": case,
            "role": np.full(len(case), role, dtype=object),
            "number": np.full(len(case), number, dtype=np.int64),
            "at": at,
            "organisation": organisation,
        }
    )


def _parties(group: Visitors, system: str, cases: pd.DataFrame) -> pd.DataFrame:
    """Claimant and first defendant, and the partner of those who sue or are sued together."""
    part = group.lives.part
    rng = part.rng(f"{system} parties")
    n = len(cases)
    case, none = np.arange(n), np.full(n, -1)
    # A person who sues: somebody else of the same people, of age, who lives elsewhere.
    by_person = cases["sector"].to_numpy() == "person"
    head = group.lives.persons["head"].to_numpy()
    other = rng.integers(0, part.size, n)
    fits = by_person & group.adult_by(other, group.on) & (head[other] != head[group.at])
    claimant = np.where(fits, other, none)
    sector = np.where(by_person & ~fits, "trade", cases["sector"].to_numpy())
    company = _organisation(part, rng, sector, cases["town"].to_numpy())

    # In a few cases it is the person who sues, and a company that is sued.
    turned = rng.random(n) < part.setting(f"{system}.sues_company")
    trade = _organisation(part, rng, np.full(n, "trade", dtype=object), cases["town"].to_numpy())
    rates = part.setting(f"{system}.joint")
    rate = np.where(cases["is_possession"], rates["possession"], rates["money"])
    partner_of = partners(group.lives)
    partner = partner_of[group.at]
    joint = ~turned & group.adult_by(partner, group.on) & (rng.random(n) < rate)
    joint &= partner != claimant
    second = np.where(claimant >= 0, partner_of[claimant], -1)
    both = ~turned & group.adult_by(second, group.on)
    both &= rng.random(n) < part.setting(f"{system}.joint_claimant")
    return pd.concat(
        [
            _table(
                case,
                "claimant",
                1,
                np.where(turned, group.at, claimant),
                np.where(turned | (claimant >= 0), -1, company),
            ),
            _table(
                case, "defendant", 1, np.where(turned, -1, group.at), np.where(turned, trade, -1)
            ),
            _table(case[both], "claimant", 2, second[both], none[both]),
            _table(case[joint], "defendant", 2, partner[joint], none[joint]),
        ],
        ignore_index=True,
    )


def _organisation(
    part: Part, rng: np.random.Generator, sector: np.ndarray, town: np.ndarray
) -> np.ndarray:
    """An organisation of each sector; the council is the town's own. Few sue most."""
    sectors = organisations(part)["sector"].to_numpy()
    draw = rng.random(len(sector)) ** 1.8
    found = np.full(len(sector), -1)
    for name in part.setting("civil.organisations"):
        first, count = int(np.flatnonzero(sectors == name)[0]), int((sectors == name).sum())
        found = np.where(sector == name, first + (draw * count).astype(np.int64), found)
    first = int(np.flatnonzero(sectors == "council")[0])
    return np.where(sector == "council", first + town, found)

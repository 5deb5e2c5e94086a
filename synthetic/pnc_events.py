"""What brings a person into the Police National Computer: convictions and cautions, with offences.

An event is one record of the police: an appearance at which a court convicted, or a caution.
``identity`` is twice the person's position, plus one for a second identity made by mistake.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic import offences as offence_types
from synthetic import places
from synthetic.arrays import DAYS_A_YEAR, counts_to_rows, day, pick, to_days
from synthetic.school_only import Population

_COLUMNS = ("at", "on", "record_type", "kind", "length_days", "offence_no", "offended", "row")


def recordable(people: Population) -> np.ndarray:
    """Which offence types the police record (bool)."""
    return ~np.isin(offence_types.load().code, people.part.setting("pnc.not_recordable"))


def _convictions(people: Population) -> pd.DataFrame:
    """One row a sentence; sentences of one appearance are one event, the first of them."""
    if people.name != "criminal":
        return pd.DataFrame({name: [] for name in _COLUMNS})
    given = people.lives.sentences
    row = given["row"].to_numpy()
    again = pd.Series(row).duplicated().to_numpy() & (row >= 0)
    found = pd.DataFrame(
        {
            "at": given["at"].to_numpy(),
            "on": to_days(given["sentence_date"]),
            "record_type": np.full(len(given), "C", dtype=object),
            "kind": given["kind"].to_numpy(dtype=object),
            "length_days": given["length_days"].to_numpy(),
            "offence_no": given["offence_no"].to_numpy(),
            "offended": to_days(given["offence_date"]),
            "row": row,
        }
    )
    return found[~again]


def _cautions(people: Population) -> pd.DataFrame:
    """Cautions, reprimands and warnings, mostly of young people."""
    part = people.part
    rng = part.rng("pnc cautions")
    at, _ = counts_to_rows(rng.poisson(people.by_career(part.setting("pnc.cautions"))))
    born = to_days(people.lives.persons["birth_date"])[at]
    least, most = (np.int64(age * DAYS_A_YEAR) for age in part.setting("pnc.caution_ages"))
    on = born + least + (rng.random(len(at)) ** 1.3 * (most - least)).astype(np.int64)
    types = offence_types.load()
    weight = types.weight * recordable(people) * (types.seriousness <= 5)
    female = people.lives.persons["sex"].to_numpy()[at] == "F"
    offence = np.where(female, pick(rng, weight * types.women, len(at)), pick(rng, weight, len(at)))
    kind = _caution_kinds(people, rng, on, on - born < 18 * DAYS_A_YEAR)
    found = pd.DataFrame(
        {
            "at": at,
            "on": on,
            "record_type": kind,
            "kind": kind,
            "length_days": 0,
            "offence_no": offence,
            "offended": on - rng.integers(0, 40, len(at)),
            "row": -1,
        }
    )
    return found[(on >= day(part.setting("pnc.caution_from"))).tolist()]


def _caution_kinds(
    people: Population, rng: np.random.Generator, on: np.ndarray, young: np.ndarray
) -> np.ndarray:
    """Code of each caution: by age and by what the law had at the time."""
    part = people.part
    with_conditions = rng.random(len(on)) < part.setting("pnc.conditional")
    with_conditions &= on >= day(part.setting("pnc.conditional_from"))
    first = rng.random(len(on)) < part.setting("pnc.first_is_reprimand")
    new = on >= day(part.setting("pnc.youth_cautions_from"))
    return np.select(
        [young & new & with_conditions, young & new, young & first, young, with_conditions],
        ["YCC", "YC", "R", "W", "CC"],
        "SC",
    ).astype(object)


def events(people: Population) -> pd.DataFrame:
    """Events up to the day of the extract of those in it, sorted by identity and day."""
    part = people.part
    found = pd.concat([_convictions(people), _cautions(people)], ignore_index=True)
    whole = ("at", "on", "length_days", "offence_no", "offended", "row")
    found = found.astype(dict.fromkeys(whole, np.int64))
    born = to_days(people.lives.persons["birth_date"])
    kept = (found["on"] <= day(part.setting("pnc.until"))).to_numpy(copy=True)
    kept &= born[found["at"].to_numpy()] >= day(part.setting("pnc.born_from"))
    # A record needs an offence that is recorded; others come along with it only.
    kept &= recordable(people)[found["offence_no"].to_numpy()]
    found = found[kept].sort_values(["at", "on"], kind="stable", ignore_index=True)
    at = found["at"].to_numpy()
    rng = part.rng("pnc identities")
    second = rng.random(part.size) < part.setting("pnc.duplicate")
    place = found.groupby("at").cumcount().to_numpy()
    found["identity"] = at * 2 + (second[at] & (place % 2 == 1))
    found = found.sort_values(["identity", "on"], kind="stable", ignore_index=True)
    found["record_no"] = found.groupby("identity").cumcount() + 1
    return found.assign(**_places(people, found))


def _places(people: Population, found: pd.DataFrame) -> dict[str, np.ndarray]:
    """Police force and country of each event, from where the person lived."""
    part, lives = people.part, people.lives
    rng = part.rng("pnc places")
    rows = lives.address_arrays.at(found["at"].to_numpy(), found["on"].to_numpy())
    town = lives.address_arrays.town[rows]
    towns = places.load(part.settings).towns
    wales = towns["region"].to_numpy()[town] == "Wales"
    scotland = rng.random(len(found)) < part.setting("pnc.scotland")
    scotland &= (found["record_type"] == "C").to_numpy() & (found["row"] < 0).to_numpy()
    country = np.select([scotland, wales], ["S", "W"], "E").astype(object)
    return {"force": towns["force"].to_numpy(dtype=object)[town], "country": country}


def offences(people: Population, found: pd.DataFrame) -> pd.DataFrame:
    """One row an offence of each event; ``place`` 0 is the principal one."""
    alone = found[found["row"] < 0]
    alone = alone.assign(on_offence=alone["offended"], plea=None, place=0)
    parts = [alone]
    if (found["row"] >= 0).any():
        of_courts = people.lives.offences
        counted = of_courts[of_courts["result"] != "withdrawn"]
        counted = counted[recordable(people)[counted["offence_no"].to_numpy()]]
        counted = pd.DataFrame(
            {
                "row": counted["row"].to_numpy(),
                "offence_no": counted["offence_no"].to_numpy(),
                "on_offence": to_days(counted["offence_date"]),
                "plea": counted["plea"].to_numpy(dtype=object),
                "place": counted["seq"].to_numpy() - 1,
            }
        )
        parts.append(found.drop(columns="offence_no").merge(counted, on="row"))
    rows = pd.concat(parts, ignore_index=True)
    rows = rows.sort_values(["identity", "record_no", "place"], kind="stable", ignore_index=True)
    code = offence_types.load().code[rows["offence_no"].to_numpy().astype(np.int64)]
    plea = rows["plea"].map({"guilty": "G", "not_guilty": "NG"})
    return pd.DataFrame(
        {
            "identity": rows["identity"],
            "at": rows["at"],
            "record_no": rows["record_no"],
            "offence_no": rows.groupby(["identity", "record_no"]).cumcount() + 1,
            "record_type": rows["record_type"],
            "offence_code": code,
            "offence_date": rows["on_offence"].astype(np.int64),
            "record_date": rows["on"],
            "plea": plea.astype(object).where(plea.notna(), None),
            "country": rows["country"],
            "kind": rows["kind"],
            "length_days": rows["length_days"],
            "is_principal": rows["place"] == 0,
        }
    )

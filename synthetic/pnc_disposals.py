"""What courts and the police did about each offence in the Police National Computer."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic.arrays import DAYS_A_YEAR, day, to_days
from synthetic.school_only import Population

# Disposal of each kind of caution.
CAUTIONS = ("R", "W", "YC", "YCC", "SC", "CC")
_DAYS_A_MONTH = DAYS_A_YEAR / 12


def disposals(people: Population, offences: pd.DataFrame) -> pd.DataFrame:
    """One row a disposal: one for most offences, a second where a fine stands beside an order."""
    part = people.part
    rng = part.rng("pnc disposals")
    n = len(offences)
    on = offences["record_date"].to_numpy().astype(np.int64)
    born = to_days(people.lives.persons["birth_date"])[offences["at"].to_numpy().astype(np.int64)]
    age = (on - born) / DAYS_A_YEAR
    kind = offences["kind"].to_numpy(dtype=object)
    code = _codes(people, rng, kind, age, on)
    caution = np.isin(kind, CAUTIONS)
    nothing = ~offences["is_principal"].to_numpy(dtype=bool) & ~caution
    nothing &= rng.random(n) < part.setting("pnc.no_separate_penalty")
    code[nothing] = "1057"
    duration, unit = _durations(code, kind, offences["length_days"].to_numpy(), rng)
    median, sigma = part.setting("pnc.fine_pounds")
    fine = np.round(np.exp(rng.normal(np.log(median), sigma, n)) / 5) * 5
    made = pd.DataFrame(
        {
            "offence_key": offences["offence_key"].to_numpy(),
            "disposal_no": 1,
            "disposal_code": code,
            "duration": duration,
            "duration_unit": unit,
            "fine_amount": np.where(code == "1015", fine, np.nan),
        }
    )
    beside = (code == "1116") & (rng.random(n) < part.setting("pnc.fine_beside"))
    second = made[beside].assign(
        disposal_no=2, disposal_code="1015", duration_unit=None, fine_amount=fine[beside]
    )
    second["duration"] = pd.array([None] * len(second), dtype="Int64")
    entered = rng.random(n) >= part.setting("pnc.disposal_missing")
    return pd.concat([made[entered], second[entered[beside]]], ignore_index=True)


def _codes(
    people: Population,
    rng: np.random.Generator,
    kind: np.ndarray,
    age: np.ndarray,
    on: np.ndarray,
) -> np.ndarray:
    """Disposal codes by kind of sentence, age and date."""
    part = people.part
    n = len(kind)
    young = age < 18
    referred = young & (rng.random(n) < part.setting("pnc.referral_order"))
    absolute = rng.random(n) < part.setting("pnc.absolute_discharge")
    orders = on >= day(part.setting("pnc.community_orders_from"))
    code = np.select(
        [
            np.isin(kind, CAUTIONS),
            (kind == "life") & young,
            kind == "life",
            (kind == "custody") & young,
            (kind == "custody") & (age < 21),
            kind == "custody",
            referred,
            kind == "suspended",
            (kind == "community") & orders,
            kind == "community",
            (kind == "discharge") & absolute,
            kind == "discharge",
        ],
        [
            kind.astype(str),
            "1003",
            "1002",
            "1081",
            "1024",
            "1002",
            "1097",
            "1115",
            "1116",
            "1010",
            "1017",
            "1018",
        ],
        "1015",
    )
    return code.astype(object)


def _durations(
    code: np.ndarray, kind: np.ndarray, days: np.ndarray, rng: np.random.Generator
) -> tuple[pd.array, np.ndarray]:
    """Length and unit as the police write them: days when short, months, years when they fit."""
    days = days.astype(np.int64).copy()
    months = np.maximum(np.round(days / _DAYS_A_MONTH), 1).astype(np.int64)
    discharged = (code == "1018") | (code == "1097")
    months[discharged] = rng.choice([6, 9, 12, 18], len(code))[discharged]
    long = np.isin(code, ["1002", "1024", "1081", "1115", "1116", "1010"])
    in_days = long & (days < 84)
    in_years = (long | discharged) & ~in_days & (months % 12 == 0)
    in_months = (long | discharged) & ~in_days & ~in_years
    for_life = (kind == "life") & np.isin(code, ["1002", "1003"])
    unit = np.select([for_life, in_days, in_years, in_months], ["L", "D", "Y", "M"], "")
    value = np.select([for_life, in_days, in_years, in_months], [1, days, months // 12, months], 0)
    unit = unit.astype(object)
    none = unit == ""
    unit[none] = None
    return pd.arrays.IntegerArray(value.astype(np.int64), none.copy()), unit

"""What becomes of a claim: answers, hearings, judgments, warrants, attachments of earnings.

Every later step has a later day than the one it follows from, so that cutting at the day of the
extract leaves no step without its cause.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from synthetic.arrays import day, pick_key
from synthetic.part import Part

UNKNOWN = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Course:
    """Steps of cases as tables; ``case`` is the row of the claim, days count from 1970-01-01.

    ``events``: case, event, day. ``hearings``: case, kind, day. ``judgments``: case, kind, day,
    amount, costs, instalment (NaN for none), paid_day, set_aside_day (``UNKNOWN`` for never).
    ``warrants``: case, kind, day, amount, fee, result (None while open), result_day.
    ``earnings``: case, step, day.
    """

    events: pd.DataFrame
    hearings: pd.DataFrame
    judgments: pd.DataFrame
    warrants: pd.DataFrame
    earnings: pd.DataFrame


class _Steps:
    """Draws the steps of one part's cases in one system."""

    def __init__(self, part: Part, system: str, cases: pd.DataFrame) -> None:
        self.part, self.system, self.cases = part, system, cases
        self.rng = part.rng(f"{system} course")
        self.logged: list[pd.DataFrame] = []
        self.applications: list[pd.DataFrame] = []

    def rate(self, name: str) -> object:
        return self.part.setting(f"{self.system}.{name}")

    def after(self, name: str, since: np.ndarray) -> np.ndarray:
        """A day after each of ``since``: the least number of days, then a gamma of the mean."""
        least, mean = self.rate(f"days.{name}")
        return since + least + self.rng.gamma(1.6, mean / 1.6, len(since)).astype(np.int64)

    def happens(self, name: str, n: int) -> np.ndarray:
        return self.rng.random(n) < self.rate(name)

    def log(self, event: str, case: np.ndarray, days: np.ndarray) -> None:
        self.logged.append(pd.DataFrame({"case": case, "event": event, "day": days}))


def _between(first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """The day half way between two."""
    return first + (last - first) // 2


def course(part: Part, system: str, cases: pd.DataFrame) -> Course:
    """All that is known of ``cases`` on the day of the extract."""
    steps = _Steps(part, system, cases)
    every = np.arange(len(cases))
    issued = cases["on"].to_numpy()
    steps.log("claim_issued", every, issued)
    served = steps.after("service", issued)
    steps.log("claim_served", every, served)
    decided, hearings = _decisions(steps, served)
    judgments = _judgments(steps, decided)
    warrants = _warrants(steps, judgments)
    earnings = _earnings(steps, judgments)
    hearings = pd.concat([hearings, *steps.applications], ignore_index=True)
    last = day(part.setting("civil.extract_day"))
    for column in ("paid_day", "set_aside_day"):
        judgments.loc[judgments[column] > last, column] = UNKNOWN
    open_still = warrants["result_day"] > last
    warrants.loc[open_still, "result"] = None
    found = (pd.concat(steps.logged), hearings, judgments, warrants, earnings)
    return Course(*(table[table["day"] <= last].reset_index(drop=True) for table in found))


def _decisions(steps: _Steps, served: np.ndarray) -> tuple[pd.DataFrame, pd.DataFrame]:
    """How each case is answered and decided: judgments (case, kind, day) and hearings."""
    possession = steps.cases["is_possession"].to_numpy()
    money = np.flatnonzero(~possession)
    homes = np.flatnonzero(possession)
    parts = [_money(steps, money, served[money]), _homes(steps, homes, served[homes])]
    return tuple(pd.concat(tables, ignore_index=True) for tables in zip(*parts, strict=True))


def _rows(case: np.ndarray, kind: object, days: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame({"case": case, "kind": np.full(len(case), kind, dtype=object), "day": days})


def _money(steps: _Steps, case: np.ndarray, served: np.ndarray) -> tuple[pd.DataFrame, ...]:
    """Money claims: default, admission, or defence, allocation to a track and a trial."""
    answer = pick_key(steps.rng, steps.rate("response"), len(case))
    is_none, admits = answer == "none", answer == "admission"
    defends, ends = answer == "defence", answer == "discontinued"
    steps.log("discontinued", case[ends], steps.after("discontinued", served[ends]))
    default = steps.after("default", served[is_none])
    admitted = steps.after("answer", served[admits])
    steps.log("admission", case[admits], admitted)
    acknowledged = steps.after("acknowledgment", served[defends])
    steps.log("acknowledgment", case[defends], acknowledged)
    defended = steps.after("answer", acknowledged)
    steps.log("defence", case[defends], defended)
    allocated = steps.after("allocation", defended)
    steps.log("allocated", case[defends], allocated)
    tried = steps.after("trial", allocated)
    result = pick_key(steps.rng, steps.rate("trial"), int(defends.sum()))
    won, lost = result == "judgment", result == "dismissed"
    contested = case[defends]
    # A case that is given up ends before its trial.
    given_up = ~won & ~lost
    steps.log(
        "discontinued",
        contested[given_up],
        _between(allocated[given_up], tried[given_up]),
    )
    asks = ~given_up & steps.happens("application.money", len(contested))
    middle = _between(allocated[asks], tried[asks])
    steps.applications.append(_rows(contested[asks], "application", middle))
    steps.log("dismissed", contested[lost], tried[lost])
    decided = [
        _rows(case[is_none], "default", default),
        _rows(case[admits], "admission", steps.after("admission", admitted)),
        _rows(contested[won], "at_hearing", tried[won]),
    ]
    small = steps.cases["track"].to_numpy()[contested] == "small"
    heard = _rows(contested, "", tried)
    heard["kind"] = np.where(small, "small_claim", "trial").astype(object)
    return pd.concat(decided, ignore_index=True), heard[won | lost]


def _homes(steps: _Steps, case: np.ndarray, served: np.ndarray) -> tuple[pd.DataFrame, ...]:
    """Possession claims: a hearing within weeks, and an order or none."""
    heard = steps.after("possession_hearing", served)
    answer = pick_key(steps.rng, steps.rate("possession_response"), len(case))
    defends = np.flatnonzero(answer == "defence")
    steps.log("defence", case[defends], np.minimum(served[defends] + 14, heard[defends] - 1))
    order = pick_key(steps.rng, steps.rate("possession_order"), len(case))
    for end in ("dismissed", "discontinued"):
        rows = order == end
        steps.log(end, case[rows], heard[rows])
    made = np.isin(order, ["outright", "suspended"])
    decided = _rows(case[made], "", heard[made])
    decided["kind"] = "possession_" + order[made]
    return decided, _rows(case, "possession", heard)[order != "discontinued"]


def _judgments(steps: _Steps, decided: pd.DataFrame) -> pd.DataFrame:
    """Judgments with amounts in pounds, and what became of them: paid, set aside."""
    n = len(decided)
    case, kind, on = (decided[name].to_numpy() for name in ("case", "kind", "day"))
    claimed = steps.cases["amount"].to_numpy()[case]
    unspecified = np.isnan(claimed) & (kind != "possession_outright")
    awarded = np.round(np.exp(steps.rng.normal(np.log(4000), 0.9, n)), 2)
    amount = np.where(unspecified, awarded, claimed)
    at_trial = kind == "at_hearing"
    part_of_it = np.where(at_trial, steps.rng.uniform(0.5, 1.0, n), 1.0)
    rates = steps.rate("instalments")
    by_parts = np.array([rates.get(name, 0.0) for name in kind])
    monthly = np.clip(np.round(amount / steps.rng.uniform(10, 60, n)), 5, 500)
    is_money = np.isin(kind, ["default", "admission", "at_hearing"])
    paid = is_money & steps.happens("paid", n)
    set_aside = (kind == "default") & ~paid & steps.happens("set_aside", n)
    found = decided.assign(
        amount=np.round(amount * part_of_it, 2),
        costs=steps.cases["costs"].to_numpy()[case] + steps.cases["fee"].to_numpy()[case],
        instalment=np.where(steps.rng.random(n) < by_parts, monthly, np.nan),
        paid_day=np.where(paid, steps.after("paid", on), UNKNOWN),
        set_aside_day=np.where(set_aside, steps.after("set_aside", on), UNKNOWN),
    )
    steps.log("judgment_paid", case[paid], found["paid_day"].to_numpy()[paid])
    steps.log("judgment_set_aside", case[set_aside], found["set_aside_day"].to_numpy()[set_aside])
    again = set_aside & steps.happens("new_judgment", n)
    second = found[again].assign(
        kind="at_hearing",
        day=steps.after("trial", found["set_aside_day"].to_numpy()[again]),
        paid_day=UNKNOWN,
        set_aside_day=UNKNOWN,
    )
    found = pd.concat([found, second], ignore_index=True)
    steps.log("judgment_entered", found["case"].to_numpy(), found["day"].to_numpy())
    return found


def _warrants(steps: _Steps, judgments: pd.DataFrame) -> pd.DataFrame:
    """Warrants of control on money judgments that stand unpaid, of possession on orders."""
    n = len(judgments)
    kind = judgments["kind"].to_numpy()
    rates = steps.rate("warrant")
    is_order = np.char.startswith(kind.astype(str), "possession")
    rate = np.where(is_order, [rates.get(name, 0.0) for name in kind], rates["control"])
    stands = (judgments["paid_day"] == UNKNOWN) & (judgments["set_aside_day"] == UNKNOWN)
    rows = np.flatnonzero((steps.rng.random(n) < rate) & stands.to_numpy())
    home = is_order[rows]
    issued = steps.after("warrant", judgments["day"].to_numpy()[rows])
    controls = pick_key(steps.rng, steps.rate("control_return"), len(rows))
    homes = pick_key(steps.rng, steps.rate("possession_return"), len(rows))
    known = steps.happens("return_known", len(rows))
    fee = steps.rate("warrant_fee")
    case = judgments["case"].to_numpy()[rows]
    owed = judgments["amount"].to_numpy()[rows] + judgments["costs"].to_numpy()[rows]
    found = pd.DataFrame(
        {
            "case": case,
            "kind": np.where(home, "possession", "control").astype(object),
            "day": issued,
            "amount": np.round(owed, 2),
            "fee": np.where(home, fee["possession"], fee["control"]).astype(float),
            "result": np.where(known, np.where(home, homes, controls), None),
            "result_day": steps.after("return", issued),
        }
    )
    asks = home & steps.happens("application.possession", len(rows))
    heard = _between(issued[asks], found["result_day"].to_numpy()[asks])
    steps.applications.append(_rows(case[asks], "application", heard))
    again = _second_warrants(steps, found)
    found = pd.concat([found, again], ignore_index=True)
    steps.log("warrant_issued", found["case"].to_numpy(), found["day"].to_numpy())
    return found


def _second_warrants(steps: _Steps, first: pd.DataFrame) -> pd.DataFrame:
    """Further warrants after some that got nowhere; their reports are the same ones again."""
    failed = first["result"].isin(["no_goods", "gone_away", "suspended"]).to_numpy()
    again = first[failed & steps.happens("second_warrant", len(first))]
    issued = steps.after("second_warrant", again["result_day"].to_numpy())
    return again.assign(day=issued, result_day=steps.after("return", issued))


def _earnings(steps: _Steps, judgments: pd.DataFrame) -> pd.DataFrame:
    """Applications to attach earnings, orders and refusals, on judgments that are not paid."""
    open_still = judgments["paid_day"].to_numpy() == UNKNOWN
    is_money = np.isin(judgments["kind"].to_numpy(), ["default", "admission", "at_hearing"])
    applies = open_still & is_money & steps.happens("earnings.application", len(judgments))
    case = judgments["case"].to_numpy()[applies]
    asked = steps.after("earnings", judgments["day"].to_numpy()[applies])
    decided = steps.after("earnings_order", asked)
    draw = steps.rng.random(len(case))
    order = draw < steps.rate("earnings.order")
    refused = ~order & (draw < steps.rate("earnings.order") + steps.rate("earnings.dismissed"))
    tables = [
        pd.DataFrame({"case": case[rows], "step": step, "day": days[rows]})
        for step, rows, days in (
            ("ae_application", np.full(len(case), True), asked),
            ("ae_order", order, decided),
            ("ae_dismissed", refused, decided),
        )
    ]
    return pd.concat(tables, ignore_index=True)

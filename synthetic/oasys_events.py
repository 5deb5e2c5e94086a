"""Which people are assessed, when and why: one row an assessment, from sentences and custody."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from synthetic.arrays import (
    DAYS_A_YEAR,
    counts_to_rows,
    day,
    exponential_days,
    pick_key,
    to_days,
)
from synthetic.lives import Lives
from synthetic.part import Part

FAR = 2**20 - 1
START = {"custody": "260", "life": "260", "suspended": "440", "community": "430"}
STANDARD_UNTIL = "2013-12-01"


@dataclass(frozen=True)
class Spells:
    """Custody as arrays over spells, sorted by person and start; ``end`` is FAR while inside."""

    at: np.ndarray
    start: np.ndarray
    end: np.ndarray

    def held(self, at: np.ndarray, on: np.ndarray) -> np.ndarray:
        """Whether each person is in custody on each day."""
        if not len(self.at):
            return np.zeros(len(at), dtype=bool)
        row = np.searchsorted(self.at * 2**20 + self.start, at * 2**20 + on, side="right") - 1
        row = np.maximum(row, 0)
        return (self.at[row] == at) & (self.start[row] <= on) & (on < self.end[row])

    def been(self, at: np.ndarray, on: np.ndarray) -> np.ndarray:
        """Whether each person has been in custody by each day."""
        first = np.searchsorted(self.at, at, side="left")
        first = np.minimum(first, max(len(self.at) - 1, 0))
        if not len(self.at):
            return np.zeros(len(at), dtype=bool)
        return (self.at[first] == at) & (self.start[first] <= on)


def spells(lives: Lives) -> Spells:
    """Custody spells of ``lives``."""
    table = lives.custody_spells
    order = np.lexsort((to_days(table["start_date"]), table["at"].to_numpy()))
    end = to_days(table["end_date"])
    end = np.where(end < 0, FAR, end)
    return Spells(table["at"].to_numpy()[order], to_days(table["start_date"])[order], end[order])


def _rate(part: Part, path: str, kind: np.ndarray) -> np.ndarray:
    rates = part.setting(f"oasys.{path}")
    return np.array([rates[name] for name in kind.tolist()], dtype=float)


def _assessed(part: Part, lives: Lives) -> pd.DataFrame:
    """The sentences under which people are assessed: row, at, kind, on, until, offence_no."""
    rng = part.rng("oasys assessed")
    table = lives.sentences
    on = to_days(table["sentence_date"])
    draw = rng.random(len(table))
    born = to_days(lives.persons["birth_date"])[table["at"].to_numpy()]
    kept = np.isin(table["kind"].to_numpy(), list(START))
    kept &= (on >= day(part.setting("oasys.first_day"))) & (
        on <= day(part.setting("oasys.extract_day"))
    )
    kept &= on - born >= part.setting("oasys.minimum_age") * DAYS_A_YEAR
    row = np.flatnonzero(kept)
    kind = table["kind"].to_numpy(dtype=object)[row]
    early = on[row] < day(part.setting("oasys.usual_from"))
    rate = _rate(part, "assessed", kind) * np.where(early, part.setting("oasys.before"), 1.0)
    chosen = draw[row] < rate
    row, kind = row[chosen], kind[chosen]
    length = np.where(kind == "life", FAR, table["length_days"].to_numpy()[row])
    return pd.DataFrame(
        {
            "row": row,
            "at": table["at"].to_numpy()[row],
            "kind": kind,
            "on": on[row],
            "until": np.minimum(on[row] + length, day(part.setting("oasys.extract_day"))),
            "offence_no": table["offence_no"].to_numpy()[row],
        }
    )


def _reviews(part: Part, orders: pd.DataFrame) -> pd.DataFrame:
    """Reviews while a sentence runs: order, day, purpose."""
    rng = part.rng("oasys reviews")
    room = np.maximum((orders["until"] - orders["on"]).to_numpy() - 90, 0)
    mean = room / part.setting("oasys.days.review")
    order, _ = counts_to_rows(np.minimum(rng.poisson(mean), part.setting("oasys.reviews")))
    on = orders["on"].to_numpy()[order] + 90 + (rng.random(len(order)) * room[order]).astype(int)
    purpose = pick_key(rng, part.setting("oasys.review_purposes"), len(order))
    return pd.DataFrame({"order": order, "day": on, "purpose": purpose})


def _in_custody(part: Part, lives: Lives, orders: pd.DataFrame) -> pd.DataFrame:
    """Assessments at releases and recalls: order, day, purpose."""
    rng = part.rng("oasys custody")
    table = lives.custody_spells
    ids = lives.sentences["sentence_id"].to_numpy()[orders["row"].to_numpy()]
    order_of = pd.Series(np.arange(len(orders)), index=ids)
    sentence = table["sentence_id"].fillna(0).to_numpy(dtype=np.int64)
    order = order_of.reindex(sentence).fillna(-1).to_numpy(dtype=np.int64)
    kind = table["spell_kind"].to_numpy(dtype=object)
    end = to_days(table["end_date"])
    died = table["release_reason"].to_numpy(dtype=object) == "died"
    wait = exponential_days(rng, 10, len(table))
    draw = rng.random(len(table))
    freed = (order >= 0) & (kind == "sentence") & (end > 0) & ~died
    freed &= draw < part.setting("oasys.licence")
    back = (order >= 0) & (kind == "recall") & (draw < part.setting("oasys.recall"))
    start = to_days(table["start_date"])
    return pd.DataFrame(
        {
            "order": np.concatenate([order[freed], order[back]]),
            "day": np.concatenate([(end + wait)[freed], (start + wait)[back]]),
            "purpose": np.repeat(np.array(["450", "490"], dtype=object), [freed.sum(), back.sum()]),
        }
    )


def _at_court_and_after(part: Part, orders: pd.DataFrame) -> pd.DataFrame:
    """Assessments for a report before sentence, at its start and at its end."""
    rng = part.rng("oasys start")
    n = len(orders)
    kind, on = orders["kind"].to_numpy(dtype=object), orders["on"].to_numpy()
    days = part.setting("oasys.days")
    asked = np.flatnonzero(rng.random(n) < _rate(part, "report", kind))
    begun = np.flatnonzero(rng.random(n) < part.setting("oasys.start"))
    over = orders["until"].to_numpy() < day(part.setting("oasys.extract_day"))
    ended = np.flatnonzero(over & (rng.random(n) < part.setting("oasys.termination")))
    before = 1 + (rng.random(len(asked)) * days["report"]).astype(np.int64)
    after = 1 + exponential_days(rng, days["start"], len(begun))
    inside = np.isin(kind, ["custody", "life"])
    return pd.DataFrame(
        {
            "order": np.concatenate([asked, begun, ended]),
            "day": np.concatenate(
                [on[asked] - before, on[begun] + after, orders["until"].to_numpy()[ended]]
            ),
            "purpose": np.concatenate(
                [
                    pick_key(rng, part.setting("oasys.report_purposes"), len(asked)),
                    np.array([START[name] for name in kind[begun].tolist()], dtype=object),
                    np.where(inside[ended], "340", "330").astype(object),
                ]
            ),
        }
    )


def _layers(part: Part, kind: np.ndarray, on: np.ndarray) -> np.ndarray:
    """LAYER_3 for a full assessment, LAYER_2 for a standard, LAYER_1 for a basic one."""
    rng = part.rng("oasys layers")
    full = rng.random(len(kind)) < _rate(part, "full", kind)
    standard = (on < day(STANDARD_UNTIL)) & (rng.random(len(kind)) < part.setting("oasys.standard"))
    return np.where(full, "LAYER_3", np.where(standard, "LAYER_2", "LAYER_1")).astype(object)


def _statuses(part: Part, on: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Status of each assessment, and the day on which it was completed (-1: it was not)."""
    rng = part.rng("oasys statuses")
    n, last = len(on), day(part.setting("oasys.extract_day"))
    done = on + exponential_days(rng, part.setting("oasys.days.complete"), n)
    fresh = last - on < part.setting("oasys.open_days")
    is_open = (fresh & (rng.random(n) < part.setting("oasys.open"))) | (done > last)
    signed = is_open & (rng.random(n) < part.setting("oasys.signed"))
    locked = ~is_open & (rng.random(n) < part.setting("oasys.locked_incomplete"))
    status = np.select(
        [signed, is_open, locked], ["SIGNED", "OPEN", "LOCKED_INCOMPLETE"], "COMPLETE"
    ).astype(object)
    return status, np.where(status == "COMPLETE", done, -1)


def events(part: Part, lives: Lives) -> pd.DataFrame:
    """One row an assessment, sorted by person and day.

    at, sentence (row of ``lives.sentences``), kind, sentenced, offence_no, day, purpose, layer,
    status, completed (-1: not), held (in custody that day).
    """
    orders = _assessed(part, lives)
    found = pd.concat(
        [
            _at_court_and_after(part, orders),
            _reviews(part, orders),
            _in_custody(part, lives, orders),
        ],
        ignore_index=True,
    ).astype({"order": np.int64, "day": np.int64})
    found = found[found["day"] <= day(part.setting("oasys.extract_day"))]
    found["at"] = orders["at"].to_numpy()[found["order"]]
    found = found.sort_values(["at", "day", "purpose", "order"], kind="stable")
    found = found.drop_duplicates(["at", "day"], ignore_index=True)
    order = found.pop("order").to_numpy()
    for name, source in (
        ("sentence", "row"),
        ("kind", "kind"),
        ("sentenced", "on"),
        ("offence_no", "offence_no"),
    ):
        found[name] = orders[source].to_numpy()[order]
    kind, on = found["kind"].to_numpy(dtype=object), found["day"].to_numpy()
    found["layer"] = _layers(part, kind, on)
    found["status"], found["completed"] = _statuses(part, on)
    found["held"] = spells(lives).held(found["at"].to_numpy(), on)
    return found

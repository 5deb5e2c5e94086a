"""What happens in a case, as events with fields: applications, hearings, orders, withdrawals.

FamilyMan keeps events as entities with attributes: a field is named after the model of its event
(``C43_5``, the orders made by a C43). The models are those of the seeds under
``seeds/reference/familyman``, which say what is known and what is inferred.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from synthetic.arrays import counts_to_rows, date_text, day, exponential_days, pick, ranks
from synthetic.familyman_cases import (
    ADOPTION,
    DIVORCE,
    KINDS,
    PRIVATE,
    PUBLIC,
    VIOLENCE,
    Cases,
    courts,
    serial,
)
from synthetic.familyman_people import Entered
from synthetic.identifiers import digits, join
from synthetic.part import Part

APPLICATION = np.array(["U24", "U22", "U22", "U22", "U21"], dtype=object)
_TYPES_FIELD = {"U24": "U24_AT", "U22": "U22_AT", "U21": "U21_1", "G50": "G50_AT"}
_FURTHER = np.array(["FR", "PSO", "OC", "ONM", "LOP"], dtype=object)
_NOTICE = np.array(["G61", "C6", "C6", "FL402", "G61"], dtype=object)
_FIRST_HEARING = np.array(["DIR", "FHD", "CMH", "RTN", "DIR"], dtype=object)
_MIDDLE_HEARING = np.array(["DIR", "DRA", "IRH", "DIR", "DIR"], dtype=object)
_CHILD_KINDS = [PRIVATE, PUBLIC, ADOPTION]


@dataclass
class Log:
    """Events as they are written down; ``add`` gives their places."""

    case: list[np.ndarray] = field(default_factory=list)
    model: list[np.ndarray] = field(default_factory=list)
    on: list[np.ndarray] = field(default_factory=list)
    fields: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = field(default_factory=list)
    count: int = 0

    def add(self, case: np.ndarray, model: object, on: np.ndarray) -> np.ndarray:
        """Events of cases on days."""
        self.case.append(case)
        models = np.empty(len(case), dtype=object)
        models[:] = model
        self.model.append(models)
        self.on.append(on)
        self.count += len(case)
        return np.arange(self.count - len(case), self.count)

    def note(self, event: np.ndarray, field_model: object, value: object) -> None:
        """A field of each event; a missing value (None) is not written."""
        models, values = np.empty(len(event), dtype=object), np.empty(len(event), dtype=object)
        models[:], values[:] = field_model, value
        there = np.array([one is not None for one in values.tolist()], dtype=bool)
        self.fields.append((event[there], models[there], values[there]))


@dataclass(frozen=True)
class Course:
    """How each case goes (arrays, c): day of the end, whether it ends, how, what is applied for."""

    end: np.ndarray
    ends: np.ndarray
    outcome: np.ndarray
    principal: np.ndarray
    types: np.ndarray


def course(part: Part, found: Cases) -> Course:
    """Length, outcome and order types of each case."""
    rng = part.rng("familyman course")
    n = len(found)
    length = np.ones(n)
    ends = np.ones(n, dtype=bool)
    outcome, principal = np.full(n, "made", dtype=object), np.full(n, "", dtype=object)
    types = principal.copy()
    for place, kind in enumerate(KINDS):
        rows = np.flatnonzero(found.kind == place)
        shape, mean = part.setting(f"familyman.days_to_end.{kind}")
        length[rows] = 2 + rng.gamma(shape, mean / shape, len(rows))
        ends[rows] = rng.random(len(rows)) >= part.setting(f"familyman.never_ends.{kind}")
        ways = part.setting(f"familyman.outcomes.{kind}")
        outcome[rows] = np.array(list(ways), dtype=object)[
            pick(rng, list(ways.values()), len(rows))
        ]
        shares = part.setting(f"familyman.applied_for.{kind}")
        names = np.array(list(shares), dtype=object)
        one, two = (pick(rng, list(shares.values()), len(rows)) for _ in range(2))
        too = rng.random(len(rows)) < part.setting(f"familyman.applied_for_too.{kind}")
        principal[rows] = names[one]
        types[rows] = np.where(too & (one != two), join(names[one], ",", names[two]), names[one])
    return Course(found.receipt + length.astype(np.int64), ends, outcome, principal, types)


def _applications(part: Part, log: Log, found: Cases, how: Course) -> np.ndarray:
    """First applications of all cases, then further ones; places of the first ones."""
    rng = part.rng("familyman applications")
    every = np.arange(len(found))
    model = APPLICATION[found.kind]
    first = log.add(every, model, found.receipt)
    log.note(first, np.array([_TYPES_FIELD[m] for m in model], dtype=object), how.types)
    log.note(first, join(model, "_HC"), np.where(found.high, "Y", None))
    rates = np.array([part.setting(f"familyman.further_application.{k}") for k in KINDS])
    more = np.flatnonzero(rng.random(len(found)) < rates[found.kind])
    length = how.end[more] - found.receipt[more]
    on = found.receipt[more] + 1 + (rng.random(len(more)) * 0.8 * length).astype(np.int64)
    further = log.add(more, "G50", on)
    log.note(further, "G50_AT", _FURTHER[found.kind[more]])
    return first


def _nisi(part: Part, found: Cases, how: Course) -> np.ndarray:
    """Day on which a decree nisi is pronounced, if the case is a divorce."""
    length = how.end - found.receipt
    after = (part.setting("familyman.nisi_after") * length).astype(np.int64)
    return np.minimum(found.receipt + np.maximum(after, 1), how.end - 1)


def _hearings(part: Part, log: Log, found: Cases, how: Course) -> pd.DataFrame:
    """Notices of hearings, and the hearings: place of the event, day, type, vacated."""
    rng = part.rng("familyman hearings")
    means = np.array([part.setting(f"familyman.hearings.{k}") for k in KINDS])[found.kind]
    count = rng.poisson(means) + (found.kind == PUBLIC) + (found.kind == ADOPTION)
    case, place = counts_to_rows(count)
    length = how.end[case] - found.receipt[case]
    spread = np.sort(case + 0.08 + 0.92 * rng.random(len(case))) - case
    on = found.receipt[case] + np.maximum((spread * length).astype(np.int64), 1)
    is_last = place == count[case] - 1
    kind = found.kind[case]
    last = np.where(kind == DIVORCE, _nisi(part, found, how)[case], how.end[case])
    on = np.where(is_last, last, np.minimum(on, last))
    notice = np.where(place == 0, _NOTICE[kind], "G61").astype(object)
    sent = np.maximum(found.receipt[case], on - rng.integers(10, 40, len(case)))
    event = log.add(case, notice, sent)
    hearing_type = np.where(
        place == 0, _FIRST_HEARING[kind], np.where(is_last, "FH", _MIDDLE_HEARING[kind])
    )
    hearing_type = np.where((kind == DIVORCE) & is_last, "PRN", hearing_type).astype(object)
    vacated = ~is_last & (rng.random(len(case)) < part.setting("familyman.vacated"))
    return pd.DataFrame(
        {
            "place": event,
            "on": on,
            "hearing_type": hearing_type,
            "vacated_flag": np.where(vacated, "Y", None).astype(object),
        }
    )


def _interim(part: Part, log: Log, found: Cases, how: Course) -> np.ndarray:
    """Orders before the end; places of the events."""
    rng = part.rng("familyman interim")
    rates = np.array([part.setting(f"familyman.interim_order.{k}") for k in KINDS])
    case = np.flatnonzero(rng.random(len(found)) < rates[found.kind])
    kind = found.kind[case]
    share = np.where(kind == VIOLENCE, 0.1, 0.2 + 0.5 * rng.random(len(case)))
    on = found.receipt[case] + (share * (how.end[case] - found.receipt[case])).astype(np.int64)
    model = np.where(kind == VIOLENCE, "FL404B", np.where(kind == PUBLIC, "C33", "C43"))
    event = log.add(case, model, on)
    log.note(event, "C43_5", np.where(kind == PRIVATE, how.principal[case], None))
    log.note(event, join(model.astype(object), "_FO"), np.where(kind == VIOLENCE, None, "N"))
    log.note(event, "FL404B_7", np.where(kind == VIOLENCE, "NM", None))
    log.note(event, "FL404B_5", np.where(kind == VIOLENCE, "EP", None))
    return event


def _made(part: Part, log: Log, found: Cases, how: Course, case: np.ndarray) -> np.ndarray:
    """Orders that end cases; places of the events."""
    rng = part.rng("familyman orders")
    kind, principal = found.kind[case], how.principal[case]
    choice = part.setting("familyman.public_order")
    public = np.array(list(choice), dtype=object)[pick(rng, list(choice.values()), len(case))]
    occupation = np.isin(principal, ["EO", "ONO"])
    model = np.select(
        [kind == DIVORCE, kind == PUBLIC, kind == VIOLENCE, kind == ADOPTION],
        [
            np.full(len(case), "DABS", dtype=object),
            public,
            np.where(occupation, "FL404", "FL404B"),
            np.where(principal == "PLO", "A70", "A76"),
        ],
        np.where(principal == "SGO", "C43A", "C43"),
    ).astype(object)
    event = log.add(case, model, how.end[case])
    types = np.where(kind == PUBLIC, "RSA", how.types[case])
    log.note(event, "C43_5", np.where(model == "C43", types, None))
    ends = np.isin(kind, [PRIVATE, PUBLIC])
    log.note(event, join(model, "_FO"), np.where(ends, "Y", None))
    log.note(event, "FL404_79", np.where(model == "FL404", "OCC", None))
    log.note(event, "FL404B_7", np.where(model == "FL404B", "NM", None))
    notice = np.where(rng.random(len(case)) < 0.3, "EP", "ON")
    is_violence = kind == VIOLENCE
    log.note(event, join(model, "_5"), np.where(is_violence, notice, None))
    power = is_violence & (rng.random(len(case)) < part.setting("familyman.power_of_arrest"))
    log.add(case[power], "FL406", how.end[case[power]])
    divorce = case[kind == DIVORCE]
    log.add(divorce, "DNISI", _nisi(part, found, how)[divorce])
    return event


def _ends(
    part: Part, log: Log, found: Cases, how: Course, first: np.ndarray
) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray]]:
    """Events that end cases; with them withdrawals and the applications that are withdrawn."""
    made = _made(part, log, found, how, np.flatnonzero(how.ends & (how.outcome == "made")))
    found_events = [made]
    for outcome, model in (("refused", "ORDREF"), ("none", "ORDNOM")):
        case = np.flatnonzero(how.ends & (how.outcome == outcome))
        event = log.add(case, model, how.end[case])
        log.note(event, f"{model}_5", how.types[case])
        log.note(event, f"{model}_FO", "Y")
        found_events.append(event)
    case = np.flatnonzero(how.ends & (how.outcome == "withdrawn"))
    event = log.add(case, "G63", how.end[case])
    log.note(event, "G63_FO", "Y")
    found_events.append(event)
    return np.concatenate(found_events), (event, first[case])


def _children(part: Part, log: Log, held: Entered, found: Cases, events: np.ndarray) -> None:
    """The children of ``events``, as a list of their roles, where they are named."""
    names_them = part.rng("familyman event children").random(len(events))
    case = np.concatenate(log.case)[events]
    child = np.flatnonzero(np.isin(held.model[: held.n_people], ["CHLDC", "CHLDZ"]))
    roles = pd.Series(held.role_id[child].astype(str)).groupby(held.case[child]).agg(",".join)
    listed = roles.reindex(case).to_numpy(dtype=object)
    told = (names_them < part.setting("familyman.children_on_event")) & pd.notna(listed)
    told &= np.isin(found.kind[case], _CHILD_KINDS)
    model = np.concatenate(log.model)[events[told]]
    log.note(events[told], join(model, "_CH"), listed[told])


def tables(part: Part, found: Cases, held: Entered, how: Course) -> dict[str, pd.DataFrame]:
    """events, event_fields and hearings, up to the day of the extract."""
    log = Log()
    first = _applications(part, log, found, how)
    sittings = _hearings(part, log, found, how)
    orders = [_interim(part, log, found, how)]
    ends, withdrawn = _ends(part, log, found, how, first)
    _children(part, log, held, found, np.concatenate([first, *orders, ends]))
    case, model, on = (np.concatenate(column) for column in (log.case, log.model, log.on))

    # Mistakes: events entered once more, without fields, and flagged.
    rng = part.rng("familyman events")
    again = np.flatnonzero(rng.random(len(case)) < part.setting("familyman.error"))
    error = np.repeat(["N", "Y"], [len(case), len(again)]).astype(object)
    case, model, on = (np.concatenate([c, c[again]]) for c in (case, model, on))
    entry = on + exponential_days(rng, part.setting("familyman.entered_late_days"), len(on))
    code, prefix, _, _ = courts(part)
    event_id = serial(part, code[found.home[case]], entry)
    kept = (on <= day(part.setting("familyman.extract_day"))) & (
        entry <= day(part.setting("familyman.extract_day"))
    )
    is_order = np.zeros(len(case), dtype=bool)
    is_order[np.concatenate([*orders, ends])] = True
    undated = is_order & (rng.random(len(case)) < part.setting("familyman.receipt_missing"))
    receipt = date_text(on)
    receipt[undated] = None
    minute = rng.integers(8 * 60, 18 * 60, len(case))
    clock = join(" ", digits(minute // 60, 2), ":", digits(minute % 60, 2), ":00")
    events = pd.DataFrame(
        {
            "event": event_id,
            "case_number": found.number[case],
            "event_model": model,
            "receipt_date": receipt,
            "entry_date": join(date_text(entry), clock),
            "creating_court": prefix[found.home[case]],
            "error": error,
        }
    )[kept]
    log.note(withdrawn[0], "G63_1", event_id[withdrawn[1]].astype(str).astype(object))
    place, field_model, value = (
        np.concatenate([piece[column] for piece in log.fields]) for column in range(3)
    )
    fields = pd.DataFrame({"event": event_id[place], "field_model": field_model, "value": value})[
        kept[place]
    ]
    heard = sittings["place"].to_numpy()
    hearings = pd.DataFrame(
        {
            "hearing": part.ids(len(heard))[ranks(sittings["on"].to_numpy())],
            "event": event_id[heard],
            "hearing_date": date_text(sittings["on"].to_numpy()),
            "hearing_type": sittings["hearing_type"],
            "vacated_flag": sittings["vacated_flag"],
        }
    )[kept[heard]]
    return {"events": events, "event_fields": fields, "hearings": hearings}

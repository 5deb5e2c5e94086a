"""What happens in court: magistrates' appearances, their offences, and Crown Court cases."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic import identifiers, offences, places
from synthetic.arrays import (
    counts_to_rows,
    exponential_days,
    pick,
    pick_rows,
    ranks,
    to_dates,
    to_days,
)
from synthetic.careers import CLASSES, Careers
from synthetic.part import Part
from synthetic.people import Addresses

OUTCOMES = np.array(
    ["sentenced", "not_guilty", "withdrawn", "sent_for_trial", "committed_for_sentence"],
    dtype=object,
)
PLEAS = np.array(["guilty", "not_guilty", "none"], dtype=object)
REMANDS = np.array(["unconditional", "bail", "custody"], dtype=object)


def _leaders(
    part: Part, person: np.ndarray, on: np.ndarray, town: np.ndarray, head: np.ndarray
) -> np.ndarray:
    """For each appearance, the appearance whose case it belongs to (itself for most).

    Co-defendants are appearances of other people that are near in place and time; further members
    of a household join the first member's first case.
    """
    rng = part.rng("co-defendants")
    n = len(person)
    leader = np.arange(n)
    order = np.lexsort((on, town))
    near = np.empty(n, dtype=bool)
    near[0:1] = False
    a, b = order[:-1], order[1:]
    near[1:] = (town[a] == town[b]) & (on[b] - on[a] <= part.setting("courts.join_days"))
    near[1:] &= person[a] != person[b]
    joins = near & (rng.random(n) < part.setting("courts.co_defendants"))
    joins[1:] &= ~joins[:-1]  # a leader joins nobody, so that cases never chain
    leader[order[1:][joins[1:]]] = order[:-1][joins[1:]]

    first = np.searchsorted(person, np.arange(part.size), side="left")
    comes = np.append(person, -1)[np.minimum(first, n)] == np.arange(part.size)
    member = np.flatnonzero(
        (head != np.arange(part.size))
        & comes
        & comes[head]
        & (rng.random(part.size) < part.setting("courts.household_co_defendants"))
    )
    theirs, his = first[member], first[head[member]]
    free = (
        (leader[theirs] == theirs)
        & (leader[his] == his)
        & ~np.isin(theirs, leader[joins_of(leader)])
    )
    leader[theirs[free]] = his[free]
    return leader


def joins_of(leader: np.ndarray) -> np.ndarray:
    """Rows that belong to another row's case."""
    return np.flatnonzero(leader != np.arange(len(leader)))


def _scaled(shares: dict[str, float], mode: np.ndarray) -> np.ndarray:
    return np.array([shares[name] for name in offences.MODES])[mode]


def _outcome(
    part: Part, rng: np.random.Generator, mode: np.ndarray, plea: np.ndarray, persistent: np.ndarray
) -> np.ndarray:
    """Index in OUTCOMES: where the case goes, and how it ends if it ends here."""
    more = np.where(persistent & (mode < 2), part.setting("courts.persistent_to_crown"), 1.0)
    sent = np.minimum(_scaled(part.setting("courts.sent_for_trial"), mode) * more, 0.99)
    committed = _scaled(part.setting("courts.committed_for_sentence"), mode) * more
    guilty = plea == 0
    committed = np.where(guilty, np.minimum(committed, 1 - sent), 0.0)
    contested = part.setting("courts.outcome_if_not_guilty")
    gone = part.setting("courts.withdrawn_without_plea")
    ends = np.select(
        [guilty[:, None], (plea == 1)[:, None]],
        [
            np.array([[0.985, 0.0, 0.015]]),
            np.array([[contested["sentenced"], contested["not_guilty"], contested["withdrawn"]]]),
        ],
        np.array([[1 - gone, 0.02, gone - 0.02]]),
    )
    here = (1 - sent - committed)[:, None] * ends
    return pick_rows(rng, np.column_stack([here, sent, committed]))


def appearances(
    part: Part, people: pd.DataFrame, careers: Careers, addresses: Addresses
) -> pd.DataFrame:
    """A person on a magistrates' case, sorted by person and day.

    Beside the documented columns: ``at`` (the person's position), ``town_no``, ``offence_no``
    (index of the principal offence type), ``address_no`` (row of the address at the time).
    """
    rng = part.rng("appearances")
    known = places.load(part.settings)
    types = offences.load()
    person, on, n = careers.person, careers.day.copy(), len(careers.person)
    address_row = addresses.at(person, on)
    anywhere = pick(rng, known.towns["weight"].astype(float).to_numpy(), n)
    home = rng.random(n) < part.setting("courts.home_court")
    town = np.where(home, addresses.town[address_row], anywhere)
    head = people["head"].to_numpy()
    leader = _leaders(part, person, on, town, head)

    offence = types.draw(rng, people["sex"].to_numpy()[person] == "F")
    mean = part.setting("courts.days")
    charge = on - 1 - exponential_days(rng, mean["charge_to_hearing"], n)
    arrest = charge - exponential_days(rng, mean["arrest_to_charge"], n)
    committed_on = arrest - exponential_days(rng, mean["offence_to_arrest"], n)
    one = rng.random(n) < part.setting("courts.one_hearing")
    hearings = np.where(one, 1, 2 + rng.poisson(part.setting("courts.hearings_extra"), n))
    gaps = exponential_days(rng, part.setting("courts.days_between_hearings"), n)
    final = on + np.where(one, 0, 1 + gaps * (hearings - 1))
    mode = types.mode[offence]
    final = np.where(mode == 2, on + gaps % 28, final)  # indictable: sent without delay

    # Ids rise with time, as in the real system: neighbours in an extract are strangers.
    ids = part.ids(n)[ranks(on)]
    case_id = ids
    year = on.astype("M8[D]").astype("M8[Y]").astype(np.int64) + 1970
    force = known.towns["force"].to_numpy(dtype=object)[town]
    case_no = identifiers.case_number(year, case_id)
    urn = identifiers.urn(force, year, case_id)
    on, town, offence, charge, arrest, committed_on, hearings, final, case_id, case_no, urn = (
        column[leader]
        for column in (
            on,
            town,
            offence,
            charge,
            arrest,
            committed_on,
            hearings,
            final,
            case_id,
            case_no,
            urn,
        )
    )
    mode = types.mode[offence]
    year = on.astype("M8[D]").astype("M8[Y]").astype(np.int64) + 1970
    asn = identifiers.asn(known.towns["force"].to_numpy(dtype=object)[town], year, ids)
    asn[rng.random(n) < part.setting("courts.no_asn")] = None

    plea = pick(rng, list(part.setting("courts.plea").values()), n)
    persistent = careers.kind[person] == CLASSES.index("persistent")
    outcome = _outcome(part, rng, mode, plea, persistent)
    together = rng.random(n) < 0.85  # co-defendants mostly go the same way to the Crown Court
    outcome = np.where(
        together & ((outcome[leader] == 3) | (outcome == 3)), outcome[leader], outcome
    )
    plea[(outcome == 3) & (plea == 0)] = 2
    plea[outcome == 4] = 0
    custody = rng.random(n) < _scaled(part.setting("courts.remand_custody"), mode)
    remand = np.where(
        custody & (mode > 0) | custody & (outcome >= 3), 2, np.where(hearings > 1, 1, 0)
    )
    return pd.DataFrame(
        {
            "appearance_id": ids,
            "person_id": people["person_id"].to_numpy()[person],
            "mags_case_id": case_id,
            "case_no": case_no,
            "urn": urn,
            "asn": asn,
            "court_code": known.court[town],
            "police_force": known.towns["force"].to_numpy(dtype=object)[town],
            "offence_date": to_dates(committed_on),
            "arrest_date": to_dates(arrest),
            "charge_date": to_dates(charge),
            "first_hearing_date": to_dates(on),
            "final_hearing_date": to_dates(final),
            "n_hearings": hearings,
            "mode_of_trial": np.array(offences.MODES, dtype=object)[mode],
            "plea": PLEAS[plea],
            "remand": REMANDS[remand],
            "outcome": OUTCOMES[outcome],
            "n_offences": 1 + rng.poisson(part.setting("courts.offences_extra"), n),
            "at": person,
            "town_no": town,
            "offence_no": offence,
            "address_row": address_row,
        }
    )


def offence_table(part: Part, people: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """Offences of each appearance; ``seq`` 1 is the principal one."""
    rng = part.rng("offences")
    types = offences.load()
    row, place = counts_to_rows(cases["n_offences"].to_numpy())
    principal = cases["offence_no"].to_numpy()[row]
    female = people["sex"].to_numpy()[cases["at"].to_numpy()[row]] == "F"
    other = types.draw(rng, female)
    repeat = rng.random(len(row)) < 0.45  # several counts of one kind are common
    # A further offence is no graver than the principal one.
    graver = types.seriousness[other] > types.seriousness[principal]
    kind = np.where((place == 0) | repeat | graver, principal, other)
    outcome = cases["outcome"].to_numpy()[row]
    plea = cases["plea"].to_numpy()[row].copy()
    dropped = (place > 0) & (rng.random(len(row)) < 0.12)
    result = np.where(dropped & (outcome == "sentenced"), "withdrawn", outcome)
    days = to_days(cases["offence_date"])[row] - np.where(
        place > 0, rng.integers(0, 4, len(row)), 0
    )
    return pd.DataFrame(
        {
            "offence_id": part.ids(len(row))[ranks(cases["appearance_id"].to_numpy()[row])],
            "appearance_id": cases["appearance_id"].to_numpy()[row],
            "seq": place + 1,
            "offence_code": types.code[kind],
            "ho_class": types.ho_class[kind],
            "ho_sub_class": types.ho_sub_class[kind],
            "description": types.description[kind],
            "offence_date": to_dates(days),
            "plea": plea,
            "result": result,
            "row": row,
            "offence_no": kind,
        }
    )

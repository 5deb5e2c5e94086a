"""Stays in custody as the prison system has them: bookings, movements, legal statuses.

Works on arrays over *stays* (the custody spells of ``Lives``), sorted by person and time. Days are
int64 days since 1970-01-01; ``MISSING`` stands for no date.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from synthetic.arrays import day, pick_key, ranks, to_days
from synthetic.identifiers import digits, join
from synthetic.lives import Lives
from synthetic.part import Part

MISSING = np.iinfo(np.int64).min
LIFE_DAYS = 36135

# Prisons to which sentenced prisoners move on, by who they hold.
_ONWARD = {
    "M": "MTI LTI WLI RNI LHI SKI FSI GHI WMI KMI SUI FDI HPI OWI ONI GMI EEI CWI DAI HVI",
    "F": "SDI DHI ESI DWI STI FHI",
    "Y": "DTI SNI ISI PDI HII RCI",
}
_TRANSFER = {"NOTR": 0.7, "OVCROW": 0.15, "PROAT": 0.05, "SEC": 0.05, "OTHER": 0.05}
_COURT = {"CRT": 0.55, "PR": 0.2, "PDH": 0.12, "TRIAL": 0.08, "BAIL": 0.05}
_ABSENCE = {"C5": 0.55, "R3": 0.15, "R2": 0.12, "RO": 0.12, "C3": 0.06}


@dataclass
class Stays:
    """Arrays over custody spells; ``record`` and ``booking`` are positions, ``sentence`` too."""

    at: np.ndarray
    record: np.ndarray
    kind: np.ndarray
    start: np.ndarray
    end: np.ndarray
    sentence: np.ndarray
    licence_end: np.ndarray
    supervision_end: np.ndarray
    reason: np.ndarray
    agency: np.ndarray
    booking: np.ndarray
    first: np.ndarray
    joins: np.ndarray

    def __len__(self) -> int:
        """Number of stays."""
        return len(self.at)


def _before(values: np.ndarray) -> np.ndarray:
    """Each value's predecessor; the first is its own."""
    return np.concatenate([values[:1], values[:-1]])


def _days(dates: object) -> np.ndarray:
    days = to_days(dates)
    return np.where(np.isnat(np.asarray(dates).astype("M8[D]")), MISSING, days)


def stays(part: Part, lives: Lives, record: np.ndarray) -> Stays:
    """Custody spells with their bookings. A journey begins a booking; a recall often does, and so
    does a sentence after remand now and then. ``joins``: goes on from the stay before, in custody.
    """
    rng = part.rng("nomis bookings")
    spells = lives.custody_spells
    n = len(spells)
    at, journey = spells["at"].to_numpy(), spells["journey_id"].to_numpy()
    kind = spells["spell_kind"].to_numpy(dtype=object)
    start, end = _days(spells["start_date"]), _days(spells["end_date"])
    first_of_journey = np.ones(n, dtype=bool)
    first_of_journey[1:] = (journey[1:] != journey[:-1]) | (record[1:] != record[:-1])
    draw = rng.random(n)
    opens = first_of_journey.copy()
    opens |= (kind == "recall") & (draw < part.setting("nomis.recall_new_booking"))
    opens |= (kind == "sentence") & (draw < part.setting("nomis.sentence_new_booking"))
    touches = np.zeros(n, dtype=bool)
    touches[1:] = (start[1:] <= end[:-1] + 1) & (end[:-1] != MISSING)
    known = spells["sentence_id"].fillna(-1).to_numpy(dtype=np.int64)
    ids = lives.sentences["sentence_id"].to_numpy()
    sentence = np.where(known < 0, -1, np.searchsorted(ids, known))
    return Stays(
        at=at,
        record=record,
        kind=kind,
        start=start,
        end=end,
        sentence=sentence,
        licence_end=_days(spells["licence_end_date"]),
        supervision_end=_days(spells["pss_end_date"]),
        reason=spells["release_reason"].to_numpy(dtype=object),
        agency=spells["agency"].to_numpy(dtype=object),
        booking=np.cumsum(opens) - 1,
        first=opens,
        joins=touches & ~opens,
    )


def age_at_start(lives: Lives, held: Stays) -> np.ndarray:
    """Age in years at the start of each stay."""
    born = to_days(lives.persons["birth_date"])[held.at]
    return (held.start - born) / 365.25


def bookings(part: Part, lives: Lives, held: Stays, names: pd.DataFrame) -> pd.DataFrame:
    """One row a booking. ``names``: by record, ``root_offender_id`` and one ``offender_id``."""
    rng = part.rng("nomis booking table")
    first = np.flatnonzero(held.first)
    n = len(first)
    last = np.append(first[1:], len(held)) - 1
    record = held.record[first]
    end = held.end[last]
    inside = end == MISSING
    unclosed = rng.random(n) < part.setting("nomis.booking_not_closed")
    closed = end + rng.geometric(0.2, n)
    # The latest booking of a record has sequence 1.
    final = np.flatnonzero(np.append(record[1:] != record[:-1], True)) if n else first
    sequence = np.append(final, 0)[np.searchsorted(final, np.arange(n))] - np.arange(n) + 1
    number = part.ids(n)[ranks(held.start[first])]
    letter = np.array(list("ABCDEFGHJKLMNPQRSTUVWXYZ"), dtype=object)
    reason = _admission(part, lives, held)[first]
    reason[rng.random(n) < 0.5] = None
    return pd.DataFrame(
        {
            "offender_book_id": number,
            "offender_id": names["offender_id"].to_numpy()[record],
            "root_offender_id": names["root_offender_id"].to_numpy()[record],
            "booking_no": join(digits(number % 100_000, 5), letter[number % len(letter)]),
            "booking_seq": sequence,
            "booking_begin_date": held.start[first],
            "booking_end_date": np.where(inside | unclosed, MISSING, closed),
            "booking_status": np.where(inside | unclosed, "O", "C").astype(object),
            "active_flag": np.where(inside, "Y", "N").astype(object),
            "in_out_status": np.where(inside, "IN", "OUT").astype(object),
            "agy_loc_id": np.where(inside, held.agency[last], "OUT").astype(object),
            "admission_reason": reason,
        }
    )


def _admission(part: Part, lives: Lives, held: Stays) -> np.ndarray:
    """Reason code of an admission that begins each stay."""
    rng = part.rng("nomis admissions")
    n = len(held)
    age = age_at_start(lives, held)
    early = _before(held.reason) == "home_detention_curfew"
    draw = rng.random(n)
    remand = np.where(draw < 0.88, "N", "V")
    recall = np.where(age < 18, "Y", np.where(early, "B", "L"))
    sentence = np.where((age < 21) & (draw < 0.6), "W", "I")
    return np.select(
        [held.kind == "remand", held.kind == "recall"], [remand, recall], sentence
    ).astype(object)


def _release(part: Part, lives: Lives, held: Stays) -> np.ndarray:
    """Reason code of the release that ends each stay."""
    rng = part.rng("nomis releases")
    n = len(held)
    age = age_at_start(lives, held)
    length = np.append(lives.sentences["length_days"].to_numpy(), 0)[held.sentence]
    remand = pick_key(rng, part.setting("nomis.remand_release"), n)
    conditional = np.select(
        [length == LIFE_DAYS, age < 18, (held.start < day("2005-04-04")) & (length < 365)],
        ["PX", "D1", "AR"],
        "CR",
    ).astype(object)
    other = pick_key(rng, part.setting("nomis.sentence_release_other"), n)
    conditional = np.where(other == "", conditional, other)
    return np.select(
        [
            held.reason == "died",
            held.reason == "home_detention_curfew",
            held.kind == "recall",
            held.reason == "sentenced",
            held.kind == "remand",
        ],
        ["DEC", "HR", "PD", "99", remand],
        conditional,
    ).astype(object)


def movements(part: Part, lives: Lives, held: Stays, booking_id: np.ndarray) -> pd.DataFrame:
    """Movements of every stay, in order: in, court, transfer, absence, out."""
    rng = part.rng("nomis movements")
    n = len(held)
    stay = np.arange(n)
    still_in = held.end == MISSING
    until = np.where(still_in, day(part.setting("period.custody_known_until")), held.end)
    length = until - held.start
    who = np.where(
        lives.persons["sex"].to_numpy()[held.at] == "F",
        "F",
        np.where(age_at_start(lives, held) < 21, "Y", "M"),
    )
    onward = np.empty(n, dtype=object)
    for group, prisons in _ONWARD.items():
        rows = np.flatnonzero(who == group)
        onward[rows] = rng.choice(np.array(prisons.split(), dtype=object), len(rows))
    moves = (held.kind != "remand") & (length > 40)
    moves &= rng.random(n) < part.setting("nomis.transfer")
    settled = np.where(moves, onward, held.agency)
    inside = np.where(held.joins, _before(settled), held.agency)
    settled = np.where(moves, onward, inside)
    leaves = ~still_in & ~np.append(held.joins[1:], False)

    court = join("C", digits(held.at % 250 + 1, 3))
    sent = held.joins & (held.kind != "recall")
    trips = (held.kind == "remand") & (length > 6) & (rng.random(n) < 0.6)
    trip_day = held.start + 1 + (rng.random(n) * (length - 2)).astype(np.int64)
    move_day = held.start + 7 + (rng.random(n) ** 2 * (length - 14)).astype(np.int64)
    absent = (held.kind == "sentence") & (length > 365)
    absent &= rng.random(n) < part.setting("nomis.temporary_absence")
    absent_day = until - 10 - (rng.random(n) * length / 8).astype(np.int64)

    def events(
        where: np.ndarray,
        order: int,
        on: np.ndarray,
        kind: str,
        reason: object,
        direction: str,
        origin: object,
        target: object,
    ) -> pd.DataFrame:
        def at(values: object) -> object:
            return values[rows] if isinstance(values, np.ndarray) else values

        rows = np.flatnonzero(where)
        return pd.DataFrame(
            {
                "stay": stay[rows],
                "order": order,
                "movement_date": on[rows],
                "movement_type": kind,
                "movement_reason_code": at(reason),
                "direction_code": direction,
                "from_agy_loc_id": at(origin),
                "to_agy_loc_id": at(target),
            }
        )

    hearing = pick_key(rng, _COURT, n)
    transfer = pick_key(rng, _TRANSFER, n)
    absence = pick_key(rng, _ABSENCE, n)
    found = pd.concat(
        [
            events(
                ~held.joins,
                0,
                held.start,
                "ADM",
                _admission(part, lives, held),
                "IN",
                court,
                inside,
            ),
            events(sent, 0, held.start, "CRT", "SENT", "OUT", inside, court),
            events(sent, 1, held.start, "CRT", "SENT", "IN", court, inside),
            events(trips, 2, trip_day, "CRT", hearing, "OUT", inside, court),
            events(trips, 3, trip_day, "CRT", hearing, "IN", court, inside),
            events(moves, 4, move_day, "TRN", transfer, "OUT", inside, settled),
            events(moves, 5, move_day, "ADM", "INT", "IN", inside, settled),
            events(absent, 6, absent_day, "TAP", absence, "OUT", settled, "OUT"),
            events(absent, 7, absent_day, "TAP", absence, "IN", "OUT", settled),
            events(leaves, 8, until, "REL", _release(part, lives, held), "OUT", settled, "OUT"),
        ],
        ignore_index=True,
    )
    found = found[
        part.rng("nomis lost movements").random(len(found)) >= part.setting("nomis.movement_lost")
    ]
    found = found.sort_values(["stay", "movement_date", "order"], kind="stable")
    booking = held.booking[found["stay"].to_numpy()]
    return found.assign(
        offender_book_id=booking_id[booking], movement_seq=place_in_run(booking)
    ).drop(columns=["stay", "order"])


def place_in_run(group: np.ndarray) -> np.ndarray:
    """1, 2, 3 … within each run of equal values."""
    n = len(group)
    starts = np.flatnonzero(np.append(True, group[1:] != group[:-1])) if n else np.zeros(0, int)
    return np.arange(n) - np.repeat(starts, np.diff(np.append(starts, n))) + 1


# Legal status that goes with a calculation type, where the codes differ.
_STATUS = {"ADIMP": "SENT03", "FTR": "FTR/08"}


def statuses(
    part: Part, lives: Lives, held: Stays, kinds: np.ndarray, booking_id: np.ndarray
) -> pd.DataFrame:
    """Legal statuses in order: on remand one or two, then those of sentence and recall."""
    rng = part.rng("nomis statuses")
    n = len(held)
    known_until = day(part.setting("period.custody_known_until"))
    length = np.where(held.end == MISSING, known_until, held.end) - held.start
    served = pd.Series(kinds).replace(_STATUS).to_numpy(dtype=object)
    remand = held.kind == "remand"
    crown = remand & (length > 40) & (rng.random(n) < 0.8)
    convicted = remand & np.append(held.joins[1:], False) & (length > 20) & (rng.random(n) < 0.4)
    frames = [
        pd.DataFrame(
            {
                "stay": np.arange(n),
                "order": 0,
                "effective_date": held.start,
                "imprisonment_status": np.where(remand, "RX", served),
            }
        )
    ]
    for order, where, code, share in ((1, crown, "TRL", 0.2), (2, convicted, "JR", 0.8)):
        rows = np.flatnonzero(where)
        frames.append(
            pd.DataFrame(
                {
                    "stay": rows,
                    "order": order,
                    "imprisonment_status": code,
                    "effective_date": held.start[rows] + (length[rows] * share).astype(np.int64),
                }
            )
        )
    found = pd.concat(frames, ignore_index=True).sort_values(["stay", "order"], kind="stable")
    rows = found["stay"].to_numpy()
    booking = held.booking[rows]
    effective = found["effective_date"].to_numpy()
    last = np.append(booking[1:] != booking[:-1], True)[: len(booking)]
    return pd.DataFrame(
        {
            "offender_book_id": booking_id[booking],
            "imprison_status_seq": place_in_run(booking),
            "imprisonment_status": found["imprisonment_status"].to_numpy(dtype=object),
            "effective_date": effective,
            "expiry_date": np.where(last, MISSING, np.append(effective[1:], 0)),
            "agy_loc_id": held.agency[rows],
            "latest_status": np.where(last, "Y", "N").astype(object),
        }
    )

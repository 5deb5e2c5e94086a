"""The events of two records on one line of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from review.compare import show_date
from review.tables import Event

_STEPS_OF_YEARS = (1, 2, 5, 10, 20, 50)
_MOST_TICKS = 9
_MARGIN = 0.02


@dataclass(frozen=True)
class Mark:
    """The events of one record on one day; ``x`` is the place in per cent of the width."""

    x: float
    label: str
    n_events: int


@dataclass(frozen=True)
class Day:
    """A day on which something happened: the events of both records."""

    date: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    x: float

    @property
    def is_shared(self) -> bool:
        """Whether both records have an event on it."""
        return bool(self.left and self.right)


@dataclass(frozen=True)
class Timeline:
    """What is drawn: ticks of years, marks of both records, and the days behind them."""

    ticks: tuple[tuple[float, str], ...]
    left: tuple[Mark, ...]
    right: tuple[Mark, ...]
    days: tuple[Day, ...]

    @property
    def n_shared(self) -> int:
        """On how many days both records have an event."""
        return sum(day.is_shared for day in self.days)


def timeline(left: Sequence[Event], right: Sequence[Event]) -> Timeline:
    """Lay out the events of two records between the first and the last of them."""
    dates = sorted({event.event_date for event in (*left, *right)})
    if not dates:
        return Timeline((), (), (), ())
    first, last = dates[0], dates[-1]
    if (last - first).days < 60:
        first, last = _moved(first, -30), _moved(last, 30)
    span = max((last - first).days, 1)

    def place(day: date) -> float:
        share = (day - first).days / span
        return round(100 * (_MARGIN + (1 - 2 * _MARGIN) * share), 2)

    by_day_l, by_day_r = _by_day(left), _by_day(right)
    days = tuple(
        Day(show_date(day), by_day_l.get(day, ()), by_day_r.get(day, ()), place(day))
        for day in dates
    )
    return Timeline(
        tuple((place(date(year, 1, 1)), str(year)) for year in _years(first, last)),
        _marks(days, "left"),
        _marks(days, "right"),
        days,
    )


def _moved(day: date, n_days: int) -> date:
    try:
        return day + timedelta(days=n_days)
    except OverflowError:
        return day


def _by_day(events: Sequence[Event]) -> dict[date, tuple[str, ...]]:
    ordered = sorted(events, key=lambda event: event.event_date)
    return {
        day: tuple(event.event for event in group)
        for day, group in groupby(ordered, key=lambda event: event.event_date)
    }


def _marks(days: Sequence[Day], side: str) -> tuple[Mark, ...]:
    found = []
    for day in days:
        events = getattr(day, side)
        if events:
            found.append(Mark(day.x, f"{day.date}: {'; '.join(events)}", len(events)))
    return tuple(found)


def _years(first: date, last: date) -> range:
    """The years that begin within the span, thinned until their labels have room."""
    start = first.year + (first > date(first.year, 1, 1))
    n_years = last.year - start + 1
    step = next((step for step in _STEPS_OF_YEARS if n_years / step <= _MOST_TICKS), 100)
    return range(start + -start % step, last.year + 1, step)

"""What a picture is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import altair as alt
import pandas as pd


@dataclass(frozen=True)
class Panel:
    """One chart of a picture.

    ``name`` goes into file names, ``title`` stands above the chart with ``note`` below it, and
    ``rows`` says how high it is where panels of different heights share a picture.
    """

    chart: alt.Chart | alt.LayerChart
    name: str = ""
    title: str = ""
    note: str = ""
    rows: int = 1


@dataclass(frozen=True)
class Picture:
    """A claim worked out from the numbers, how to read the charts, and the charts.

    ``is_uneven`` says that the panels differ in height, so that each column has its own.
    """

    claim: str
    reading: str
    panels: list[Panel]
    columns: int = 1
    is_uneven: bool = False


@dataclass(frozen=True)
class Section:
    """A place in the report: which tables a picture is drawn from, and what would fill it.

    ``draw`` takes the frames of ``tables`` in their order. The first must be there and have rows;
    where another is not there it gets an empty frame.
    """

    name: str
    heading: str
    tables: tuple[str, ...]
    draw: Callable[..., Picture | None]
    filled_by: str
    shown: dict[str, list[str]] = field(default_factory=dict)


def has(frame: pd.DataFrame, *columns: str) -> bool:
    """Whether a frame has rows, and these columns."""
    return len(frame) > 0 and set(columns) <= set(frame.columns)

"""Axes that several charts share."""

from __future__ import annotations

import textwrap

import altair as alt

LINE = 13
TWO_LINES = "split(datum.label, '\\n')"
HAS_TWO_LINES = "indexof(datum.label, '\\n') >= 0"


def two_lines(text: str, least: int = 14) -> str:
    """``text`` on at most two lines of about one length; on one up to ``least`` characters."""
    text = str(text)
    for width in range(least, len(text) + 1):
        lines = textwrap.wrap(text, width, break_long_words=False)
        if len(lines) <= 2:
            return "\n".join(lines)
    return text


def row_axis() -> alt.Axis:
    """An axis whose labels may have two lines, both beside the middle of their row."""
    return alt.Axis(
        labelExpr=TWO_LINES,
        labelLineHeight=LINE,
        labelOffset={
            "condition": {"test": HAS_TWO_LINES, "value": -LINE / 2},
            "value": 0,
        },
    )


def rows(field: str, order: list[str]) -> alt.Y:
    """Rows of ``field`` in ``order``, without repetition."""
    return alt.Y(f"{field}:N", title=None).sort(list(dict.fromkeys(order))).axis(row_axis())


def powers(least: float, most: float, every: int = 1) -> list[float]:
    """The powers of ten from ``least`` to ``most``, for the axis of a logarithmic scale."""
    exponent, found = -12, []
    while 10.0**exponent <= most:
        if 10.0**exponent >= least and exponent % every == 0:
            found.append(float(f"1e{exponent}"))
        exponent += 1
    return found

"""Puts the report together: one HTML file that needs nothing else, and the charts as SVG."""

from __future__ import annotations

import json
import math
import shutil
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import altair as alt
import jinja2
import pandas as pd
import vl_convert

from report import theme
from report.headline import headline
from report.picture import Panel, Picture, Section
from report.sections import SECTIONS
from report.tables import Tables
from report.words import SOURCES, count, percent, several, source

TEMPLATES = Path(__file__).parent / "templates"
MOST_ROWS = 100
SHAPES = {
    "square": '<rect x="1.5" y="1.5" width="9" height="9"/>',
    "circle": '<circle cx="6" cy="6" r="4.5"/>',
    "diamond": '<path d="M6 .5 11.5 6 6 11.5 .5 6z"/>',
    "line": '<rect y="4.5" width="12" height="3"/>',
    "stroke": '<rect y="4.5" width="12" height="3"/>',
}
VEGA_LITE = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])


@dataclass(frozen=True)
class Table:
    """A quality table as it is shown behind a picture."""

    name: str
    description: str
    columns: list[str]
    rows: list[list[str]]
    n_rows: int


@dataclass(frozen=True)
class Key:
    """An entry of a legend: what it says, its colour, and the SVG of its mark."""

    label: str
    colour: str
    shape: str


@dataclass(frozen=True)
class Drawn:
    """A panel ready for the page: its specification and number, its legend, its titles."""

    name: str
    spec: dict[str, Any]
    keys: list[Key]
    title: str
    note: str


@dataclass(frozen=True)
class Part:
    """A section with its picture, or with the sentence that says why there is none."""

    section: Section
    picture: Picture | None
    missing: str
    columns: list[list[Drawn]]
    tables: list[Table]


def write(folder: Path, out: Path | None = None) -> tuple[Path, list[Path]]:
    """Write ``report.html`` and ``report/*.svg`` of the warehouse ``folder``; returns their paths.

    They go into ``out``, or into the warehouse itself.
    """
    out = out or folder
    tables = Tables(folder)
    with alt.theme.enable(theme.THEME):
        parts = [_part(section, tables) for section in SECTIONS]
        pictures = out / "report"
        shutil.rmtree(pictures, ignore_errors=True)
        pictures.mkdir(parents=True)
        svgs = [
            path
            for part in parts
            if part.picture
            for path in _write_svgs(part.section.name, part.picture, pictures)
        ]
    page = out / "report.html"
    page.write_text(_html(parts, tables), encoding="utf-8")
    return page, svgs


def _part(section: Section, tables: Tables) -> Part:
    frames = [tables.frame(name) for name in section.tables]
    picture = section.draw(*frames) if len(frames[0]) else None
    missing = ""
    if picture is None:
        name = section.tables[0].split(".")[-1]
        state = "has no rows that can be shown" if len(frames[0].columns) else "is not there"
        missing = f"Nothing to show yet: {name} {state}. {section.filled_by}"
    return Part(
        section,
        picture,
        missing,
        _columns(section.name, picture) if picture else [],
        [
            _table(name, frame, tables.description(name))
            for name, frame in zip(section.tables, frames, strict=True)
            if picture and len(frame)
        ],
    )


def _columns(name: str, picture: Picture) -> list[list[Drawn]]:
    """The panels: each for itself in order, or spread over columns that end at about one height."""
    drawn = [_drawn(panel, f"{name}-{number}") for number, panel in enumerate(picture.panels)]
    if not picture.is_uneven:
        return [[panel] for panel in drawn]
    columns: list[list[Drawn]] = [[] for _ in range(picture.columns)]
    heights = [0] * picture.columns
    for panel, one in zip(picture.panels, drawn, strict=True):
        place = heights.index(min(heights))
        columns[place].append(one)
        heights[place] += panel.rows + 3
    return [column for column in columns if column]


def _drawn(panel: Panel, name: str) -> Drawn:
    """A panel for the page, where the legend is HTML, so that it breaks on a narrow screen."""
    spec = _sized(panel.chart.to_dict())
    spec["config"]["legend"] = {"disable": True}
    return Drawn(name, spec, _keys(spec), panel.title, panel.note)


def _sized(spec: dict[str, Any]) -> dict[str, Any]:
    """With axes inside the width, and the height that of the plot alone."""
    return {**spec, "autosize": {"type": "fit-x", "contains": "padding"}}


def _keys(spec: dict[str, Any]) -> list[Key]:
    """The legend of a chart, from the scales of its colour and shape."""
    scales: dict[str, dict[str, str]] = {"color": {}, "shape": {}, "strokeDash": {}}
    for layer in [spec, *spec.get("layer", [])]:
        for channel, found in scales.items():
            encoding = layer.get("encoding", {}).get(channel, {})
            scale = encoding.get("scale") or {}
            if encoding.get("type") == "nominal" and encoding.get("legend", True) is not None:
                found.update(zip(scale.get("domain", []), scale.get("range", []), strict=True))
    return [
        Key(
            label,
            colour,
            "line" if label in scales["strokeDash"] else scales["shape"].get(label, "square"),
        )
        for label, colour in scales["color"].items()
    ]


def _table(name: str, frame: pd.DataFrame, description: str) -> Table:
    shown = frame.head(MOST_ROWS)
    return Table(
        name.split(".")[-1],
        description,
        list(frame.columns),
        [[_cell(value, column) for column, value in row.items()] for _, row in shown.iterrows()],
        len(frame),
    )


def _cell(value: Any, column: str) -> str:
    """A value as text; null is empty."""
    if pd.api.types.is_list_like(value):
        return ", ".join(str(one) for one in value)
    if pd.isna(value):
        return ""
    if isinstance(value, bool) or str(value) in ("True", "False"):
        return "yes" if value else "no"
    if isinstance(value, (date, datetime)):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, (int, float)) or hasattr(value, "dtype"):
        number = float(value)
        if not math.isfinite(number):
            return "∞"
        if number.is_integer() and abs(number) < 1e15:
            return (
                f"{number:,.0f}" if column.startswith(("n_", "most_", "value")) else f"{number:.0f}"
            )
        return f"{number:.4g}" if abs(number) < 1000 else f"{number:,.1f}"
    text = str(value)
    if column.startswith("row_id_hash"):
        return text[:16] + "…"
    return source(text) if text in SOURCES and text != "all" else text


def _write_svgs(name: str, picture: Picture, folder: Path) -> list[Path]:
    paths = []
    for panel in picture.panels:
        path = folder / f"{name}{'-' + panel.name if panel.name else ''}.svg"
        path.write_text(_svg(panel), encoding="utf-8")
        paths.append(path)
    return paths


def _svg(panel: Panel) -> str:
    spec = _sized(panel.chart.properties(width=theme.SVG_WIDTH).to_dict())
    if panel.title:
        spec["title"] = {"text": panel.title, "subtitle": panel.note, "anchor": "start"}
    return vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE)


def _html(parts: list[Part], tables: Tables) -> str:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {"count": count, "percent": percent, "several": several}
    specs = {
        panel.name: panel.spec for part in parts for column in part.columns for panel in column
    }
    # `</` would end the script element that the text stands in.
    data = json.dumps(specs, ensure_ascii=False, sort_keys=True).replace("</", "<\\/")
    bundle = vl_convert.javascript_bundle(vl_version=VEGA_LITE).replace("</script", "<\\/script")
    return environment.get_template("page.html.j2").render(
        parts=parts,
        head=headline(tables.frame, tables.build()),
        most_rows=MOST_ROWS,
        shapes=SHAPES,
        style=(TEMPLATES / "page.css").read_text(encoding="utf-8"),
        script=(TEMPLATES / "page.js").read_text(encoding="utf-8"),
        specs=data,
        bundle=bundle,
    )

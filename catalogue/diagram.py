"""The published tables and their joins: as a mermaid diagram, and drawn as SVG.

Tables show their keys alone. Nearly all join to ``xjs_link`` by ``row_id_hash``; in the drawing
that table is the bar on top, and a dot at a table says that it joins there.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import jinja2

from catalogue.manifest import HUB, HUB_KEY
from catalogue.model import Catalogue, ForeignKey, Share, Table

TEMPLATES = Path(__file__).parent / "templates"
LANE, GAP, CARD_GAP, LINE, HEAD = 268, 74, 22, 17, 26
LANES_A_ROW = 4
BAR = 62


def mermaid(catalogue: Catalogue) -> str:
    """The diagram as mermaid text (``erDiagram``)."""
    lines = ["erDiagram"]
    for table in catalogue.tables:
        lines.append(f"    {table.name} {{")
        for name in _shown(catalogue, table):
            marks = _marks(table, name)
            mark = f" {', '.join(marks)}" if marks else ""
            lines.append(f"        {table.variable(name).type.split('(')[0]} {name}{mark}")
        lines.append("    }")
    for table in catalogue.tables:
        for key in table.foreign_keys:
            lines.append(f"    {table.name} {_crow_feet(table, key)} {key.table} : {key.column}")
    return "\n".join(lines) + "\n"


def _crow_feet(table: Table, key: ForeignKey) -> str:
    is_one = table.primary_key == (key.column,) or table.variable(key.column).is_unique
    return f"{'|o' if is_one else '}o'}--{'||' if key.is_to_one else 'o{'}"


def _shown(catalogue: Catalogue, table: Table) -> list[str]:
    """Columns of keys, in the order of the table."""
    wanted = {*table.primary_key, *(key.column for key in table.foreign_keys)}
    wanted |= {
        key.field for one in catalogue.tables for key in one.foreign_keys if key.table == table.name
    }
    people = [one.name for one in table.variables if one.name.startswith("estimated_")]
    wanted |= {name for name in people if name.endswith("_id") or name.endswith("_dp")}
    return [one.name for one in table.variables if one.name in wanted]


def _marks(table: Table, name: str) -> list[str]:
    marks = ["PK"] if name in table.primary_key else []
    return marks + (["FK"] if any(key.column == name for key in table.foreign_keys) else [])


@dataclass(frozen=True)
class _Join:
    said: str
    path: str


@dataclass(frozen=True)
class _Card:
    table: Table
    names: list[str]
    x: int
    y: int

    @property
    def joins_hub(self) -> bool:
        return any(key.table == HUB for key in self.table.foreign_keys)

    def marks(self, name: str) -> str:
        return " ".join(_marks(self.table, name))

    @property
    def height(self) -> int:
        return HEAD + LINE * len(self.names) + 8

    def line(self, name: str) -> int:
        place = self.names.index(name) if name in self.names else 0
        return self.y + HEAD + LINE * place + 9


def svg(catalogue: Catalogue) -> str:
    """The diagram as SVG, without scripts or fonts of its own."""
    cards, boxes, width, height = _layout(catalogue)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template("erd.svg.j2").render(
        cards=list(cards.values()),
        boxes=boxes,
        joins=[
            _Join(f"{card.table.name}.{key.column} is in {key.table}.{key.field}", path)
            for card in cards.values()
            for key in card.table.foreign_keys
            if key.table != HUB and (path := _path(card, cards[key.table], key))
        ],
        width=width,
        height=height,
        lane=LANE,
        bar=BAR,
        hub=HUB if any(table.name == HUB for table in catalogue.tables) else "",
        hub_key=HUB_KEY,
    )


def _layout(
    catalogue: Catalogue,
) -> tuple[dict[str, _Card], list[tuple[str, int, int, int]], int, int]:
    cards: dict[str, _Card] = {}
    boxes = []
    lanes = [share for share in catalogue.shares if _tables(share)]
    top, bottom = BAR + 48, BAR + 48
    for place, share in enumerate(lanes):
        column = place % LANES_A_ROW
        if place and column == 0:
            top = bottom + 66
        x, y = 24 + column * (LANE + GAP), top
        for table in _tables(share):
            card = _Card(table, _shown(catalogue, table), x, y)
            cards[table.name] = card
            y += card.height + CARD_GAP
        boxes.append((share.title, x, top, y - top - CARD_GAP))
        bottom = max(bottom, y)
    columns = min(LANES_A_ROW, max(len(lanes), 1))
    return cards, boxes, 48 + columns * (LANE + GAP) - GAP, bottom + 14


def _tables(share: Share) -> list[Table]:
    return [table for table in share.tables if table.name != HUB]


def _path(card: _Card, other: _Card, key: ForeignKey) -> str:
    """A curve from the column to the column that it refers to."""
    y, z = card.line(key.column), other.line(key.field)
    if card.x == other.x:
        x = card.x + LANE
        return f"M{x} {y} C{x + 38} {y} {x + 38} {z} {x} {z}"
    is_right = other.x > card.x
    x, end = (card.x + LANE, other.x) if is_right else (card.x, other.x + LANE)
    bend = GAP if is_right else -GAP
    return f"M{x} {y} C{x + bend} {y} {end - bend} {z} {end} {z}"

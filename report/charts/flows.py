"""The flow of people between the systems, stay after stay: a Sankey diagram.

Vega has no mark for it, so the layout is worked out here and drawn as areas and rectangles.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from report import theme
from report.picture import Panel, Picture
from report.words import count, percent, source

ORDER = ["mags_hocas", "crown_xhibit", "prison_nomis", "probation_delius"]
NEVER = "none"
COLOURS = dict(zip(ORDER, [theme.BLUE, theme.ORANGE, theme.GREEN, theme.PURPLE], strict=True))
GAP = 0.03  # between the systems of one stay, of the height of the largest stay
NODE = 0.09  # width of a node, of the distance between stays
SAMPLES = 24


def draw(flows: pd.DataFrame) -> Picture | None:
    """The picture of ``quality_flows``."""
    seen = flows[flows.n_people.notna() & (flows.n_people > 0)]
    if seen.empty:
        return None
    nodes = layout_nodes(seen)
    return Picture(
        claim=_claim(seen),
        reading=(
            "From left to right the first to the fifth stay of a person, each in one system; a "
            "band is the people who went from one to the next, in the colour of where they came "
            "from; grey are those who are seen no more. Numbers are rounded to 5; those below 10 "
            "are left out."
        ),
        panels=[Panel(_chart(nodes, layout_links(seen, nodes)))],
    )


def layout_nodes(flows: pd.DataFrame) -> pd.DataFrame:
    """One row a stay and system, with its people and its upper and lower edge (0 at the top).

    Those who are seen no more stand last, at the stay that they did not come to. Blocks of a stay
    lie below each other, each as high as its people are many, on one scale for all stays.
    """
    leaving = flows.groupby(["step", "from_source"]).n_people.sum()
    arriving = flows.groupby(["step", "to_source"]).n_people.sum()
    arriving.index = pd.MultiIndex.from_tuples([(step + 1, name) for step, name in arriving.index])
    sizes = pd.concat([leaving, arriving], axis=1).max(axis=1).to_dict()
    seen = {name for _, name in sizes} - {NEVER}
    systems = [name for name in ORDER if name in seen] + sorted(seen - set(ORDER)) + [NEVER]
    largest = max(sum(size for (at, _), size in sizes.items() if at == step) for step, _ in sizes)
    rows = []
    for step in sorted({step for step, _ in sizes}):
        top = 0.0
        for name in systems:
            if (step, name) in sizes:
                height = float(sizes[step, name]) / largest
                rows.append((step, name, float(sizes[step, name]), top, top + height))
                top += height + GAP
    return pd.DataFrame(rows, columns=["step", "system", "n_people", "top", "bottom"])


def layout_links(flows: pd.DataFrame, nodes: pd.DataFrame) -> pd.DataFrame:
    """Points along the upper and lower edge of every band, in order from left to right.

    Bands leave a block in the order of where they go, and reach one in the order of where they come
    from, so that they cross no more than they must.
    """
    place = {(node.step, node.system): node.top for node in nodes.itertuples()}
    order = [*ORDER, *sorted(set(nodes.system) - {*ORDER, NEVER}), NEVER]
    unit = (nodes.bottom - nodes.top).sum() / nodes.n_people.sum()
    moves = [
        (
            move.step,
            order.index(move.from_source),
            order.index(move.to_source),
            move.n_people * unit,
        )
        for move in flows.itertuples()
    ]
    starts, ends = {}, {}
    used = dict.fromkeys(place, 0.0)
    for step, one, other, height in sorted(moves):
        starts[step, one, other] = place[step, order[one]] + used[step, order[one]]
        used[step, order[one]] += height
    used = dict.fromkeys(place, 0.0)
    for step, one, other, height in sorted(moves, key=lambda move: (move[0], move[2], move[1])):
        ends[step, one, other] = place[step + 1, order[other]] + used[step + 1, order[other]]
        used[step + 1, order[other]] += height
    rows = []
    for step, one, other, height in sorted(moves):
        left, right = starts[step, one, other], ends[step, one, other]
        for sample in range(SAMPLES + 1):
            t = sample / SAMPLES
            top = left + (right - left) * t * t * (3 - 2 * t)
            rows.append(
                (
                    f"{step} {one} {other}",
                    _name(order[one]),
                    _name(order[other]),
                    _name(order[other] if order[other] == NEVER else order[one]),
                    height / unit,
                    step + NODE + t * (1 - NODE),
                    top,
                    top + height,
                )
            )
    columns = ["band", "from", "to", "colour", "people", "x", "top", "bottom"]
    return pd.DataFrame(rows, columns=columns)


def _name(system: str) -> str:
    return "Not seen again" if system == NEVER else source(system)


def _chart(nodes: pd.DataFrame, links: pd.DataFrame) -> alt.LayerChart:
    there = list(dict.fromkeys(nodes.sort_values("top").system))
    systems = [name for name in ORDER if name in there]
    systems += sorted(set(there) - {*ORDER, NEVER})
    others = iter([theme.SKY, theme.VERMILLION, theme.YELLOW, theme.BLACK] * len(systems))
    hues = [COLOURS.get(name) or next(others) for name in systems]
    if NEVER in there:
        systems, hues = [*systems, NEVER], [*hues, "#9AA3AE"]
    colour = alt.Scale(domain=[_name(name) for name in systems], range=hues)
    last = int(nodes.step.max())
    x_scale = alt.Scale(domain=[1, last + NODE], nice=False)
    y_scale = alt.Scale(domain=[nodes.bottom.max(), 0], nice=False)
    x_axis = alt.Axis(
        values=list(range(1, last + 1)),
        labelExpr="['', '1st stay', '2nd', '3rd'][datum.value] || datum.value + 'th'",
        labelAlign="left",
        labelOverlap=False,
        grid=False,
        orient="top",
    )
    bands = (
        alt.Chart(links)
        .mark_area(opacity=0.45)
        .encode(
            x=alt.X("x:Q", scale=x_scale, title=None, axis=x_axis),
            y=alt.Y("top:Q", scale=y_scale, axis=None),
            y2="bottom:Q",
            detail="band:N",
            color=alt.Color("colour:N", scale=colour),
            tooltip=["from:N", "to:N", alt.Tooltip("people:Q", format=",")],
        )
    )
    frame = nodes.assign(
        name=nodes.system.map(_name),
        x=nodes.step.astype(float),
        right=nodes.step + NODE,
        middle=(nodes.top + nodes.bottom) / 2,
        shown=nodes.n_people.map(count),
    )
    blocks = (
        alt.Chart(frame)
        .mark_rect()
        .encode(
            x=alt.X("x:Q", scale=x_scale),
            x2="right:Q",
            y=alt.Y("top:Q", scale=y_scale),
            y2="bottom:Q",
            color=alt.Color("name:N", scale=colour),
            tooltip=["name:N", alt.Tooltip("n_people:Q", format=",")],
        )
    )
    base = alt.Chart(frame).encode(y=alt.Y("middle:Q", scale=y_scale), text="shown:N")
    style = {"fontSize": 11, "fontWeight": 600}
    text = [
        base.transform_filter(f"datum.step < {last}")
        .mark_text(align="left", dx=4, **style)
        .encode(x=alt.X("right:Q", scale=x_scale)),
        base.transform_filter(f"datum.step == {last}")
        .mark_text(align="right", dx=-4, **style)
        .encode(x=alt.X("x:Q", scale=x_scale)),
    ]
    return alt.layer(bands, blocks, *text).properties(width="container", height=480)


def _claim(flows: pd.DataFrame) -> str:
    def leaving(*systems: str) -> pd.DataFrame:
        return flows[flows.from_source.isin(systems)]

    after = leaving("prison_nomis", "probation_delius")
    courts = after[after.to_source.isin(["mags_hocas", "crown_xhibit"])]
    first = leaving("mags_hocas")
    first = first[first.step == 1]
    never = first[first.to_source == "none"].n_people.sum()
    parts = []
    if len(first):
        parts.append(
            f"{percent(never / first.n_people.sum())} of those first seen in a magistrates' court "
            "are seen nowhere else"
        )
    if len(after):
        parts.append(
            f"after {count(after.n_people.sum())} stays in prison or on probation "
            f"{percent(courts.n_people.sum() / after.n_people.sum())} lead back to a court"
        )
    return "; ".join(parts) or "Nobody moves from one system to another"

"""Components under a limit of size, against components at every whole bit by networkx."""

from __future__ import annotations

import graphs
import numpy as np
import pandas as pd
from graphs import OPTIONS, UNITS
from macro_runner import Macros

LIMIT = 12


def capped(macros: Macros, nodes: pd.DataFrame, edges: pd.DataFrame, overrides=()) -> pd.DataFrame:
    graphs.load(macros, nodes, edges, overrides)
    macros.connection.execute("create or replace temp table link__edges as from link__pairs")
    macros.capped_components(OPTIONS | {"max_component": LIMIT}, "link_toy__components")
    return macros.connection.execute("select * from link__settled order by node_id").df()


def one_large_graph(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Four hundred nodes that hang together at 0 bits and fall apart on the way to 12."""
    rng = np.random.default_rng(seed)
    ends = np.sort(rng.choice(400, size=(1200, 2)) + 1, axis=1)
    edges = pd.DataFrame(ends, columns=["node_l", "node_r"]).query("node_l < node_r")
    edges["weight_units"] = (rng.uniform(0, 12, size=len(edges)) * UNITS).astype(int)
    return pd.DataFrame({"node_id": range(1, 401)}), edges.assign(n_pairs=1)


def expected(nodes: pd.DataFrame, edges: pd.DataFrame, musts: list[tuple]) -> dict[int, tuple]:
    """Node to (smallest node, size, bits): bit by bit, whatever is still too large."""
    settled: dict[int, tuple] = {}
    left, bits = set(nodes["node_id"]), 0
    while left:
        heavy = edges[edges["weight_units"] >= bits * UNITS]
        ends = [*heavy[["node_l", "node_r"]].itertuples(index=False, name=None), *musts]
        for part in graphs.components(left, [pair for pair in ends if set(pair) <= left]):
            if len(part) <= LIMIT:
                settled |= {node: (min(part), len(part), bits) for node in part}
        left, bits = left - set(settled), bits + 1
    return settled


def test_components_are_cut_bit_by_bit(macros):
    nodes, edges = one_large_graph(1)
    musts = [(1, 400), (17, 300), (300, 44)]
    for decided in ([], musts):
        overrides = [(*pair, "must_link") for pair in decided]
        found = capped(macros, nodes, edges, overrides)
        rows = found[["component_id", "n_nodes", "least_weight"]].itertuples(index=False, name=None)
        assert dict(zip(found["node_id"], rows, strict=True)) == expected(nodes, edges, decided)
        assert found["least_weight"].nunique() > 3, "several rounds should be needed"


def test_what_people_tied_together_is_never_cut(macros):
    """Thirteen records tied by must-links: above the limit, and left whole for the test to find."""
    nodes = pd.DataFrame({"node_id": range(1, 15)})
    edges = pd.DataFrame(
        [(1, 14, UNITS, 1)], columns=["node_l", "node_r", "weight_units", "n_pairs"]
    )
    found = capped(macros, nodes, edges, [(1, node, "must_link") for node in range(2, 14)])
    assert found["component_id"].tolist() == [1] * 13 + [14]
    assert found["n_nodes"].tolist() == [13] * 13 + [1]

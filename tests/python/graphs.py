"""Random graphs, and plain, slow ways to cluster them, for tests of the clustering."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from macro_runner import Macros

UNITS = 2**20
OPTIONS = {
    "cluster_method": "average_linkage",
    "match_probability_low": 0.5,
    "match_probability_medium": 0.8,
    "match_probability_high": 0.99,
    "mean_weight_cut": -2.0,
    "max_component": 1000,
    "max_cluster_size": 100,
    "keep_match_weight": 0.0,
    "duplicate_free_datasets": [],
    "ties_method": "lowest_id",
}
LEVELS = {"low": 0.0, "medium": 2.0, "high": float(np.log2(99))}
Partition = set[frozenset[int]]


def random_graphs(
    seed: int,
    n_graphs: int,
    most: int,
    ties: bool = False,
    share: float = 1.0,
    datasets: str = "abc",
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Nodes (graph, node_id, source_dataset) and pairs (graph, node_l, ..., n_pairs).

    Weights are those of points on a line, with noise, so that graphs hold clusters and negative
    weights; with ties they are a few whole bits. `share` of the pairs are there.
    """
    rng = np.random.default_rng(seed)
    nodes, pairs = [], []
    for graph in range(n_graphs):
        n = int(rng.integers(1, most + 1))
        ids = rng.permutation(most)[:n] + 1 + most * graph
        places = rng.uniform(0, 2.5 * n**0.8, size=n)
        nodes += [(graph, int(ids[i]), str(rng.choice(list(datasets)))) for i in range(n)]
        for i in range(n):
            for j in range(i):
                bits = 10 - 4 * abs(places[i] - places[j]) + rng.normal(0, 5)
                if ties:
                    bits = np.round(bits / 6) * 6
                if rng.random() < share:
                    low, high = sorted((int(ids[i]), int(ids[j])))
                    pairs.append((graph, low, high, round(bits * UNITS), 1))
    return (
        pd.DataFrame(nodes, columns=["graph", "node_id", "source_dataset"]),
        pd.DataFrame(pairs, columns=["graph", "node_l", "node_r", "weight_units", "n_pairs"]),
    )


def random_overrides(seed: int, nodes: pd.DataFrame, n_overrides: int) -> pd.DataFrame:
    """Decisions about random pairs of nodes of one graph: node_l, node_r, decision."""
    rng = np.random.default_rng(seed)
    rows = []
    groups = [group.tolist() for _, group in nodes.groupby("graph")["node_id"] if len(group) > 1]
    for _ in range(n_overrides):
        ends = rng.choice(groups[rng.integers(len(groups))], size=2, replace=False)
        rows.append((int(ends[0]), int(ends[1]), str(rng.choice(["must_link", "cannot_link"]))))
    return pd.DataFrame(rows, columns=["node_l", "node_r", "decision"])


def load(
    macros: Macros,
    nodes: pd.DataFrame,
    pairs: pd.DataFrame,
    overrides: pd.DataFrame | Iterable[tuple] = (),
) -> None:
    """The tables that clustering starts from."""
    con = macros.connection
    decisions = pd.DataFrame(overrides, columns=["node_l", "node_r", "decision"])
    for name, frame in {"nodes": nodes, "pairs": pairs, "overrides": decisions}.items():
        con.register("given", frame)
        con.execute(f"create or replace temp table link__{name} as select * from given")
    con.execute("alter table link__overrides alter node_l type bigint")
    con.execute("alter table link__overrides alter node_r type bigint")
    con.execute("alter table link__overrides alter decision type varchar")


def nested(
    macros: Macros,
    nodes: pd.DataFrame,
    pairs: pd.DataFrame,
    overrides: pd.DataFrame | Iterable[tuple] = (),
    **options: Any,
) -> pd.DataFrame:
    """Clusters at three levels, one row a node in order."""
    load(macros, nodes, pairs, overrides)
    macros.nested_clusters(OPTIONS | options, "link_toy__clusters")
    return macros.connection.execute("select * from link__levels order by node_id").df()


def partition(groups: pd.Series) -> Partition:
    """Groups as a set of sets of nodes; index: node, value: group."""
    return {frozenset(group) for group in groups.groupby(groups).groups.values()}


def ids_are_smallest_members(group: pd.Series) -> bool:
    """Whether every group goes by its smallest node; index: node, value: group."""
    smallest = group.reset_index(name="id").groupby("id").min().iloc[:, 0]
    return bool((smallest == smallest.index).all())


def clusters(found: pd.DataFrame, level: str, kind: str = "cluster") -> Partition:
    return partition(found.set_index("node_id")[f"{kind}_{level}"])


def components(nodes: Iterable[int], edges: Iterable[tuple[int, int]]) -> list[set[int]]:
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(edges)
    return list(nx.connected_components(graph))


def greedy(
    groups: list[set[int]],
    weight: dict[tuple[int, int], int],
    apart: set[frozenset[int]],
    cut: float,
    single: bool = False,
) -> list[set[int]]:
    """Merge the two nearest groups, again and again, never two that hold a pair in `apart`.

    The nearness of two groups is the mean weight of the known pairs between them, or with `single`
    the greatest one; nothing below the cut merges.
    """
    groups = [set(group) for group in groups]
    while True:
        best = None
        for i, left in enumerate(groups):
            for j in range(i):
                between = [
                    weight[min(a, b), max(a, b)]
                    for a in left
                    for b in groups[j]
                    if (min(a, b), max(a, b)) in weight
                ]
                if not between or any(frozenset((a, b)) in apart for a in left for b in groups[j]):
                    continue
                near = max(between) if single else sum(between) / len(between)
                if near >= cut and (best is None or near > best[0]):
                    best = near, i, j
        if best is None:
            return groups
        _, i, j = best
        groups[j] |= groups.pop(i)

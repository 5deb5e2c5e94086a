"""Components and average linkage against scipy, on hundreds of random graphs."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd
import pytest
from macro_runner import Macros
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

UNITS = 2**20
CUT = -2.0


def as_set_of_sets(members: pd.DataFrame) -> set[frozenset[int]]:
    """Groups as sets of nodes, whatever they are called; columns: node, group."""
    return {frozenset(group) for group in members.groupby("group")["node"].apply(list)}


def ids_are_smallest_members(members: pd.DataFrame) -> bool:
    return bool((members.groupby("group")["node"].min() == sorted(members["group"].unique())).all())


# Components


def find_components(macros: Macros, nodes: np.ndarray, edges: np.ndarray) -> pd.DataFrame:
    con = macros.connection
    con.register("nodes", pd.DataFrame({"node_id": nodes}))
    con.register("edges", pd.DataFrame(edges.reshape(-1, 2), columns=["node_l", "node_r"]))
    con.execute("create or replace temp table link__nodes as select * from nodes")
    con.execute("create or replace temp table link__edges as select * from edges")
    macros.connected_components()
    return con.execute(
        'select node_id as node, component_id as "group" from link__components order by node_id'
    ).df()


def scipy_components(nodes: np.ndarray, edges: np.ndarray) -> set[frozenset[int]]:
    place = {node: i for i, node in enumerate(nodes.tolist())}
    ends = np.array([place[node] for node in edges.ravel().tolist()], dtype=int).reshape(-1, 2)
    graph = coo_matrix((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(len(nodes),) * 2)
    _, labels = connected_components(graph, directed=False)
    return as_set_of_sets(pd.DataFrame({"node": nodes, "group": labels}))


def chain(n: int, order: np.ndarray) -> np.ndarray:
    return np.column_stack([order[: n - 1], order[1:n]])


def component_graphs() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Graphs by name: nodes (in any order) and edges, either end first, some of them twice."""
    rng = np.random.default_rng(1)
    ids = rng.permutation(5000)[:1000] + 1
    graphs = {
        "no edge": (ids, np.empty((0, 2), dtype=int)),
        "no node": (np.empty(0, dtype=int), np.empty((0, 2), dtype=int)),
        "loops and repeats": (ids[:6], ids[[0, 0, 0, 1, 1, 0, 2, 3, 3, 2]].reshape(-1, 2)),
        "rising chain": (np.sort(ids), chain(1000, np.sort(ids))),
        "falling chain": (ids, chain(1000, np.sort(ids)[::-1])),
        "random chain": (ids, chain(1000, rng.permutation(ids))),
        "star of the largest": (ids, np.column_stack([ids, np.full(1000, ids.max())])),
        "zigzag": (ids, chain(1000, np.sort(ids).reshape(2, 500).T.ravel())),
    }
    for share in (0.3, 0.7, 1.2):
        edges = rng.choice(ids, size=(int(share * 1000), 2))
        graphs[f"{share} edges a node"] = (rng.permutation(ids), edges)
    # three hundred small graphs side by side
    blocks = [
        np.column_stack([rng.integers(0, n, size=k), rng.integers(0, n, size=k)]) + 100 * i
        for i, (n, k) in enumerate(rng.integers((2, 0), (15, 20), size=(300, 2)))
    ]
    edges = np.concatenate(blocks)
    graphs["three hundred graphs"] = (rng.permutation(np.unique(edges)), edges)
    return graphs


@pytest.mark.parametrize("name", component_graphs())
def test_components_are_those_of_scipy(macros, name):
    nodes, edges = component_graphs()[name]
    found = find_components(macros, nodes, edges)
    assert len(found) == len(nodes)
    assert ids_are_smallest_members(found)
    assert as_set_of_sets(found) == scipy_components(nodes, edges)


# Average linkage


def random_similarities(
    rng: np.random.Generator, n_graphs: int, ties: bool
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Complete graphs with weights: nodes (graph, node, n_records) and pairs.

    Weights are those of points on a line, with noise, so that graphs hold clusters; with ties they
    are a few whole bits.
    """
    nodes, pairs = [], []
    for graph in range(n_graphs):
        n = int(rng.integers(2, 15))
        ids = rng.choice(40, size=n, replace=False) + 40 * graph
        sizes = rng.choice([1, 1, 1, 2, 5], size=n)
        places = rng.uniform(0, 30, size=n)
        for i in range(n):
            nodes.append((graph, ids[i], sizes[i]))
            for j in range(i):
                bits = 10 - 3 * abs(places[i] - places[j]) + rng.normal(0, 4)
                if ties:
                    bits = np.round(bits / 8) * 8
                low, high = sorted((ids[i], ids[j]))
                pairs.append((graph, low, high, round(bits * UNITS), sizes[i] * sizes[j]))
    return (
        pd.DataFrame(nodes, columns=["graph", "node_id", "n_records"]),
        pd.DataFrame(pairs, columns=["graph", "node_l", "node_r", "weight_units", "n_pairs"]),
    )


def find_clusters(macros: Macros, nodes: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    con = macros.connection
    con.register("nodes", nodes)
    con.register("pairs", pairs)
    con.execute(
        "create or replace temp table link__components as"
        " select node_id, min(node_id) over (partition by graph) as component_id from nodes"
    )
    con.execute("create or replace temp table link__pairs as select * from pairs")
    macros.average_linkage(CUT)
    return con.execute(
        'select node_id as node, cluster_id as "group" from link__clusters order by node_id'
    ).df()


def scipy_clusters(nodes: pd.DataFrame, pairs: pd.DataFrame) -> set[frozenset[int]]:
    """UPGMA over records: a node of n records is n points at no distance from each other."""
    found = set()
    for graph, members in nodes.groupby("graph"):
        points = members["node_id"].repeat(members["n_records"]).to_numpy()
        own = pairs[pairs["graph"] == graph]
        most = own["weight_units"].max() + 1
        distance = {
            (row.node_l, row.node_r): float(most - row.weight_units)
            for row in own.itertuples(index=False)
        }
        square = [
            [0.0 if a == b else distance[min(a, b), max(a, b)] for b in points] for a in points
        ]
        tree = linkage(squareform(square), method="average")
        labels = fcluster(tree, t=most - CUT * UNITS, criterion="distance")
        groups = pd.DataFrame({"node": points, "group": labels}).drop_duplicates()
        found |= as_set_of_sets(groups)
    return found


def mean_weights_between(clusters: pd.DataFrame, pairs: pd.DataFrame) -> pd.Series:
    """Mean weight, in bits, of every pair of clusters of a graph."""
    group = clusters.set_index("node")["group"]
    between = pairs.assign(
        l=pairs["node_l"].map(group),
        r=pairs["node_r"].map(group),
        total=pairs["weight_units"] * pairs["n_pairs"],
    ).query("l != r")
    ends = np.sort(between[["l", "r"]].to_numpy(), axis=1)
    sums = between.groupby([ends[:, 0], ends[:, 1]])[["total", "n_pairs"]].sum()
    return sums["total"] / sums["n_pairs"] / UNITS


def test_average_linkage_is_that_of_scipy(macros):
    nodes, pairs = random_similarities(np.random.default_rng(2), 400, ties=False)
    found = find_clusters(macros, nodes, pairs)
    expected = scipy_clusters(nodes, pairs)
    assert 400 < len(expected) < len(nodes), "the graphs should fall apart, but not to dust"
    assert ids_are_smallest_members(found)
    assert as_set_of_sets(found) == expected


def test_average_linkage_leaves_no_two_clusters_that_should_merge(macros):
    nodes, pairs = random_similarities(np.random.default_rng(3), 300, ties=True)
    found = find_clusters(macros, nodes, pairs)
    assert ids_are_smallest_members(found)
    assert len(found) == len(nodes)
    assert mean_weights_between(found, pairs).max() < CUT


def test_average_linkage_does_not_cross_components(macros):
    nodes, pairs = random_similarities(np.random.default_rng(4), 50, ties=False)
    across = pd.DataFrame(
        {
            "graph": 0,
            "node_l": nodes["node_id"].min(),
            "node_r": nodes["node_id"].max(),
            "weight_units": 100 * UNITS,
            "n_pairs": 1,
        },
        index=[0],
    )
    expected = find_clusters(macros, nodes, pairs)
    found = find_clusters(macros, nodes, pd.concat([pairs, across]))
    pd.testing.assert_frame_equal(found, expected)


def test_a_mean_at_the_cut_merges(macros):
    nodes = pd.DataFrame({"graph": 0, "node_id": [1, 2, 3], "n_records": 1})
    pairs = pd.DataFrame(
        [(0, 1, 2, 3 * UNITS, 1), (0, 1, 3, -1 * UNITS, 1), (0, 2, 3, -3 * UNITS, 1)],
        columns=["graph", "node_l", "node_r", "weight_units", "n_pairs"],
    )
    assert find_clusters(macros, nodes, pairs)["group"].tolist() == [1, 1, 1]
    pairs.loc[2, "weight_units"] -= 1
    assert find_clusters(macros, nodes, pairs)["group"].tolist() == [1, 1, 3]


@pytest.mark.parametrize("ties", [False, True])
def test_clusters_do_not_depend_on_row_order_or_threads(ties):
    rng = np.random.default_rng(5)
    nodes, pairs = random_similarities(rng, 100, ties)
    found = []
    for threads in (1, 2, 2):
        with duckdb.connect() as connection:
            connection.execute(f"set threads = {threads}")
            connection.execute("set preserve_insertion_order = false")
            found.append(find_clusters(Macros(connection), nodes, pairs))
        nodes, pairs = (
            nodes.sample(frac=1, random_state=rng),
            pairs.sample(frac=1, random_state=rng),
        )
    pd.testing.assert_frame_equal(found[0], found[1])
    pd.testing.assert_frame_equal(found[0], found[2])

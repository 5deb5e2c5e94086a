"""Node, edge and cluster metrics against networkx, and against Splink's own."""

from __future__ import annotations

import graphs
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from graphs import UNITS
from macro_runner import Macros
from splink import DuckDBAPI
from splink.internals.graph_metrics import (
    _node_degree_centralisation_sql,
    _size_density_centralisation_sql,
)
from splink.internals.pipeline import CTEPipeline

Edges = list[tuple[int, int]]


def find_bridges(macros: Macros, edges: Edges) -> list[tuple[int, int]]:
    frame = pd.DataFrame(edges, columns=["node_l", "node_r"], dtype="int64")
    macros.connection.register("given", frame)
    macros.connection.execute("create or replace temp table link__edges as select * from given")
    macros.find_bridges()
    return macros.connection.execute("select node_l, node_r from link__bridges").fetchall()


def small_graphs(seed: int, n_graphs: int) -> Edges:
    rng = np.random.default_rng(seed)
    edges = []
    for graph in range(n_graphs):
        ids = (rng.permutation(14) + 14 * graph).tolist()
        n, share = int(rng.integers(2, 14)), rng.choice([0.1, 0.2, 0.3, 0.6, 1.0])
        edges += [(ids[i], ids[j]) for i in range(n) for j in range(i) if rng.random() < share]
    return edges


def graphs_with_bridges() -> dict[str, Edges]:
    rng = np.random.default_rng(1)
    order = rng.permutation(300).tolist()
    chain = list(zip(order[:-1], order[1:], strict=True))
    dense = [(i, j) for i in range(20) for j in range(i)]
    two = [*dense, *((i + 20, j + 20) for i, j in dense)]
    return {
        "three thousand small ones": small_graphs(2, 3000),
        "none": [],
        "a pair, both ways": [(1, 2), (2, 1), (2, 2)],
        "a chain": chain,
        "a circle": [*chain, (order[-1], order[0])],
        "a circle with a tail": [*chain, (order[0], order[150])],
        "two dense parts and one pair between": [*two, (3, 25)],
        "two dense parts and two pairs between": [*two, (3, 25), (4, 26)],
    } | {
        f"{n} pairs of a thousand": [tuple(rng.choice(1000, 2).tolist()) for _ in range(n)]
        for n in (900, 1100, 1500, 4000)
    }


@pytest.mark.parametrize("name", graphs_with_bridges())
def test_bridges_are_those_of_networkx(macros, name):
    edges = graphs_with_bridges()[name]
    found = find_bridges(macros, edges)
    graph = nx.Graph([edge for edge in edges if edge[0] != edge[1]])
    expected = {(min(edge), max(edge)) for edge in nx.bridges(graph)}
    assert len(found) == len(set(found))
    assert set(found) == expected


def metrics(macros: Macros, nodes: pd.DataFrame, edges: pd.DataFrame) -> dict[str, pd.DataFrame]:
    con = macros.connection
    con.register("given_nodes", nodes)
    con.register("given_edges", edges)
    macros.create("node_metrics", macros.node_metrics("given_nodes", "given_edges"))
    macros.create("cluster_metrics", macros.cluster_metrics("node_metrics"))
    return {
        "nodes": con.execute("select * from node_metrics order by node_id").df(),
        "clusters": con.execute("select * from cluster_metrics order by cluster_id").df(),
    }


def clustered_graphs(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Nodes with their component, and the edges, of a thousand random graphs."""
    nodes, pairs = graphs.random_graphs(seed, 1000, 9, share=0.8)
    edges = pairs.query("weight_units >= 0")
    parts = graphs.components(
        nodes["node_id"], edges[["node_l", "node_r"]].itertuples(index=False, name=None)
    )
    cluster = {node: min(part) for part in parts for node in part}
    return nodes.assign(cluster_id=nodes["node_id"].map(cluster)), edges


def test_metrics_are_those_of_networkx(macros):
    nodes, edges = clustered_graphs(3)
    found = metrics(macros, nodes, edges)
    graph = nx.Graph()
    graph.add_nodes_from(nodes["node_id"])
    graph.add_edges_from(edges[["node_l", "node_r"]].itertuples(index=False, name=None))
    by_node = found["nodes"].set_index("node_id")
    by_cluster = found["clusters"].set_index("cluster_id")
    assert len(by_node) == len(nodes)
    assert len(by_cluster) == nodes["cluster_id"].nunique()
    for part in nx.connected_components(graph):
        whole = graph.subgraph(part)
        row = by_cluster.loc[min(part)]
        n = len(part)
        assert (row["n_nodes"], row["n_edges"]) == (n, whole.number_of_edges())
        density = np.nan if n == 1 else nx.density(whole)
        assert row["density"] == pytest.approx(density, nan_ok=True)
        centrality = nx.degree_centrality(whole) if n > 1 else {min(part): 0}
        assert by_node.loc[list(part), "node_centrality"].to_dict() == pytest.approx(centrality)
        assert by_node.loc[list(part), "node_degree"].to_dict() == dict(whole.degree)
        if n > 2:  # Freeman: the sum of the gaps to the most central node, over that of a star
            most = max(centrality.values())
            gaps = sum(most - value for value in centrality.values())
            assert row["cluster_centralisation"] == pytest.approx(gaps / (n - 2))
        else:
            assert np.isnan(row["cluster_centralisation"])


def test_metrics_are_those_of_splink(macros):
    nodes, edges = clustered_graphs(4)
    found = metrics(macros, nodes, edges)
    api = DuckDBAPI()
    probability = 1 / (1 + 2.0 ** -(edges["weight_units"] / UNITS))
    predicted = api._create_backend_table(
        edges.assign(match_probability=probability), "edges_given"
    )
    clustered = api._create_backend_table(nodes, "nodes_given")
    expected = {}
    for name, statements in {
        "nodes": lambda: _node_degree_centralisation_sql(
            predicted, clustered, "node_l", "node_r", "node_id", 0.5
        ),
        "clusters": lambda: _size_density_centralisation_sql(expected["nodes"]),
    }.items():
        pipeline = CTEPipeline()
        pipeline.enqueue_list_of_sqls(statements())
        expected[name] = api.sql_pipeline_to_splink_dataframe(pipeline)
    by_node = expected["nodes"].as_pandas_dataframe().sort_values("composite_unique_id")
    by_cluster = expected["clusters"].as_pandas_dataframe().sort_values("cluster_id")
    for name, theirs in {"nodes": by_node, "clusters": by_cluster}.items():
        columns = theirs.columns[1:]
        assert len(found[name]) == len(theirs)
        np.testing.assert_allclose(found[name][columns], theirs[columns].astype(float), rtol=1e-12)


def test_pairs_between_clusters_do_not_count(macros):
    """Average linkage leaves pairs above the threshold between clusters: 2-3 here."""
    nodes = pd.DataFrame({"node_id": [1, 2, 3], "cluster_id": [1, 1, 3]})
    edges = pd.DataFrame({"node_l": [1, 2], "node_r": [2, 3]})
    found = metrics(macros, nodes, edges)
    assert found["nodes"]["node_degree"].tolist() == [1, 1, 0]
    assert found["clusters"]["n_edges"].tolist() == [1, 0]

"""Single best links against Splink, one-to-one links against scipy's linear_sum_assignment."""

from __future__ import annotations

import logging

import graphs
import numpy as np
import pandas as pd
import pytest
from dbt.exceptions import CompilationError
from graphs import UNITS
from macro_runner import Macros
from scipy.optimize import linear_sum_assignment
from splink import DuckDBAPI
from splink.internals.one_to_one_clustering import one_to_one_clustering

logging.getLogger("splink").setLevel(logging.ERROR)


# Single best links


def splink_best_links(
    nodes: pd.DataFrame, pairs: pd.DataFrame, free: list[str], ties: str
) -> graphs.Partition:
    """What Splink's cluster_using_single_best_links makes of the pairs of 0.5 and more."""
    api = DuckDBAPI()
    dataset = nodes.set_index("node_id")["source_dataset"]
    edges = pairs.assign(
        unique_id_l=pairs["node_l"],
        unique_id_r=pairs["node_r"],
        source_dataset_l=pairs["node_l"].map(dataset),
        source_dataset_r=pairs["node_r"].map(dataset),
        match_probability=1 / (1 + 2.0 ** -(pairs["weight_units"] / UNITS)),
    )
    found = one_to_one_clustering(
        nodes_table=api._create_backend_table(
            nodes.rename(columns={"node_id": "unique_id"}), "nodes_given"
        ),
        edges_table=api._create_backend_table(edges, "edges_given"),
        node_id_column_name="unique_id",
        source_dataset_column_name="source_dataset",
        edge_id_column_name_left="unique_id_l",
        edge_id_column_name_right="unique_id_r",
        duplicate_free_datasets=free,
        ties_method=ties,
        db_api=api,
        threshold_match_probability=0.5,
    ).as_pandas_dataframe()
    return graphs.partition(found.set_index("unique_id")["cluster_id"])


@pytest.mark.parametrize("ties", ["lowest_id", "drop"])
@pytest.mark.parametrize("free", [["a", "b", "c", "d"], ["a", "b"], ["c"]], ids="+".join)
def test_single_best_links_are_those_of_splink(macros, free, ties):
    """Small graphs with and without ties, and some larger ones; Splink's threshold is our first."""
    parts = []
    for seed, (n_graphs, most, are_tied, share) in enumerate(
        [(500, 8, False, 0.7), (500, 8, True, 0.7), (50, 20, True, 0.4), (1, 150, True, 0.1)]
    ):
        nodes, pairs = graphs.random_graphs(seed, n_graphs, most, are_tied, share, "abcd")
        shift = 100_000 * seed
        parts.append(
            (
                nodes.assign(node_id=nodes["node_id"] + shift),
                pairs.assign(node_l=pairs["node_l"] + shift, node_r=pairs["node_r"] + shift),
            )
        )
    nodes, pairs = (pd.concat(frames) for frames in zip(*parts, strict=True))
    options = {"duplicate_free_datasets": free, "ties_method": ties}
    found = graphs.nested(macros, nodes, pairs, cluster_method="single_best_link", **options)
    assert graphs.clusters(found, "low") == splink_best_links(nodes, pairs, free, ties)
    assert graphs.ids_are_smallest_members(found.set_index("node_id")["cluster_low"])


def test_ties_are_kept_or_dropped_as_asked(macros):
    """1 of a, 2 and 3 of b at the same weight: the lower id, or none."""
    nodes = pd.DataFrame({"node_id": [1, 2, 3], "source_dataset": ["a", "b", "b"]})
    pairs = pd.DataFrame(
        [(1, 2, 9 * UNITS, 1), (1, 3, 9 * UNITS, 1)],
        columns=["node_l", "node_r", "weight_units", "n_pairs"],
    )
    options = {"cluster_method": "single_best_link", "duplicate_free_datasets": ["b"]}
    for ties, expected in (("lowest_id", [1, 1, 3]), ("drop", [1, 2, 3])):
        found = graphs.nested(macros, nodes, pairs, ties_method=ties, **options)
        assert found["cluster_low"].tolist() == expected


# One to one


def bipartite(
    seed: int, n_graphs: int, n_left: int, n_right: int, share: float, ties: bool
) -> tuple[pd.DataFrame, pd.DataFrame, list[int]]:
    """Nodes and pairs between two data sets, and the greatest total weight of each graph, by scipy.

    A node may be left alone: what is no pair, and what is below the threshold, is worth nothing.
    """
    rng = np.random.default_rng(seed)
    nodes, pairs, totals = [], [], []
    for graph in range(n_graphs):
        a, b = int(rng.integers(1, n_left + 1)), int(rng.integers(1, n_right + 1))
        ids = rng.permutation(n_left + n_right)[: a + b] + 1 + graph * (n_left + n_right)
        weight = rng.normal(3, 6, size=(a, b))
        weight = np.round(np.round(weight) * UNITS if ties else weight * UNITS).astype(int)
        there = rng.random((a, b)) < share
        worth = np.where(there & (weight > 0), weight, 0)
        totals.append(int(worth[linear_sum_assignment(worth, maximize=True)].sum()))
        nodes += [(graph, x, "a" if i < a else "b") for i, x in enumerate(ids.tolist())]
        for i, j in zip(*np.nonzero(there), strict=True):
            ends = sorted((int(ids[i]), int(ids[a + j])))
            pairs.append((graph, *ends, int(weight[i, j]), 1))
    return (
        pd.DataFrame(nodes, columns=["graph", "node_id", "source_dataset"]),
        pd.DataFrame(pairs, columns=["graph", "node_l", "node_r", "weight_units", "n_pairs"]),
        totals,
    )


def linked(macros: Macros, nodes: pd.DataFrame, pairs: pd.DataFrame, level: str) -> pd.DataFrame:
    """The pairs that share a cluster; every cluster is one node or one such pair."""
    found = graphs.nested(macros, nodes, pairs, cluster_method="one_to_one")
    group = found.set_index("node_id")[f"cluster_{level}"]
    links = pairs[pairs["node_l"].map(group).eq(pairs["node_r"].map(group))]
    assert group.value_counts().max() <= 2
    assert len(links) == (group != group.index).sum(), "who shares a cluster is a pair"
    return links


SHAPES = {
    "thousands of small ones": (1500, 6, 6, 0.6, False),
    "with ties": (1500, 6, 6, 0.8, True),
    "few on the left": (400, 3, 15, 0.7, True),
    "few on the right": (400, 15, 3, 0.7, False),
    "complete": (200, 9, 9, 1.0, True),
    "larger": (3, 40, 40, 0.2, False),
    "one of three hundred nodes": (1, 150, 150, 0.04, True),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_one_to_one_links_weigh_as_much_as_those_of_scipy(macros, shape):
    nodes, pairs, totals = bipartite(list(SHAPES).index(shape), *SHAPES[shape])
    links = linked(macros, nodes, pairs, "low")
    found = links.groupby("graph")["weight_units"].sum().reindex(range(len(totals)), fill_value=0)
    assert found.tolist() == totals
    assert links["weight_units"].min() > 0


def test_the_first_choice_of_all_is_not_always_taken(macros):
    """a-b weighs most, but a-c and d-b together weigh more; at the high level only 10 bits hold."""
    nodes = pd.DataFrame({"node_id": [1, 2, 3, 4], "source_dataset": ["x", "y", "y", "x"]})
    pairs = pd.DataFrame(
        [(1, 2, 10 * UNITS, 1), (1, 3, 9 * UNITS, 1), (2, 4, 8 * UNITS, 1)],
        columns=["node_l", "node_r", "weight_units", "n_pairs"],
    )
    assert linked(macros, nodes, pairs, "high")[["node_l", "node_r"]].values.tolist() == [
        [1, 3],
        [2, 4],
    ]
    pairs.loc[1, "weight_units"] = 1 * UNITS
    assert linked(macros, nodes, pairs, "low")[["node_l", "node_r"]].values.tolist() == [[1, 2]]


def test_ties_of_one_to_one_links_go_to_the_smaller_id(macros):
    """Two on the left, three on the right, all pairs alike: 1-3 and 2-4, or what the ids say."""
    nodes = pd.DataFrame({"node_id": [1, 2, 3, 4, 5], "source_dataset": list("xxyyy")})
    pairs = pd.DataFrame(
        [(a, b, 9 * UNITS, 1) for a in (1, 2) for b in (3, 4, 5)],
        columns=["node_l", "node_r", "weight_units", "n_pairs"],
    )
    links = linked(macros, nodes, pairs, "low")
    assert links[["node_l", "node_r"]].values.tolist() == [[1, 3], [2, 4]]


def test_one_to_one_says_when_it_does_not_finish(macros):
    with pytest.raises(CompilationError, match="one-to-one links: not finished after 10,000"):
        macros._check_finished(3, "one-to-one links")

"""Must-links, cannot-links and data sets without duplicates, against slow clustering in Python."""

from __future__ import annotations

import itertools

import duckdb
import graphs
import pandas as pd
import pytest
from dbt.exceptions import CompilationError
from graphs import LEVELS, OPTIONS, UNITS
from macro_runner import Macros

METHODS = ["average_linkage", "connected_components"]


def by_graph(frame: pd.DataFrame) -> dict[int, pd.DataFrame]:
    return dict(list(frame.groupby("graph")))


def rulings(overrides: pd.DataFrame) -> tuple[list[set[int]], set[frozenset[int]], list[tuple]]:
    """Groups of must-links, pairs kept apart, and the decisions that contradict each other.

    Must-links are edges; a component of them with a cannot-link inside is set aside whole, with the
    cannot-links inside it.
    """
    must = overrides.query("decision == 'must_link'")[["node_l", "node_r"]]
    cannot = overrides.query("decision == 'cannot_link'")[["node_l", "node_r"]]
    pairs_apart = list(cannot.itertuples(index=False, name=None))
    groups = graphs.components([], must.itertuples(index=False, name=None))
    bad = [g for g in groups if any(a in g and b in g for a, b in pairs_apart)]
    apart = {
        frozenset(pair)
        for pair in pairs_apart
        if not any(pair[0] in group and pair[1] in group for group in bad)
    }
    return [g for g in groups if g not in bad], apart, bad


def expected_levels(
    nodes: pd.DataFrame,
    pairs: pd.DataFrame,
    overrides: pd.DataFrame,
    method: str,
    free: list[str],
    cut: float = -2.0,
) -> dict[str, graphs.Partition]:
    """The three levels of every graph, one after another, by greedy merging."""
    groups, apart, _ = rulings(overrides)
    found: dict[str, graphs.Partition] = {level: set() for level in LEVELS}
    pairs_of = by_graph(pairs)
    for graph, members in nodes.groupby("graph"):
        own = pairs_of.get(graph, pairs.iloc[:0])
        ids = set(members["node_id"])
        units = own["weight_units"]
        weight = dict(zip(zip(own["node_l"], own["node_r"], strict=True), units, strict=True))
        dataset = members.set_index("node_id")["source_dataset"]
        own_groups = [group for group in groups if group <= ids]
        together = {node: group for group in own_groups for node in group}
        own_apart = apart | {
            frozenset((a, b))
            for a, b in itertools.combinations(ids, 2)
            if dataset[a] == dataset[b] and dataset[a] in free
        }
        within = [ids]
        for level, least in LEVELS.items():
            clusters = []
            for cluster in within:
                edges = {
                    pair: units
                    for pair, units in weight.items()
                    if units >= least * UNITS and set(pair) <= cluster
                }
                joined = [(min(group), node) for group in own_groups for node in group]
                joined = [pair for pair in joined if set(pair) <= cluster]
                for part in graphs.components(cluster, [*edges, *joined]):
                    start = {frozenset(together.get(node, {node})) for node in part}
                    start = [set(group) for group in start]
                    if method == "average_linkage":
                        clusters += graphs.greedy(start, weight, own_apart, cut * UNITS)
                    else:
                        clusters += graphs.greedy(start, edges, own_apart, 0, single=True)
            found[level] |= {frozenset(cluster) for cluster in clusters}
            within = clusters
    return found


FREE = {"no data set": [], "two of three": ["a", "b"], "all": ["a", "b", "c"]}


@pytest.mark.parametrize("free", FREE)
@pytest.mark.parametrize("method", METHODS)
def test_constrained_clusters_are_those_of_greedy_merging(macros, method, free):
    """Greedy merging of the two nearest allowed groups, graph by graph, in Python."""
    seed = 10 * METHODS.index(method) + len(FREE[free])
    nodes, pairs = graphs.random_graphs(seed, 400, 9)
    overrides = graphs.random_overrides(seed, nodes, 250)
    options = {"cluster_method": method, "duplicate_free_datasets": FREE[free]}
    found = graphs.nested(macros, nodes, pairs, overrides, **options)
    expected = expected_levels(nodes, pairs, overrides, method, FREE[free])
    plain = graphs.nested(macros, nodes, pairs, cluster_method=method)
    for level in LEVELS:
        assert graphs.clusters(found, level) == expected[level], level
        assert graphs.ids_are_smallest_members(found.set_index("node_id")[f"cluster_{level}"])
        assert graphs.clusters(plain, level) != expected[level], "the decisions should matter"


@pytest.mark.parametrize("method", ["average_linkage", "connected_components"])
@pytest.mark.parametrize("cut", [-2.0, 8.0])
def test_clusters_without_decisions_are_those_of_greedy_merging(macros, method, cut):
    """Small graphs, most of which are one cluster at some levels and not at others."""
    nodes, pairs = graphs.random_graphs(11, 150, 4)
    none = pd.DataFrame([], columns=["node_l", "node_r", "decision"])
    found = graphs.nested(macros, nodes, pairs, cluster_method=method, mean_weight_cut=cut)
    settled = macros.connection.execute("select count(*) from link__settled").fetchone()[0]
    assert 0 < settled < len(nodes)
    for level, expected in expected_levels(nodes, pairs, none, method, [], cut).items():
        assert graphs.clusters(found, level) == expected, level


@pytest.mark.parametrize("method", [*METHODS, "single_best_link", "one_to_one"])
def test_decisions_are_obeyed_at_every_level_and_levels_are_nested(macros, method):
    datasets = "ab" if method == "one_to_one" else "abc"
    nodes, pairs = graphs.random_graphs(7, 300, 12, ties=True, datasets=datasets)
    overrides = graphs.random_overrides(7, nodes, 300)
    free = {"duplicate_free_datasets": ["a"]} if method == "single_best_link" else {}
    found = graphs.nested(macros, nodes, pairs, overrides, cluster_method=method, **free)
    groups, apart, bad = rulings(overrides)
    assert len(groups) > 50 and len(apart) > 50 and len(bad) > 3
    assert len(macros.warnings) == 1 and f"{len(bad)} groups of must-links" in macros.warnings[0]
    ids = found.set_index("node_id")
    for level in LEVELS:
        own = ids[f"cluster_{level}"]
        assert all(own[list(group)].nunique() == 1 for group in groups)
        assert all(own[list(pair)].nunique() == 2 for pair in apart)
    for inner, outer in (("high", "medium"), ("medium", "low")):
        assert (found.groupby(f"cluster_{inner}")[f"cluster_{outer}"].nunique() == 1).all()


@pytest.mark.parametrize("method", METHODS)
def test_a_data_set_without_duplicates_is_at_most_once_in_a_cluster(macros, method):
    nodes, pairs = graphs.random_graphs(8, 300, 20, ties=True)
    options = {"cluster_method": method, "duplicate_free_datasets": ["a", "c"]}
    found = graphs.nested(macros, nodes, pairs, **options)
    for level in LEVELS:
        kinds = found.merge(nodes, on="node_id").groupby(f"cluster_{level}")["source_dataset"]
        counts = kinds.value_counts().unstack(fill_value=0)
        assert counts["a"].max() == counts["c"].max() == 1
        assert counts["b"].max() > 1, "the third is free"


def bits(*rows: tuple[int, int, float]) -> pd.DataFrame:
    pairs = [(a, b, round(weight * UNITS), 1) for a, b, weight in rows]
    return pd.DataFrame(pairs, columns=["node_l", "node_r", "weight_units", "n_pairs"])


def some_nodes(n: int) -> pd.DataFrame:
    return pd.DataFrame({"node_id": range(1, n + 1), "source_dataset": "a"})


def high(macros: Macros, n: int, pairs: pd.DataFrame, overrides: list[tuple], **options) -> list:
    found = graphs.nested(macros, some_nodes(n), pairs, overrides, **options)
    return found["cluster_high"].tolist()


def test_a_chain_is_cut_at_its_weakest_link(macros):
    """1-2-3-4: the ends may not meet, and 2-3 is the weakest pair between them."""
    chain = bits((1, 2, 9), (2, 3, 8), (3, 4, 10))
    cannot = [(4, 1, "cannot_link")]
    method = {"cluster_method": "connected_components"}
    assert high(macros, 4, chain, [], **method) == [1, 1, 1, 1]
    assert high(macros, 4, chain, cannot, **method) == [1, 1, 3, 3]


def test_a_cannot_link_of_a_must_link_holds_for_the_other_too(macros):
    """2 must be 1, 3 cannot be 2: so 3 is not 1, whatever the evidence."""
    pairs = bits((1, 2, -20), (1, 3, 30), (2, 3, -5))
    decided = [(1, 2, "must_link"), (2, 3, "cannot_link")]
    for method in METHODS:
        assert high(macros, 3, pairs, decided, cluster_method=method) == [1, 1, 3]
        assert macros.warnings == []


def test_contradictions_leave_it_to_the_evidence(macros):
    """1 = 2 = 3, but 1 is not 3: all three are set aside; 4 = 5 stays."""
    pairs = bits((1, 2, -20), (1, 3, 30), (2, 3, -20), (4, 5, -20))
    decided = [(1, 2, "must_link"), (3, 2, "must_link"), (1, 3, "cannot_link"), (5, 4, "must_link")]
    for method in METHODS:
        assert high(macros, 5, pairs, decided, cluster_method=method) == [1, 2, 1, 4, 4]
        assert macros.warnings.pop() == (
            "link_toy__clusters: 1 groups of must-links hold a cannot-link; their decisions are set"
            " aside until one of them is taken back."
        )


def test_a_must_link_through_an_absent_record_holds(macros):
    """1 = 9 and 9 = 2, and 9 is not in scope."""
    decided = [(1, 9, "must_link"), (9, 2, "must_link"), (9, 3, "cannot_link")]
    pairs = bits((1, 2, -9), (1, 3, 9), (2, 3, 9))
    assert high(macros, 3, pairs, decided) == [1, 1, 3]


def test_human_decisions_go_before_duplicate_free_data_sets(macros):
    pairs = bits((1, 2, 20), (1, 3, 20), (2, 3, 20))
    free = {"duplicate_free_datasets": ["a"]}
    assert high(macros, 3, pairs, [], **free) == [1, 2, 3]
    assert high(macros, 3, pairs, [(2, 3, "must_link")], **free) == [1, 2, 2]


@pytest.mark.parametrize("method", [*METHODS, "single_best_link", "one_to_one"])
def test_constrained_clusters_do_not_depend_on_row_order_or_threads(method):
    datasets = "ab" if method == "one_to_one" else "abc"
    nodes, pairs = graphs.random_graphs(9, 150, 12, ties=True, datasets=datasets)
    overrides = graphs.random_overrides(9, nodes, 60)
    options = {"cluster_method": method, "duplicate_free_datasets": ["a"]}
    found = []
    for threads, seed in ((1, 0), (2, 1), (2, 2)):
        with duckdb.connect() as connection:
            connection.execute(f"set threads = {threads}")
            connection.execute("set preserve_insertion_order = false")
            given = [frame.sample(frac=1, random_state=seed) for frame in (nodes, pairs, overrides)]
            found.append(graphs.nested(Macros(connection), *given, **options))
    pd.testing.assert_frame_equal(found[0], found[1])
    pd.testing.assert_frame_equal(found[0], found[2])


def test_a_large_cluster_warns(macros):
    pairs = bits((1, 2, 20), (1, 3, 20), (2, 3, 20), (4, 5, 20))
    high(macros, 6, pairs, [], max_cluster_size=3)
    assert macros.warnings == []
    high(macros, 6, pairs, [], max_cluster_size=2)
    (warning,) = macros.warnings
    assert warning == (
        "link_toy__clusters: 1 clusters of the medium level have more than 2 nodes"
        " (clustering.max_cluster_size); the largest, 1, has 3. Look at its weakest pairs before"
        " you believe it."
    )


def test_data_sets_must_be_known(macros):
    graphs.load(macros, some_nodes(2).drop(columns="source_dataset"), bits((1, 2, 20)))
    with pytest.raises(CompilationError) as error:
        macros.nested_clusters(OPTIONS | {"duplicate_free_datasets": ["a"]}, "link_toy__clusters")
    assert error.value.msg == (
        "link_toy__clusters: clustering by data set needs a column source_dataset in its statement"
        " nodes, which has node_id."
    )
    graphs.nested(macros, some_nodes(2), bits((1, 2, 20)), duplicate_free_datasets=["prison"])
    (warning,) = macros.warnings
    assert warning == (
        "link_toy__clusters: clustering.duplicate_free_datasets names 'prison', of which there is"
        " no node; there are a."
    )
    with pytest.raises(CompilationError) as error:
        graphs.nested(
            macros, *graphs.random_graphs(1, 20, 5, datasets="abc"), cluster_method="one_to_one"
        )
    assert error.value.msg == (
        "link_toy__clusters: clustering.cluster_method 'one_to_one' links two data sets, and the"
        " nodes have 3 (a, b, c); use 'average_linkage' or 'single_best_link' with"
        " duplicate_free_datasets, which hold for any number."
    )

"""Weak points beyond training in Splink 5.0.0, (g), (h), (j) to (l) of benchmarks/weak_points.md.

Every point has a test that shows it in Splink, which fails on the day that Splink mends it, and one
that this project does better. The rest is in test_weak_points.py.
"""

from __future__ import annotations

import logging
import re
import sys

import graphs
import networkx as nx
import pandas as pd
import pytest
import splink.comparison_library as cl
import toy_chain
from dbt.exceptions import CompilationError
from macro_runner import PROJECT
from splink.backends.duckdb import DuckDBAPI
from splink.clustering import cluster_pairwise_predictions_at_threshold
from toy_chain import mended

PAGE = PROJECT / "benchmarks" / "weak_points.md"


# (g) term frequency


def often_recorded() -> pd.DataFrame:
    """Two hundred people and one of a rare surname who has a hundred records."""
    people = toy_chain.registry(seed=5, n_people=200, most=2)
    rare = {"forename": "zeno", "surname": "quixwell", "postcode": "A1 1X", "person": -1}
    born = people["born"].dropna().iloc[0]
    rows = [rare | {"born": born, "key": f"z{number}"} for number in range(100)]
    return pd.concat([people, pd.DataFrame(rows)], ignore_index=True)


def test_g_splink_takes_a_name_of_many_records_for_a_common_one():
    records = often_recorded()
    linker = toy_chain.splink_linker(records)
    found = linker.table_management.compute_tf_table("surname").as_pandas_dataframe()
    tf = found.set_index("surname")["tf_surname"]
    mended(tf["quixwell"] == tf.max() > 0.2, "counts records, not people")


def test_g_a_name_is_as_rare_as_its_people_are(macros):
    m = macros
    records = often_recorded()
    settings = toy_chain.settings(m, training={"max_rounds": 3})
    toy_chain.trained(m, records, settings)
    toy_chain.scored(m, settings)
    tf = m.connection.execute("select value, tf, n_entities from frequencies").df()
    tf = tf.set_index("value")
    # her hundred records are one person, not all of whose pairs are above the threshold by chance
    assert tf.loc["quixwell", "n_entities"] == 1
    assert tf.loc["quixwell", "tf"] == tf["tf"].min() < 0.01
    n_people = records.groupby("surname")["person"].nunique()
    common = n_people.idxmax()
    assert tf.loc[common, "tf"] == pytest.approx(n_people.max() / 200, rel=0.4)
    assert tf.loc[common, "tf"] > 3 * tf.loc["quixwell", "tf"]


TOWNS = [["ash", "elm"], ["elm", "ash"], ["ash"], ["oak", "ash"]]


def test_g_splink_counts_whole_arrays():
    records = pd.DataFrame({"key": list("abcd"), "person": range(4), "towns": TOWNS})
    comparisons = [cl.ArrayIntersectAtSizes("towns", [1])]
    linker = toy_chain.splink_linker(records, [["key"]], comparisons=comparisons)
    found = linker.table_management.compute_tf_table("towns").as_pandas_dataframe()
    mended(found["tf_towns"].tolist() == [0.25] * 4, "counts arrays, not their elements")


def test_g_the_elements_of_an_array_are_counted(macros):
    m = macros
    settings = {"terms": [m.term("town", ["towns"], array=True, shrink=False)]}
    m.connection.execute("create table people (person integer, towns varchar[])")
    m.connection.executemany("insert into people values (?, ?)", list(enumerate(TOWNS)))
    sql = m.term_frequencies(settings, "people", ["person"])
    found = m.connection.execute(f"select value, n_entities, tf from ({sql})").fetchall()
    assert sorted(found) == [
        ("ash", 4, pytest.approx(4 / 7)),
        ("elm", 2, pytest.approx(2 / 7)),
        ("oak", 1, pytest.approx(1 / 7)),
    ]


# (h) dependence


def with_town() -> pd.DataFrame:
    """A column that the postcode gives: the same evidence twice."""
    records = toy_chain.registry(seed=6, n_people=300)
    return records.assign(town=records["postcode"].str.split(" ").str[0])


def test_h_splink_counts_the_same_evidence_twice_in_silence(caplog):
    records = with_town()
    comparisons = [cl.ExactMatch(column) for column in (*toy_chain.FIELDS, "town")]
    linker = toy_chain.splink_linker(records, comparisons=comparisons)
    with caplog.at_level(logging.DEBUG, logger="splink"):
        toy_chain.splink_trained(linker, ["surname", "born"])
        linker.inference.predict()
    weights = toy_chain.splink_levels(linker).set_index(["comparison", "gamma"])["match_weight"]
    assert weights["postcode", 1] > 5 and weights["town", 1] > 3
    words = "depend|correlat|interact"
    is_silent = not re.search(words, caplog.text)
    mended(is_silent, "says nothing of comparisons that depend on each other")


def test_h_the_two_comparisons_that_depend_are_named(macros):
    m = macros
    settings = toy_chain.settings(
        m,
        [["surname"], ["born"], ["forename", "surname"]],
        terms=False,
        comparisons=[m.exact_match(column) for column in (*toy_chain.FIELDS, "town")],
        training={"max_rounds": 3},
    )
    toy_chain.trained(m, with_town(), settings)
    patterns = "(" + m.count_patterns(settings, "pairs") + ")"
    found = m.connection.execute(m.dependence(settings, patterns, "parameters", "shares")).df()
    named = found[found["is_dependent"]]
    assert [{row.comparison_l, row.comparison_r} for row in named.itertuples()] == [
        {"postcode", "town"}
    ]
    assert len(found) > 5, "others were looked at too"


# (j) error rates without labels


@pytest.fixture(scope="module")
def scored():
    """A registry scored: macros with its tables, settings, records, pairs that were kept."""
    with toy_chain.macros() as m:
        records = toy_chain.registry(seed=1, n_people=800)
        settings = toy_chain.settings(m)
        toy_chain.trained(m, records, settings)
        pairs = toy_chain.scored(m, settings)
        m.create(
            "weights", m.pattern_weights(settings, "pairs", "parameters", "shares", "frequencies")
        )
        m.create("recall", m.blocking_recall(settings, "records", "pairs", "weights"))
        yield m, settings, records, pairs


def expected_accuracy(m, settings, **options) -> pd.DataFrame:
    sql = m.expected_accuracy(settings, "pairs", "records", "weights", "scored", **options)
    return m.connection.execute(f"select * from ({sql})").df()


def test_j_splink_needs_labels_to_tell_its_errors():
    evaluation = toy_chain.splink_linker(with_town()).evaluation
    words = "accuracy|error|calibrat|recall"
    offered = [name for name in dir(evaluation) if re.search(words, name)]
    assert offered
    mended(all("label" in name for name in offered), "tells no error rate without labels")


def test_j_expected_precision_and_recall_are_near_the_truth(scored):
    m, settings, records, pairs = scored
    found = expected_accuracy(m, settings, blocking_recall="recall").query("pair_group == 0")
    levels = {"match_probability_low", "match_probability_medium", "match_probability_high"}
    assert {settings["clustering"][level] for level in levels} < set(found["match_probability"])
    is_match = toy_chain.is_match(pairs, records)
    for row in found.itertuples():
        kept = pairs["match_probability"] >= row.match_probability
        assert row.n_pairs == kept.sum() > 300
        assert row.expected_precision == pytest.approx(is_match[kept].mean(), abs=0.02)
        recall = is_match[kept].sum() / toy_chain.n_true_pairs(records)
        assert row.expected_recall == pytest.approx(recall, abs=0.04)
    assert found["expected_precision"].iloc[0] < 0.98, "there are errors to tell"
    assert found["expected_recall"].iloc[-1] < 0.75


def test_j_the_rates_are_those_of_the_formulas(scored):
    """By hand from the posteriors: means and sums; a group is all there is here."""
    m, settings, _, pairs = scored
    found = expected_accuracy(m, settings, thresholds=[0.9, 0.6])
    assert found["match_probability"].tolist() == [0.6, 0.9, 0.6, 0.9]
    both = found[found["pair_group"] == 0].reset_index(drop=True).drop(columns="pair_group")
    own = found[found["pair_group"] == 65].reset_index(drop=True).drop(columns="pair_group")
    pd.testing.assert_frame_equal(both, own)
    compared = m.connection.execute(
        "select sum(n_record_pairs / (1 + pow(2, -match_weight)))"
        " from pairs inner join weights using (pattern)"
    ).fetchone()[0]
    for row in both.itertuples():
        kept = pairs[pairs["match_probability"] >= row.match_probability]["match_probability"]
        assert row.n_matches_found == pytest.approx(kept.sum(), rel=1e-9)
        assert row.n_false_links == pytest.approx((1 - kept).sum(), rel=1e-6)
        assert row.expected_precision == pytest.approx(kept.mean(), rel=1e-9)
        assert row.n_matches_below == pytest.approx(compared - kept.sum(), rel=1e-6)
        # training.blocking_recall, for want of an estimate
        assert row.n_matches_not_compared == pytest.approx(compared / 0.9 - compared, rel=1e-6)
        assert row.expected_recall == pytest.approx(0.9 * kept.sum() / compared, rel=1e-6)


def test_j_a_pair_of_profiles_stands_for_the_pairs_of_their_records(scored):
    m, settings, _, pairs = scored
    sql = m.expected_accuracy(
        settings,
        "(select * replace (6 * n_record_pairs as n_record_pairs) from pairs)",
        "(select * replace (case when identity_id % 2 = 0 then 2 else 3 end as n_records)"
        " from records)",
        "weights",
        "scored",
        thresholds=[0.5],
    )
    sql = f"select n_pairs from ({sql}) where pair_group = 0"
    n_pairs = m.connection.execute(sql).fetchone()[0]
    size = {0: 2, 1: 3}
    expected = pairs["profile_id_l"].mod(2).map(size) * pairs["profile_id_r"].mod(2).map(size)
    assert n_pairs == expected.sum()


def test_j_a_threshold_that_no_kept_pair_reaches_is_answered(scored):
    m, settings, _, _ = scored
    for threshold in (0.3, 1, "high"):
        with pytest.raises(CompilationError, match=f"thresholds has {threshold}; use match prob"):
            m.expected_accuracy(
                settings, "pairs", "records", "weights", "scored", thresholds=[threshold]
            )


# (k) bridges


def test_k_splink_has_no_bridges_without_igraph(monkeypatch, caplog):
    monkeypatch.setitem(sys.modules, "igraph", None)
    linker = toy_chain.splink_trained(toy_chain.splink_linker(with_town()), ["surname", "born"])
    pairs = linker.inference.predict(threshold_match_probability=0.5)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        pairs, threshold_match_probability=0.5
    )
    with caplog.at_level(logging.WARNING, logger="splink"):
        metrics = linker.clustering.compute_graph_metrics(pairs, clusters)
    mended("is_bridge" not in metrics.edges.as_pandas_dataframe(), "needs igraph for bridges")
    assert "igraph" in caplog.text


def test_k_bridges_are_found_in_sql(scored, monkeypatch):
    monkeypatch.setitem(sys.modules, "igraph", None)
    m, _, _, pairs = scored
    kept = pairs[pairs["match_probability"] >= 0.8]
    m.connection.register("kept", kept)
    m.connection.execute(
        "create or replace temp table link__edges as"
        " select identity_id_l as node_l, identity_id_r as node_r from kept"
    )
    m.find_bridges()
    found = m.connection.execute("select node_l, node_r from link__bridges").fetchall()
    graph = nx.Graph(list(zip(kept["identity_id_l"], kept["identity_id_r"], strict=True)))
    expected = {tuple(sorted(edge)) for edge in nx.bridges(graph)}
    assert set(found) == expected and len(found) == len(expected)
    assert 50 < len(found) < len(kept), "some are bridges, some are not"


# (l) ids of clusters


def test_l_splink_renames_a_cluster_when_a_smaller_id_joins():
    names = []
    for keys in (["b", "c"], ["a", "b", "c"]):
        database = DuckDBAPI()
        nodes = database.register(pd.DataFrame({"key": keys}))
        ends = {"key_l": keys[:-1], "key_r": keys[1:], "match_probability": 0.99}
        found = cluster_pairwise_predictions_at_threshold(
            nodes, database.register(pd.DataFrame(ends)), database, "key"
        ).as_pandas_dataframe()
        names.append(found.set_index("key")["cluster_id"]["c"])
    mended(names == ["b", "a"], "names a cluster by its smallest id")


def test_l_ids_depend_on_keys_alone_not_on_row_order_or_threads(macros):
    m = macros
    records = toy_chain.registry(seed=7, n_people=60)
    settings = toy_chain.settings(m, terms=False)
    nodes, pairs = graphs.random_graphs(seed=8, n_graphs=10, most=8, ties=True)
    ids, clusters = set(), set()
    for seed, threads in enumerate((1, 2, 4)):
        m.connection.execute(f"set threads = {threads}")
        toy_chain.numbered(m, records.sample(frac=1, random_state=seed), settings)
        sql = "select record_key, identity_id from records order by all"
        ids.add(tuple(m.connection.execute(sql).fetchall()))
        found = graphs.nested(
            m, nodes.sample(frac=1, random_state=seed), pairs.sample(frac=1, random_state=seed)
        )
        clusters.add(found.to_csv(index=False))
    assert len(ids) == len(clusters) == 1
    # numbered in the order of their keys
    (numbered,) = ids
    assert [key for key, _ in numbered] == sorted(records["key"])
    assert [number for _, number in numbered] == list(range(1, len(records) + 1))


def test_l_a_cluster_is_named_after_its_first_record_here_too(macros):
    """So that a build repeats; names that last from one build to the next are not made yet."""
    weight = 10 * graphs.UNITS
    names = []
    for ids in ([2, 3], [1, 2, 3]):
        nodes = pd.DataFrame({"graph": 0, "node_id": ids, "source_dataset": "a"})
        edges = [(low, high, weight, 1) for low in ids for high in ids if low < high]
        pairs = pd.DataFrame(edges, columns=["node_l", "node_r", "weight_units", "n_pairs"])
        found = graphs.nested(macros, nodes, pairs)
        names.append(found.set_index("node_id")["cluster_medium"][3])
    assert names == [2, 1]


# The page


def test_the_page_has_every_point_and_its_tests_exist():
    text = PAGE.read_text()
    rows = re.findall(r"^\| ([a-l]) \|(.*)$", text, flags=re.MULTILINE)
    assert [point for point, _ in rows] == list("abcdefghijkl")
    tests = "".join(
        path.read_text() for path in sorted((PROJECT / "tests" / "python").glob("test_weak_*.py"))
    )
    for point, row in rows:
        named = re.findall(r"`(test_\w+)`", row)
        assert named, f"point {point} names no test"
        for name in named:
            assert name.startswith(f"test_{point}_") and f"def {name}(" in tests, name
    named = set(re.findall(r"`(test_[a-l]_\w+)`", text))
    assert named == set(re.findall(r"def (test_[a-l]_\w+)\(", tests))

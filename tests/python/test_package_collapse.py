"""Equal records are compared once, and the answer is that of comparing every record."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest
import toy_chain
from macro_runner import Macros

LEVELS = ["cluster_low", "cluster_medium", "cluster_high"]
LEARNT = ["pair_group", "comparison", "gamma", "m_probability", "u_probability", "match_weight"]


class Anything:
    """A materialisation that is always the right one."""

    def __ne__(self, other: object) -> bool:
        return False


@pytest.fixture
def macros():
    config = SimpleNamespace(get=lambda name: Anything() if name == "materialized" else "toy")
    with duckdb.connect() as connection:
        connection.execute("set threads = 2")
        yield Macros(connection, config=config, context={"toy": None})


def repeated(seed: int) -> pd.DataFrame:
    """People of three sources, many records of whom repeat; of some only a common name is known."""
    rng = np.random.default_rng(seed)
    people = toy_chain.registry(seed, n_people=120, error=0.05, missing=0.05, most=2)
    # equal records that no rule finds are compared all the same: there are none
    people = people.dropna(subset=["surname", "born"])
    common = people["surname"].mode()[0]
    weak = pd.DataFrame({"forename": ["baba", None], "surname": [common, common]})
    records = pd.concat([people, weak], ignore_index=True)
    records = records.loc[records.index.repeat(rng.integers(1, 6, len(records)))]
    records = records.sample(frac=1, random_state=seed).drop(columns=["key", "person"])
    records = pd.concat([records, weak.iloc[[1, 1, 1]]])
    records.insert(0, "key", [f"r{place:05}" for place in range(len(records))])
    records.insert(
        1, "system", rng.choice(["crown", "mags", "prison"], len(records), p=[0.6, 0.3, 0.1])
    )
    return records


def settings(m: Macros, link_type: str = "link_and_dedupe", **options: Any) -> dict:
    training = {"max_rounds": 3} | options.pop("training", {})
    found = toy_chain.settings(
        m, **({"collapse_equal_records": True, "training": training} | options)
    )
    return found | {"link_type": link_type}


def linked(m: Macros, given: dict, decisions: str | None = None) -> pd.DataFrame:
    """The chain as its models run it, one after another; the clusters."""
    con = m.connection
    options = given["clustering"]
    m.create("records", m.linkage_records(given, "registry", "key", source_column="system"))
    m.create("pairs", m.linkage_pairs(given, "records"))
    m._run_inputs(m.linkage_training_history(given, "pairs", "records"))
    m.train(given, "toy")
    con.execute("create or replace table history as select * from link__history")
    m.create("parameters", m.linkage_parameters(given, "history"))
    m.create("shares", m.linkage_match_shares(given, "history", "records"))
    learnt = ["parameters", "shares"]
    m._run_inputs(m.linkage_term_frequencies(given, "records", "pairs", *learnt))
    m.connected_components()
    m.create(
        "people",
        "select v.*, c.component_id as person from link__values as v"
        " inner join link__components as c on v.profile_id = c.node_id",
    )
    m.create("frequencies", m.term_frequencies(given, "people", ["person"]))
    learnt.append("frequencies")
    m.create("scored", m.linkage_scored_pairs(given, "pairs", "records", *learnt))
    overrides = None
    if decisions:
        overrides = "overrides"
        m._run_inputs(m.linkage_overrides(given, "records", decisions))
        m.resolve_overrides()
        m.create("overrides", m._with_status())
    m.create("nodes", m.linkage_nodes(given, "records", *learnt, overrides))
    m._run_inputs(m.linkage_components(given, "nodes", "scored", overrides))
    m.capped_components(options)
    con.execute("create or replace table components as select * from link__settled")
    m.create(
        "component_pairs",
        m.linkage_component_pairs(given, "records", "nodes", "scored", "components", *learnt),
    )
    m._run_inputs(m.linkage_node_clusters(given, "nodes", "component_pairs", overrides))
    m.nested_clusters(options)
    con.execute("create or replace table node_clusters as select * from link__levels")
    m.create("clusters", m.linkage_clusters(given, "nodes", "node_clusters", "component_pairs"))
    return con.execute("select * from clusters order by source_dataset, record_key").df()


def both(m: Macros, records: pd.DataFrame, decisions: str | None = None, **options: Any):
    """Clusters, parameters and number of compared pairs, of contents and of records."""
    m.connection.register("given", records)
    m.connection.execute("create or replace table registry as select * from given")
    found = []
    for collapse in (True, False):
        given = settings(m, collapse_equal_records=collapse, **options)
        clusters = linked(m, given, decisions)
        parameters = m.connection.execute("select * from parameters order by all").df()
        n_pairs = m.connection.execute("select count(*) from pairs").fetchone()[0]
        found.append(SimpleNamespace(clusters=clusters, parameters=parameters, n_pairs=n_pairs))
    return found


def same_partition(one: pd.DataFrame, other: pd.DataFrame, level: str) -> bool:
    pairs = pd.DataFrame({"one": one[level], "other": other[level]}).drop_duplicates()
    return pairs["one"].is_unique and pairs["other"].is_unique


OPTIONS = {
    "all sources": {},
    "within sources": {"link_type": "dedupe_only"},
    "between sources": {"link_type": "link_only"},
    "connected components": {"clustering": {"cluster_method": "connected_components"}},
}


@pytest.mark.parametrize(
    ("name", "by_group"), [*((name, False) for name in OPTIONS), ("all sources", True)]
)
def test_the_answer_is_that_of_comparing_every_record(macros, name, by_group):
    """u by pair of sources borrows from all the less, the more random pairs there are."""
    records = repeated(seed=3)
    options = OPTIONS[name] | {"training": {"parameters_by_group": by_group}}
    contents, every = both(macros, records, **options)
    keys = ["source_dataset", "record_key"]
    pd.testing.assert_frame_equal(contents.clusters[keys], every.clusters[keys])
    assert len(contents.clusters) == len(records)
    assert contents.n_pairs < 0.6 * every.n_pairs
    for level in LEVELS:
        assert same_partition(contents.clusters, every.clusters, level), level
    exactness = {"rtol": 0, "atol": 0.2 if by_group else 1e-9}
    pd.testing.assert_frame_equal(
        contents.parameters[LEARNT], every.parameters[LEARNT], **exactness
    )
    for column, atol in {"n_records_in_cluster": 0, "mean_match_probability": 1e-3}.items():
        pd.testing.assert_series_equal(
            contents.clusters[column],
            every.clusters[column],
            rtol=0,
            atol=atol if by_group else min(atol, 1e-9),
            check_dtype=False,
        )
    assert contents.clusters["n_records_in_cluster"].max() > 3


@pytest.mark.parametrize("method", ["average_linkage", "single_best_link"])
def test_equal_records_of_a_clean_data_set_stay_apart(macros, method):
    clustering = {"cluster_method": method, "duplicate_free_datasets": ["mags"]}
    contents, every = both(macros, repeated(seed=3), clustering=clustering)
    for found in (contents, every):
        mags = found.clusters[found.clusters["source_dataset"] == "mags"]
        assert mags["identity_id"].duplicated().any() == (found is contents)
        assert mags["cluster_low"].is_unique
        assert found.clusters["cluster_low"].duplicated().any()


def test_one_to_one_links_no_record_twice(macros):
    records = repeated(seed=3).query("system != 'prison'")
    options = {"link_type": "link_only", "clustering": {"cluster_method": "one_to_one"}}
    contents, every = both(macros, records, **options)
    for found in (contents, every):
        assert not found.clusters.duplicated(["source_dataset", "cluster_medium"]).any()
    # which of several equal records is linked is as good as chance
    n_links = [found.clusters["cluster_medium"].nunique() for found in (contents, every)]
    assert n_links[0] == n_links[1] < len(records)


def test_connected_components_compare_no_further_pair(macros):
    clustering = {"cluster_method": "connected_components"}
    both(macros, repeated(seed=3), clustering=clustering)
    assert macros.connection.execute(
        "select bool_and(is_scored_pair), count(*) > 0 from component_pairs"
    ).fetchone() == (True, True)


def test_records_of_which_only_a_common_name_is_known_stay_apart(macros):
    records = repeated(seed=3)
    contents, _ = both(macros, records)
    weak = records["born"].isna() & records["forename"].isna()
    found = contents.clusters.set_index("record_key").loc[records.loc[weak, "key"]]
    assert found["identity_id"].duplicated().any()
    assert (found["n_records_in_cluster"] == 1).all()
    assert found["mean_match_probability"].isna().all()


def test_a_cluster_is_called_by_its_smallest_node(macros):
    both(macros, repeated(seed=4))
    assert macros.connection.execute(
        "select count(*) from (select cluster_medium, min(node_id) as first_node"
        " from node_clusters group by all having cluster_medium <> first_node)"
    ).fetchone() == (0,)


def test_nodes_hold_every_record_once(macros):
    records = repeated(seed=4)
    macros.connection.register("given", records)
    macros.connection.execute("create or replace table registry as select * from given")
    linked(macros, settings(macros))
    assert macros.connection.execute(
        "select count(*), count(distinct key), count(distinct node_id) ="
        " (select count(*) from nodes), (select sum(n_node_records) from nodes)"
        " from (select node_id, (source_dataset, unnest(record_keys)) as key from nodes)"
    ).fetchone() == (len(records), len(records), True, len(records))
    assert macros.connection.execute(
        "select count(*) from records where identity_id not in (select node_id from nodes)"
    ).fetchone() == (0,), "one node of a content bears its number"


def decided(m: Macros, records: pd.DataFrame) -> list[list[str]]:
    """Decides about records of a content of three and of one of two; the keys of these."""
    con = m.connection
    con.register("given", records)
    con.execute("create or replace table registry as select * from given")
    linked(m, settings(m))
    rows = con.execute(
        "select source_dataset, max(record_keys) filter (where n_records = 3) as of_three,"
        " max(record_keys) filter (where n_records = 2) as of_two from records"
        " where born is not null and postcode is not null and forename is not null"
        " and surname is not null group by 1 order by 1"
    ).fetchall()
    (source, three, two), *_ = rows
    con.execute(
        "create or replace table decisions as from (values"
        f" ('{source}', '{three[1]}', '{source}', '{three[2]}', 'cannot_link'),"
        f" ('{source}', '{three[0]}', '{source}', '{two[1]}', 'must_link'))"
        " as t (source_dataset_l, record_key_l, source_dataset_r, record_key_r, decision)"
    )
    return [three, two]


def test_a_decision_is_about_one_record_not_about_its_equals(macros):
    records = repeated(seed=5)
    keys = decided(macros, records)
    contents, every = both(macros, records, decisions="decisions")
    for found in (contents, every):
        cluster = found.clusters.set_index("record_key")["cluster_medium"]
        assert cluster[keys[0][1]] != cluster[keys[0][2]]
        assert cluster[keys[0][0]] == cluster[keys[1][1]]
    for level in LEVELS:
        assert same_partition(contents.clusters, every.clusters, level), level


def test_nodes_that_do_not_know_of_decisions_stop_the_run(macros):
    decided(macros, repeated(seed=5))
    given = settings(macros)
    macros._run_inputs(macros.linkage_overrides(given, "records", "decisions"))
    macros.resolve_overrides()
    macros.create("overrides", macros._with_status())
    with pytest.raises(duckdb.InvalidInputException, match="give linkage_nodes"):
        macros._run_inputs(macros.linkage_components(given, "nodes", "scored", "overrides"))

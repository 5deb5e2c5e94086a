"""A model of training from two relations, as another project writes it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import toy_model
from macro_runner import Macros

LINK_TYPES = ["link_and_dedupe", "link_only", "dedupe_only"]


def two_relations(macros: Macros, settings: dict, seed: int) -> None:
    """Tables pairs and keys."""
    toy_model.load(macros, toy_model.people(np.random.default_rng(seed), 150))
    macros.create("skipped", macros.skipped_blocks(settings, "identities"))
    macros.create("keys", macros.with_block_keys(settings, "identities", "skipped"))
    macros.create("pairs", macros.blocked_pairs(settings, "keys"))


@pytest.mark.parametrize("link_type", LINK_TYPES)
def test_statements_are_what_the_models_of_the_chain_hold(macros, link_type):
    settings = toy_model.settings(macros, link_type=link_type)
    two_relations(macros, settings, seed=1)
    macros.create("self_pairs", macros.self_pairs(settings, "keys"))
    macros.create("random_pairs", macros.random_pairs(settings, "keys"))
    chain = {
        "patterns": macros.count_patterns(settings, "pairs", "self_pairs"),
        "random agreement": macros.random_agreement(settings, "random_pairs", "self_pairs", "keys"),
        "all pairs": macros.all_pairs_by_group(settings, "keys"),
    }
    statements = macros.statements(macros.training_statements(settings, "pairs", "keys"))
    assert [statement["label"] for statement in statements] == list(chain)
    for statement in statements:
        found, expected = (
            macros.connection.execute(f"select * from ({sql}) order by all").df()
            for sql in (statement["sql"], chain[statement["label"]])
        )
        assert len(found) > 0
        pd.testing.assert_frame_equal(found, expected, check_exact=True)
    n_self = "select sum(n_record_pairs) from self_pairs"
    has_self_pairs = macros.connection.execute(n_self).fetchone()[0] > 0
    assert has_self_pairs == (link_type != "link_only")


def test_training_needs_no_more_than_the_statements(macros):
    settings = toy_model.settings(macros)
    two_relations(macros, settings, seed=2)
    con = macros.connection
    con.execute(
        "create table given as select * from (values ('born', 1, .9, null), ('born', 0, .1, null))"
        " as t (comparison, gamma, m_probability, u_probability)"
    )
    macros._run_inputs(macros.training_statements(settings, "pairs", "keys", "given"))
    macros.train(settings, "toy")
    con.execute("create table history as from link__history")
    con.execute("create table all_pairs as from link__all_pairs")
    found = con.execute(f"select * from ({macros.parameters(settings, 'history')})").df()
    shares = con.execute(
        f"select * from ({macros.match_shares(settings, 'history', 'all_pairs')})"
    ).df()
    assert set(found["pair_group"]) == {0, *shares["pair_group"]}
    assert (found.groupby("pair_group").size() == settings["n_parameters"]).all()
    born = found[(found["comparison"] == "born") & (found["gamma"] == 1)]
    assert set(born["m_probability"]) == {0.9}
    agreement = con.execute("select * from link__random_agreement where pair_group = 0").df()
    pooled = found[(found["pair_group"] == 0) & (found["gamma"] >= 0)].set_index("parameter_index")
    expected = agreement.set_index("parameter_index").loc[pooled.index]
    assert pooled["n_random_pairs"].tolist() == expected["n_pairs"].tolist()
    assert pooled["is_exact"].tolist() == expected["is_exact"].tolist()

"""Pairs inside components that were not scored: all of them, once, in whatever number of parts."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
import toy_model

SCORED = {(10, 20), (20, 30), (50, 90)}
COMPONENTS = {10: [10, 20, 30, 40], 50: [50, 60, 90], 70: [70, 80]}


@pytest.mark.parametrize("n_ranges", [1, 2, 5])
def test_every_pair_of_a_component_that_is_not_scored_is_compared_once(macros, n_ranges):
    toy_model.load(macros, toy_model.people(np.random.default_rng(2), 12))
    settings = toy_model.settings(macros)
    settings["blocking"]["id_ranges"] = n_ranges
    macros.create("skipped", macros.skipped_blocks(settings, "identities"))
    macros.create("keys", macros.with_block_keys(settings, "identities", "skipped"))
    connection = macros.connection
    connection.execute("create table placed (profile_id bigint, component_id bigint)")
    # 30 and 40 are together in a second component as well, as a decision may have it
    rows = [(p, c) for c, members in COMPONENTS.items() for p in members] + [(30, 99), (40, 99)]
    connection.executemany("insert into placed values (?, ?)", rows)
    connection.execute("create table scored (profile_id_l bigint, profile_id_r bigint)")
    connection.executemany("insert into scored values (?, ?)", sorted(SCORED))
    placed = (
        "(select identity_id, profile_id, source_id, component_id,"
        " from identities inner join placed using (profile_id))"
    )
    macros.create("missing", macros.missing_pairs(settings, placed, "keys", "scored"))

    profile = dict(connection.execute("select identity_id, profile_id from identities").fetchall())
    found = connection.execute(
        "select identity_id_l, identity_id_r, pattern, n_record_pairs from missing order by all"
    ).fetchall()
    together = {pair for members in COMPONENTS.values() for pair in combinations(members, 2)}
    expected = {
        (a, b)
        for a, b in combinations(sorted(profile), 2)
        if tuple(sorted((profile[a], profile[b]))) in together - SCORED
    }
    assert [pair[:2] for pair in found] == sorted(expected)
    assert {pair[3] for pair in found} == {0}, "they do not train"

    # the pattern is that of the same pair wherever it is compared
    macros.create(
        "compared",
        macros.compare_pairs(
            settings, "from keys as l inner join keys as r on l.identity_id < r.identity_id", "0"
        ),
    )
    patterns = {
        (a, b): pattern
        for a, b, pattern in connection.execute(
            "select identity_id_l, identity_id_r, pattern from compared"
        ).fetchall()
    }
    assert {pair[:2]: pair[2] for pair in found} == {pair: patterns[pair] for pair in expected}

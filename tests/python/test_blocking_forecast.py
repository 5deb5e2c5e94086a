"""The forecast of pairs is what the joins then find, and stops a run that would be too large."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import toy_model
from dbt.exceptions import CompilationError
from macro_runner import Macros
from test_linkage_blocking import LINK_TYPES, blocks


def rules(m: Macros) -> list[dict]:
    return [
        m.block_on(["surname", "born"]),
        m.block_on(["forename"]),
        m.block_on(["element", "surname"], explode="postcodes"),
        m.block_on(["forename"], right=["surname"]),
        m.block_on(["born"], where="l.forename = r.forename"),
    ]


def forecast(macros: Macros, settings: dict):
    return macros.connection.execute(macros.blocking_forecast(settings, "identities")).df()


def found_alone(macros: Macros, settings: dict, rule: dict) -> int:
    """Pairs that one rule finds when it is the only one."""
    alone = settings | {"blocking_rules": [rule]}
    macros.create("pairs", f"select 1 as one {macros._rule_join(alone, rule, 'blocking_keys')}")
    return macros.connection.execute("select count(*) from pairs").fetchone()[0]


@pytest.mark.parametrize("link_type", LINK_TYPES)
@pytest.mark.parametrize("limit", [6, 1000])
def test_forecast_is_what_the_rules_find(macros, link_type, limit):
    toy_model.load(macros, toy_model.people(np.random.default_rng(1), 200))
    settings = toy_model.settings(macros, rules(macros), link_type=link_type, max_block_size=limit)
    macros.create("skipped", macros.skipped_blocks(settings, "identities"))
    macros.create("blocking_keys", macros.with_block_keys(settings, "identities", "skipped"))
    said = forecast(macros, settings)
    assert said["is_upper_bound"].tolist() == [False, False, True, True, True]
    for rule, row in zip(settings["blocking_rules"], said.itertuples(), strict=True):
        found = found_alone(macros, settings, rule)
        assert row.n_pairs >= found, rule["label"]
        if not row.is_upper_bound:
            assert row.n_pairs == found, rule["label"]
    assert said["n_pairs_so_far"].tolist() == said["n_pairs"].cumsum().tolist()
    assert (said["n_pairs"] > 0).any()
    assert (said["n_skipped_blocks"] > 0).any() == (limit == 6)


@pytest.mark.parametrize("link_type", LINK_TYPES)
def test_blocks_are_those_of_brute_force(macros, link_type):
    """Sizes, skipped blocks and their pairs, counted by hand for three plain rules."""
    rows = toy_model.people(np.random.default_rng(2), 150)
    toy_model.load(macros, rows)
    settings = toy_model.settings(macros, link_type=link_type, max_block_size=5)
    said = forecast(macros, settings)
    for rule, row in enumerate(said.itertuples()):
        members: dict = {}
        for person in rows:
            for key in blocks(person)[rule]:
                members.setdefault(key, []).append(person)
        pairs = {
            key: sum(
                a["profile_id"] != b["profile_id"] and LINK_TYPES[link_type](a, b)
                for a, b in itertools.combinations(block, 2)
            )
            for key, block in members.items()
        }
        real = {key for key, n in pairs.items() if n}
        large = {key for key in real if len(members[key]) > 5}
        assert row.n_blocks == len(real - large)
        assert row.largest_block == max(len(members[key]) for key in real)
        assert row.n_pairs == sum(pairs[key] for key in real - large)
        assert row.n_skipped_blocks == len(large)
        assert row.n_skipped_pairs == sum(pairs[key] for key in large)


def test_no_identities_give_no_pairs(macros):
    toy_model.load(macros, [])
    said = forecast(macros, toy_model.settings(macros))
    assert said[["n_blocks", "largest_block", "n_pairs", "n_pairs_so_far"]].sum().sum() == 0


# The run-operation

TABLE = """
no  rule            blocks  largest block  pairs  skipped blocks  skipped pairs  pairs so far
---------------------------------------------------------------------------------------------
 0  born                 1              4      6               0              0             6
 1  surname              1              5      6               1             10            12
 2  forename, it's       0              0      0               0              0            12
"""


@pytest.fixture
def small(macros) -> dict:
    """Nine people: five Smiths, four Khans; four born on one day."""
    rows = toy_model.people(np.random.default_rng(3), 9)
    rows = [row for row in rows if row["is_main"]]
    day = next(row["born"] for row in rows if row["born"])
    for number, row in enumerate(rows):
        row |= {"surname": "smith" if number < 5 else "khan", "forename": None}
        row |= {"born": day if number < 4 else None, "profile_id": row["identity_id"]}
    toy_model.load(macros, rows)
    return toy_model.settings(
        macros,
        [
            macros.block_on("born"),
            macros.block_on("surname"),
            macros.block_on("forename", "forename, it's"),
        ],
        max_block_size=4,
    )


def test_the_table_is_printed(macros, small):
    macros.forecast_pairs(small, "main.identities")
    title, table = macros.logged[-1].split("\n", 1)
    assert title == (
        "Pairs by blocking rule, linkage model 'toy', blocks above 4 identities skipped:"
    )
    assert [line.rstrip() for line in table.split("\n")] == TABLE.strip("\n").split("\n")


MESSAGE = (
    "Linkage model 'toy': the blocking rules would compare up to 12 pairs, more than {name} = 11."
    " Most come from rule {rule}: 6 pairs, the largest block with {largest} identities. Add an"
    " expression to that rule or drop it, lower max_block_size (now 4), or raise {name} if the"
    " machine can do it."
)


def test_a_run_beyond_the_limit_is_refused(macros, small):
    macros.forecast_pairs(small, "main.identities", limit=12)
    with pytest.raises(CompilationError) as error:
        macros.forecast_pairs(small, "main.identities", limit=11)
    assert error.value.msg == MESSAGE.format(name="limit", rule="0, 'born'", largest=4)


def test_the_pairs_are_not_built_beyond_the_limit(macros, small):
    """The check stands before the statements; the materialisation runs it first."""
    macros.create("skipped", macros.skipped_blocks(small, "identities"))
    macros.create("blocking_keys", macros.with_block_keys(small, "identities", "skipped"))
    small["blocking"]["max_pairs"] = 12
    macros._run_checks(macros.blocked_pairs(small, "blocking_keys"))
    small["blocking"]["max_pairs"] = 11
    with pytest.raises(CompilationError) as error:
        macros._run_checks(macros.blocked_pairs(small, "blocking_keys"))
    assert error.value.msg == MESSAGE.format(name="blocking.max_pairs", rule="0, 'born'", largest=4)


def test_a_model_without_checks_runs(macros):
    macros._run_checks("-- statement: one\nselect 1")
    assert macros.queries == []

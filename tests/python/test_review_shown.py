"""Who is shown which pair, and what is marked in it as equal, similar or different."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import duckdb
import pytest

from review.compare import (
    compare_dates,
    compare_names,
    compare_numbers,
    compare_postcodes,
    compare_records,
    first_values,
)
from review.decisions import NotAccepted
from review.sharing import reviewer_of, share
from review.tables import Event, Identity, Tables
from review.timeline import timeline


@pytest.fixture(scope="module")
def tables(review_warehouse) -> Tables:
    return Tables(review_warehouse / "workspace.duckdb")


# Sharing out


def test_pairs_are_shared_out_evenly_and_stay_where_they_are_when_one_more_comes():
    items = [f"item {place}" for place in range(3000)]
    two = {item: reviewer_of(item, ["analyst_2", "analyst_1"]) for item in items}
    three = {item: reviewer_of(item, ["analyst_1", "analyst_2", "analyst_3"]) for item in items}
    n_first = list(two.values()).count("analyst_1")
    # 1500 each, give or take four standard deviations of 27
    assert 1390 < n_first < 1610
    assert two == {item: reviewer_of(item, ["analyst_1", "analyst_2"]) for item in items}
    moved = {item for item in items if three[item] != two[item]}
    assert {three[item] for item in moved} == {"analyst_3"}
    assert 890 < len(moved) < 1110


def test_double_scored_pairs_are_everybodys_and_others_one_persons(tables):
    reviewers = ["analyst_1", "analyst_2"]
    shares = [share(tables.pairs, name, reviewers, lambda _: False) for name in reviewers]
    for pair in tables.pairs:
        n_shown = sum(pair in found for found in shares)
        assert n_shown == (2 if pair.is_double_scored else 1), pair.pair_id
    one = next(pair for pair in shares[1] if not pair.is_double_scored)
    kept = share(tables.pairs, "analyst_1", reviewers, lambda item: item == one.pair_id)
    assert one in kept


# What is equal, similar, different


@pytest.mark.parametrize(
    ("left", "right", "state", "marked"),
    [
        ("kierane", "kierane", "equal", ["", ""]),
        ("kierane", "kiarane", "similar", ["e", "a"]),
        ("jon", "john", "similar", ["", "h"]),
        ("smith", "smiht", "similar", ["h", "h"]),
        ("j", "john", "similar", ["", "ohn"]),
        ("khan", "wood", "different", ["Khan", "Wood"]),
        (None, "wood", "missing", ["", ""]),
        ("lee james", "james", "similar", ["Lee ", ""]),
    ],
)
def test_names_are_marked_where_they_differ(left, right, state, marked):
    found = compare_names("Surname", left, right)
    assert found.state == state
    texts = [
        "".join(part.text for value in side for part in value.parts if part.kind)
        for side in (found.left, found.right)
    ]
    assert texts == marked


@pytest.mark.parametrize(
    ("left", "right", "state", "remark"),
    [
        (date(1990, 3, 4), date(1990, 3, 4), "equal", ""),
        (date(1990, 3, 4), date(1990, 4, 3), "similar", "day and month swapped"),
        (date(1990, 3, 4), date(1991, 3, 4), "similar", "another year"),
        (date(1990, 3, 4), date(1991, 3, 5), "different", ""),
        (date(1990, 3, 4), None, "missing", ""),
    ],
)
def test_dates_say_in_which_part_they_differ(left, right, state, remark):
    found = compare_dates("Date of birth", left, right)
    assert (found.state, found.remark) == (state, remark)


def test_digits_of_a_date_are_marked_in_their_places():
    (value,) = compare_dates("Date of birth", date(1990, 3, 4), date(1991, 3, 4)).right
    assert [(part.text, part.kind) for part in value.parts] == [("04/03/199", ""), ("1", "changed")]


@pytest.mark.parametrize(
    ("left", "right", "state", "remark"),
    [
        ("A1234BC", "A1234BC", "equal", ""),
        ("A1234BC", "A1234BD", "similar", "one character differs"),
        ("A1234BC", "A1243BC", "similar", "two characters swapped"),
        ("A1234BC", "Z9934BC", "different", ""),
        ("A1234BC", None, "missing", ""),
    ],
)
def test_numbers_with_one_slip_are_similar(left, right, state, remark):
    found = compare_numbers("PNC", left, right)
    assert (found.state, found.remark) == (state, remark)


@pytest.mark.parametrize(
    ("left", "right", "state", "remark"),
    [
        (["M50AA", "OL12TW"], ["OL12TW"], "equal", "1 in common"),
        (["M50AA"], ["M50AB"], "similar", "a sector in common"),
        (["M50AA"], ["M51AB"], "similar", "a district in common"),
        (["M50AA"], ["M15AA"], "different", ""),
        (["M50AA"], [], "missing", ""),
    ],
)
def test_postcodes_have_a_code_a_sector_or_a_district_in_common(left, right, state, remark):
    found = compare_postcodes("Postcodes", left, right)
    assert (found.state, found.remark) == (state, remark)


def test_the_main_identity_is_found_behind_an_alias(tables):
    (found,) = tables.records([101])
    assert (found.main.surname, found.main.is_main) == ("kiarane", True)
    assert [(alias.surname, alias.is_main) for alias in found.aliases] == [("o'neill", False)]


def test_swapped_names_and_aliases_are_noticed(tables):
    left, right = tables.records([104, 105])
    swapped = Identity(left.main.surname, None, left.main.forename, left.main.date_of_birth, True)
    alias = Identity("ahmed", None, "khan", left.main.date_of_birth, False)
    right = replace(right, identities=(swapped, alias))
    rows = {row.label: row for row in compare_records(left, right)}
    assert rows["Surname"].remark == rows["Forename"].remark == "forename and surname swapped"
    assert [value.remark for value in rows["Other names"].right] == ["same as the main name across"]
    assert rows["Other names"].state == "equal"


def test_a_cluster_is_compared_with_the_first_record_that_has_the_field(tables):
    records = tables.records([102, 103])
    bare = replace(records[0], pnc=None, sex=None, postcodes=())
    base = first_values([bare, *records[1:]])
    assert (base.record_id, base.main.surname) == (102, records[0].main.surname)
    assert (base.pnc, base.sex, base.postcodes, base.prison_number) == (
        *(records[1].pnc, records[1].sex, records[1].postcodes, records[1].prison_number),
    )


def test_the_time_line_knows_the_days_in_common():
    line = timeline(
        [Event(date(2010, 1, 1), "a"), Event(date(2012, 6, 15), "b")],
        [Event(date(2012, 6, 15), "c"), Event(date(2020, 1, 1), "d")],
    )
    assert [day.date for day in line.days if day.is_shared] == ["15/06/2012"]
    assert (line.left[0].x, line.right[-1].x) == (2, 98)
    assert [label for _, label in line.ticks] == ["2010", "2012", "2014", "2016", "2018", "2020"]
    assert timeline([], []).days == ()
    assert len(timeline([Event(date(2010, 1, 1), "a")], []).left) == 1


# The database


def test_a_build_can_write_while_the_review_is_open(review_warehouse, tables):
    with duckdb.connect(str(review_warehouse / "workspace.duckdb")) as connection:
        connection.execute("create or replace table beside as select 1 as x")
    assert tables.records([100])[0].main.surname == "kierane"


def test_a_warehouse_without_tables_says_which_command_makes_them(tmp_path):
    with pytest.raises(NotAccepted, match="workspace.duckdb does not exist. Run `make` first"):
        Tables(tmp_path / "workspace.duckdb")
    duckdb.connect(str(tmp_path / "workspace.duckdb")).close()
    with pytest.raises(NotAccepted, match="no tables to review.*models/review"):
        Tables(tmp_path / "workspace.duckdb")

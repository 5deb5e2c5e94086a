"""Values of one record are worked out before the join, and no level notices."""

from __future__ import annotations

import pytest

ROWS = """
    (1, 'leeds', date '1980-03-05', 'LS1 4DY', '12'),
    (2, 'leeds', date '1980-03-15', 'LS1 4AB', '13'),
    (3, 'leeds', date '1980-05-03', 'LS2 9JT', 'twelve'),
    (4, 'leeds', null, 'no fixed abode', null),
    (5, 'leeds', date '1990-01-01', null, ''),
    (6, 'leeds', date '1980-03-05', 'LS1 4DY', '12')
"""
GUARDED = (
    "case when regexp_full_match(l.code, '[0-9]+') and regexp_full_match(r.code, '[0-9]+')"
    " then abs(cast(l.code as integer) - cast(r.code as integer)) <= 1 end"
)


@pytest.fixture
def settings(macros) -> dict:
    """A date, a postcode, and a level that guards a cast, over ROWS in one block."""
    macros.connection.execute(
        "create table identities as select *, identity_id as profile_id, 1 as source_id,"
        " true as is_main, 1::bigint as n_records, 1::bigint as n_names"
        f" from (values {ROWS}) as t (identity_id, place, born, postcode, code)"
    )
    made = macros.linkage_settings(
        model="toy",
        comparisons=[
            macros.date_of_birth_comparison("born", input_is_string=False),
            macros.postcode_comparison("postcode"),
            macros.comparison(
                "code",
                [
                    macros.null_level("l.code is null or r.code is null"),
                    macros.custom_level(GUARDED, "numbers at most one apart"),
                    macros.else_level(),
                ],
            ),
        ],
        blocking_rules=[macros.block_on(["place"], touches=[])],
    )
    macros.create("skipped", macros.skipped_blocks(made, "identities"))
    macros.create("blocking_keys", macros.with_block_keys(made, "identities", "skipped"))
    return made


def test_parts_of_postcodes_and_dates_as_text_are_worked_out_once_a_record(macros, settings):
    found = [value["sql"] for value in macros._one_sided(settings)]
    assert "cast(born as varchar)" in found
    assert sum("regexp_extract(postcode" in sql for sql in found) == 3


def test_what_may_fail_stays_behind_its_guard(macros, settings):
    """'twelve' is no integer: a cast before the join would stop the run."""
    assert not any("integer" in value["sql"] for value in macros._one_sided(settings))
    macros.create("pairs", macros.blocked_pairs(settings, "blocking_keys"))
    assert macros.connection.execute("select count(*) from pairs").fetchone() == (15,)


@pytest.mark.parametrize(
    ("call", "is_taken"),
    [
        ("cast(l.born as varchar)", True),
        ("nullif(regexp_extract(l.postcode, '^[A-Z]+/-', 0), '')", True),
        ("lower(strip_accents(l.surname))", True),
        ("cast(l.code as integer)", False),
        ("cast(cast(l.code as date) as varchar)", False),
        ("strptime(l.born, '%Y')", False),
        ("regexp_extract(error(l.surname), 'x')", False),
        ("regexp_extract(l.surname::date, 'x')", False),
        ("regexp_extract(substr(l.surname, 1 / l.n), 'x')", False),
        ("lower(l.surname)", False),
    ],
)
def test_only_calls_that_are_dear_and_never_fail_are_taken(macros, call, is_taken):
    assert macros._is_dear_and_safe(call) is is_taken


def test_levels_are_those_of_comparing_inside_the_join(macros, settings):
    macros.create("pairs", macros.blocked_pairs(settings, "blocking_keys"))
    join = "from blocking_keys as l inner join blocking_keys as r on l.identity_id < r.identity_id"
    macros.create("inside", macros.compare_pairs(settings, join, "1"))
    rows = "select identity_id_l, identity_id_r, pattern from {} order by all"
    found, inside = (
        macros.connection.execute(rows.format(t)).fetchall() for t in ("pairs", "inside")
    )
    assert found == inside
    assert len({pattern for *_, pattern in found}) > 4

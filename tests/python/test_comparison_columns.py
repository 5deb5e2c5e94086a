"""A comparison reads a column or any expression over one record, whatever its name looks like."""

from __future__ import annotations

import pytest
from comparison_pairs import our_settings
from dbt.exceptions import CompilationError

# What is written, and how it is called on the left.
LEFT = {
    "surname": "l.surname",
    "SurName": "l.surname",
    '"SurName"': "l.surname",
    '"First name"': 'l."first name"',
    "First name": 'l."first name"',
    "date of birth": 'l."date of birth"',
    '"order"': 'l."order"',
    "order": 'l."order"',
    "Prénom": "l.Prénom",
    '"a""b"': 'l."a""b"',
    "date": "l.date",
    "year": "l.year",
    "lower(first_name)": "lower(l.first_name)",
    'lower("First name")': 'lower(l."first name")',
    "a || ' ' || b": "l.a || ' ' || l.b",
    "coalesce(a, 'a.b', b)": "coalesce(l.a, 'a.b', l.b)",
    "nullif(trim(a), 'it''s a')": "nullif(trim(l.a), 'it''s a')",
    "a::varchar": "l.a::varchar",
    "a::decimal(10, 2) + b": "l.a::decimal(10, 2) + l.b",
    "cast(a as timestamp with time zone)": "cast(l.a as timestamp with time zone)",
    "try_cast(a as date) >= date '2000-01-01'": "try_cast(l.a as date) >= date '2000-01-01'",
    "a + interval 1 day": "l.a + interval 1 day",
    "a + interval '1 year'": "l.a + interval '1 year'",
    "extract(year from born)": "extract(year from l.born)",
    "substring(name from 2 for 3)": "substring(l.name from 2 for 3)",
    "year(year)": "year(l.year)",
    "case when a is null then b else c end": "case when l.a is null then l.b else l.c end",
    "a is not distinct from b": "l.a is not distinct from l.b",
    "a in ('x', 'y') and not b like 'z%'": "l.a in ('x', 'y') and not l.b like 'z%'",
    "address.postcode": "l.address.postcode",
    "address['postcode']": "l.address['postcode']",
    "names[1]": "l.names[1]",
    "names[-1]": "l.names[-1]",
    "list_transform(xs, lambda x: lower(x))": "list_transform(l.xs, lambda x: lower(x))",
    "[lower(x) for x in xs if x <> '']": "[lower(x) for x in l.xs if x <> '']",
    "a collate nocase": "l.a collate nocase",
    "round(a, 2) * 1e5": "round(l.a, 2) * 1e5",
    "seen at time zone 'UTC'": "l.seen at time zone 'UTC'",
    "strptime(a, format := '%d')": "strptime(l.a, format := '%d')",
}


@pytest.mark.parametrize("written", LEFT)
def test_columns_are_found(macros, written):
    column = macros.column_expression(written)
    assert column["l"] == LEFT[written]
    assert column["r"] == LEFT[written].replace("l.", "r.")
    assert macros.column_expression(column) == column


def test_listed_columns_are_the_only_ones(macros):
    column = macros.column_expression("f(a, b) over (order by day)", columns=["B", "day"])
    assert column["l"] == "f(a, l.b) over (order by l.day)"


NAMES = {
    "surname": "surname",
    "First name": "First_name",
    '"First name"': "First_name",
    "lower(first_name)": "lower_first_name",
    "address.postcode": "address_postcode",
    "a'; drop table x; --": "a_drop_table_x",
}


@pytest.mark.parametrize("written", NAMES)
def test_names_are_safe_identifiers(macros, written):
    assert macros.exact_match(written)["output_column_name"] == NAMES[written]
    assert macros.comparison(written, [])["output_column_name"] == NAMES[written]


def test_a_name_without_any_letter_is_still_a_name(macros):
    name = macros.exact_match('"名前"')["output_column_name"]
    assert name.isascii() and name.isidentifier()


def test_awkward_columns_are_compared(macros):
    """Names with blanks, quotes and keywords, in whatever case, through the whole of a model."""
    macros.connection.execute(
        "create table people as select 1 as identity_id, 1 as source_id, 1::ubigint as block_key_0,"
        """ 'Ann' as "First Name", 'x' as "order", 'q' as "a""b", {'street': 'l.x'} as address,"""
        " ['a'] as Tags union all by name select 2 as identity_id, 1 as source_id,"
        """ 1::ubigint as block_key_0, 'ann' as "First Name", 'x' as "order", 'r' as "a""b","""
        " {'street': 'l.x'} as address, ['a', 'b'] as Tags"
    )
    made = [
        macros.jaro_winkler_at_thresholds("first name"),
        macros.exact_match('lower("FIRST NAME")'),
        macros.exact_match("order"),
        macros.exact_match('"A""B"'),
        macros.exact_match("ADDRESS.street"),
        macros.array_intersect_at_sizes("tags"),
        macros.custom_comparison(
            [
                macros.null_level("l.Tags is null"),
                macros.custom_level("""L."Order" || 'l.order' = R."order" || 'l.order'"""),
                macros.else_level(),
            ],
            "own",
        ),
    ]
    settings = our_settings(macros, *made)
    sql = macros.compare_pairs(
        settings,
        "from people as l inner join people as r on l.block_key_0 = r.block_key_0"
        " and l.identity_id < r.identity_id",
        "1",
    )
    (row,) = macros.connection.execute(
        f"select {macros.decode_pattern(settings)} from ({sql})"
    ).fetchall()
    assert row[: len(made)] == (1, 1, 1, 0, 1, 1, 1)


WRONG = {
    "l.surname": (
        "column_expression(): 'l.surname' is prefixed; write columns of one record, without l. and"
        " r."
    ),
    "lower(first name)": (
        "column_expression(): in 'lower(first name)' nothing stands between 'first' and 'name'; put"
        " a column's name with blanks into double quotes, or list the columns in `columns`."
    ),
    "(select max(a) from b)": (
        "column_expression(): '(select max(a) from b)' has a select; an expression reads one"
        " record, so make it a column of the records first."
    ),
}


@pytest.mark.parametrize("written", WRONG)
def test_wrong_expression_gives_its_message(macros, written):
    with pytest.raises(CompilationError) as error:
        macros.column_expression(written)
    assert error.value.msg == WRONG[written]

"""Pairs of easy and awkward values, and the levels that this project and Splink give them."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pyarrow as pa
from macro_runner import Macros
from splink import SettingsCreator

ACCENTED = "abcdéß'- "
AWKWARD = [
    "", "a", "A", "é", "e", "ee", " ", "  ", "'", '"', "o'brien", "O'Brien", "anne-marie",
    "annemarie",
    "marié", "marie", "🙂", "🙂🙂", "🙃", "e\u0301", "ß", "ss", "x" * 300, "x" * 299 + "y",
    "ab" * 150, "l.name", "smith", "smyth", "smiht", "simth", "null", "0", "李小龍", "李龍小",
    "dixon", "dicksonx", "martha", "marhta", "\t", "a b", "b a",
]  # fmt: skip
POSTCODES = [
    "AB1 2CD", "AB1 2CE", "AB1 3CD", "AB2 2CD", "AB12 3CD", "AB1A 2CD", "ab1 2cd", "SW1A 1AA",
    "SW1A 1AB", "SW1B 1AB", "N1 1AA", "N1 9AA", "N2 1AA", "NW1 1AA", "AB12CD", "AB1", "1AB 2CD", "",
    "unknown", "N1 1AAA", "M1 1AE", "M1 1AF",
]  # fmt: skip
EMAILS = [
    "john.smith@company.com", "john.smyth@company.com", "john.smith@other.com", "jon@x.org",
    "jon@y",
    "john.smyth@elsewhere.net", "rebecca@other.com", "@", "@x.org", "no at sign", "a@b@c", "",
    "é@x",
]  # fmt: skip
WORDS = ["the", "great", "grate", "small", "company", "companies", "limited", "été", "x", "", "7"]
DATES_AS_TEXT = ["2000-02-30", "", "unknown", "01/02/2003", "2001-1-1", "20010101", "1999-12-31 x"]
SCHEMA = {
    "pair_id": pa.int64(),
    "name": pa.string(),
    "other": pa.string(),
    "First Name": pa.string(),
    "postcode": pa.string(),
    "email": pa.string(),
    "born": pa.date32(),
    "born_text": pa.string(),
    "seen_at": pa.timestamp("us"),
    "seen_text": pa.string(),
    "tags": pa.list_(pa.string()),
    "sounds": pa.list_(pa.string()),
    "lat": pa.float64(),
    "long": pa.float64(),
    "amount": pa.float64(),
    "count": pa.int32(),
    "vector": pa.list_(pa.float32()),
}


def _text(rng: np.random.Generator) -> str:
    if rng.random() < 0.25:
        return str(AWKWARD[rng.integers(len(AWKWARD))])
    return "".join(rng.choice(list(ACCENTED), size=rng.integers(1, 12)))


def _edited(rng: np.random.Generator, text: str) -> str:
    """The text after up to three insertions, deletions, substitutions or swaps."""
    for _ in range(rng.integers(4)):
        place = int(rng.integers(len(text) + 1))
        letter = str(rng.choice(list(ACCENTED)))
        text = [
            text[:place] + letter + text[place:],
            text[:place] + text[place + 1 :],
            text[:place] + letter + text[place + 1 :],
            text[:place]
            + text[place + 1 : place + 2]
            + text[place : place + 1]
            + text[place + 2 :],
        ][rng.integers(4)]
    return text


def _texts(rng: np.random.Generator) -> tuple[str, str]:
    left = _text(rng)
    kind = rng.random()
    return left, left if kind < 0.15 else _edited(rng, left) if kind < 0.7 else _text(rng)


def _dates(rng: np.random.Generator) -> tuple[datetime.date, datetime.date]:
    left = datetime.date(1900, 1, 1) + datetime.timedelta(days=int(rng.integers(60000)))
    if rng.random() < 0.2 and left.day <= 12:
        return left, left.replace(month=left.day, day=left.month)
    days = [0, 1, 2, 29, 30, 31, 32, 364, 365, 366, 367, 3652, 3653, 12000][rng.integers(14)]
    return left, left - datetime.timedelta(days=days)


def _row(rng: np.random.Generator, pair_id: int) -> tuple[dict[str, Any], dict[str, Any]]:
    def one_of(values: list) -> tuple:
        left = values[rng.integers(len(values))]
        return left, left if rng.random() < 0.2 else values[rng.integers(len(values))]

    def words() -> tuple:
        left = [str(word) for word in rng.choice(WORDS, size=rng.integers(0, 5))]
        kind = rng.random()
        right = [str(word) for word in rng.choice(WORDS, size=rng.integers(0, 5))]
        with_null = [*right, None] if rng.random() < 0.1 else right
        return left, left[::-1] if kind < 0.15 else left[:2] if kind < 0.3 else with_null

    def numbers() -> tuple:
        left = float(rng.choice([0, 0, 1, -1, 100, 1e9, rng.normal() * 100]))
        return left, left * float(rng.choice([1, 1.05, 0.95, 1.1, 2, -1])) + float(
            rng.choice([0, 0, 1, -3])
        )

    def vectors() -> tuple:
        left = [float(x) for x in rng.normal(size=3)]
        right = [x * rng.choice([1, 2]) + rng.normal() * rng.choice([0, 0.3, 2]) for x in left]
        return left, [0.0, 0.0, 0.0] if rng.random() < 0.05 else [float(x) for x in right]

    def places() -> tuple[tuple, tuple]:
        lat, long = rng.uniform(-90, 90), rng.uniform(-180, 180)
        near = 10.0 ** rng.uniform(-6, 2)
        return (lat, lat + near * rng.normal()), (long, long + near * rng.normal())

    names = _texts(rng), _texts(rng)
    if rng.random() < 0.1:
        (a, _), (b, _) = names
        names = (a, b), (b, a)
    born = _dates(rng)
    hours = int(rng.integers(24)), int(rng.integers(24))
    hours = hours[:1] * 2 if rng.random() < 0.5 else hours
    seen = tuple(
        datetime.datetime.combine(day, datetime.time(hour, 7))
        for day, hour in zip(born, hours, strict=True)
    )
    form = "%d/%m/%Y" if rng.random() < 0.2 else "%Y-%m-%d"
    lat, long = places()
    values = {
        "pair_id": (pair_id, pair_id),
        "name": names[0],
        "other": names[1],
        "First Name": _texts(rng),
        "postcode": one_of(POSTCODES),
        "email": one_of(EMAILS),
        "born": born,
        "born_text": tuple(
            str(rng.choice(DATES_AS_TEXT)) if rng.random() < 0.1 else day.strftime(form)
            for day in born
        ),
        "seen_at": seen,
        "seen_text": tuple(moment.strftime("%Y-%m-%dT%H:%M:%SZ") for moment in seen),
        "tags": words(),
        "sounds": words(),
        "lat": lat,
        "long": long,
        "amount": numbers(),
        "count": one_of([-2, 0, 1, 2, 3, 10, 11, 2_000_000_000]),
        "vector": vectors(),
    }
    sides: tuple[dict, dict] = ({}, {})
    for column, pair in values.items():
        missing = rng.random() if column != "pair_id" else 1
        for side, value in enumerate(pair):
            is_missing = missing < 0.02 or (missing < 0.06 and (missing < 0.04) == (side == 0))
            sides[side][column] = None if is_missing else value
    return sides


def load(macros: Macros, n_pairs: int = 3000, seed: int = 1) -> None:
    """Tables `left_side` and `right_side`, one row a pair in each; view `pairs` as Splink reads."""
    rng = np.random.default_rng(seed)
    rows = [_row(rng, number) for number in range(n_pairs)]
    for side, table in enumerate(["left_side", "right_side"]):
        data = pa.Table.from_pylist([row[side] for row in rows], schema=pa.schema(SCHEMA))
        macros.connection.register(f"{table}_rows", data)
        macros.connection.execute(
            f"create table {table} as select * replace (vector::float[3] as vector),"
            f" pair_id as identity_id, 1 as source_id, 1::ubigint as block_key_0 from {table}_rows"
        )
    names = [column for column in SCHEMA if column != "pair_id"]
    both = ", ".join(
        f'l."{column}" as "{column}_l", r."{column}" as "{column}_r"' for column in names
    )
    macros.connection.execute(
        f"create table pairs as select pair_id, {both} from left_side as l"
        " inner join right_side as r using (pair_id)"
    )


def our_settings(macros: Macros, *comparisons: dict, **options: Any) -> dict:
    """A model of the comparisons and one rule."""
    rule = macros.block_on(["true"], "all", [])
    return macros.linkage_settings("golden", list(comparisons), [rule], **options)


def our_levels(macros: Macros, *comparisons: dict, where: str = "true", **options: Any) -> dict:
    """The gamma of each pair in the first comparison, through the whole of `compare_pairs()`."""
    settings = our_settings(macros, *comparisons, **options)
    from_clause = (
        "from left_side as l inner join right_side as r on l.pair_id = r.pair_id"
        f" where l.pair_id in (select pair_id from pairs where {where})"
    )
    name = comparisons[0]["output_column_name"]
    return dict(
        macros.connection.execute(
            f"select identity_id_l, gamma_{name} from (select *,"
            f" {macros.decode_pattern(settings)} from"
            f" ({macros.compare_pairs(settings, from_clause, '1')}))"
        ).fetchall()
    )


def their_levels(macros: Macros, comparison: Any, where: str = "true") -> dict:
    """The gamma that Splink's own SQL gives each pair."""
    settings = SettingsCreator(link_type="dedupe_only", comparisons=[comparison])
    (made,) = settings.get_settings("duckdb").comparisons
    sql = f"select pair_id, {made._case_statement} from pairs where {where}"
    # its lambdas have an arrow, which DuckDB 2 reads only when told to
    macros.connection.execute("set lambda_syntax = 'ENABLE_SINGLE_ARROW'")
    try:
        return dict(macros.connection.execute(sql).fetchall())
    finally:
        macros.connection.execute("reset lambda_syntax")

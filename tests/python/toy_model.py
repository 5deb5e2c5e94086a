"""A small linkage model over made-up people, for tests that work out the answer by hand."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pyarrow as pa
from macro_runner import Macros

FORENAMES = ["anna", "anne", "hanna", "john", "jon", "johan", "mary", "maria", None]
SURNAMES = ["smith", "smyth", "smithe", "jones", "johns", "khan", "kahn", "patel", None]
POSTCODES = ["AB12CD", "AB12CE", "AB13XY", "ZZ99AA", "ZZ98BB"]
TYPES = (
    "identity_id bigint, profile_id bigint, is_main boolean, source_id integer,"
    " source_dataset varchar, n_records bigint, n_names bigint, forename varchar, surname varchar,"
    " born date, postcodes varchar[]"
)


def people(rng: np.random.Generator, n_profiles: int) -> list[dict[str, Any]]:
    """Identities as `link_person__identities` has them: some profiles have an alias."""
    rows = []
    for profile in range(n_profiles):
        source = int(rng.integers(1, 4))
        n_records = int(rng.choice([1, 1, 1, 2, 3]))
        n_names = int(rng.choice([1, 1, 1, 2]))
        postcodes = sorted(rng.choice(POSTCODES, size=rng.integers(0, 4), replace=False))
        for name in range(n_names):
            rows.append(
                {
                    "identity_id": len(rows) + 1,
                    "profile_id": 10 * (profile + 1),
                    "is_main": name == 0,
                    "source_id": source,
                    "source_dataset": f"source_{source}",
                    "n_records": n_records,
                    "n_names": n_names,
                    "forename": FORENAMES[rng.integers(len(FORENAMES))],
                    "surname": SURNAMES[rng.integers(len(SURNAMES))],
                    "born": _born(rng),
                    "postcodes": [str(code) for code in postcodes],
                }
            )
    return rows


def _born(rng: np.random.Generator) -> datetime.date | None:
    if rng.random() < 0.1:
        return None
    return datetime.date(1980 + int(rng.integers(3)), int(rng.integers(1, 4)), 1)


def load(macros: Macros, rows: list[dict[str, Any]], table: str = "identities") -> None:
    """Create the table with the types of a real one."""
    macros.connection.execute(f"create or replace table {table} ({TYPES})")
    if rows:
        macros.connection.register("rows", pa.Table.from_pylist(rows))
        macros.connection.execute(f"insert into {table} by name select * from rows")


def settings(macros: Macros, rules: list[dict] | None = None, **options: Any) -> dict:
    """Surname (with term frequency), forename, date of birth, postcodes; three rules."""
    m = macros
    return m.linkage_settings(
        model="toy",
        terms=options.pop(
            "terms",
            [
                m.term("surname", ["surname"]),
                m.term("postcode", ["postcodes"], array=True),
            ],
        ),
        comparisons=[
            m.comparison(
                "surname",
                [
                    m.null_level("l.surname is null or r.surname is null"),
                    m.comparison_level(
                        "l.surname = r.surname", "equal", tf_term="surname", exact_u_on=["surname"]
                    ),
                    m.comparison_level("similarity_surname >= 0.9", "similar"),
                    m.else_level(),
                ],
                similarities={
                    "similarity_surname": "jaro_winkler_similarity(l.surname, r.surname)"
                },
            ),
            m.comparison(
                "forename",
                [
                    m.null_level("l.forename is null or r.forename is null"),
                    m.comparison_level("l.forename = r.forename", "equal"),
                    m.comparison_level(
                        "jaro_winkler_similarity(l.forename, r.forename) >= 0.8", "similar"
                    ),
                    m.else_level(),
                ],
            ),
            m.comparison(
                "born",
                [
                    m.null_level("l.born is null or r.born is null"),
                    m.comparison_level("l.born = r.born", "equal", exact_u_on=["born"]),
                    m.else_level(),
                ],
            ),
            m.comparison(
                "postcode",
                [
                    m.null_level("len(l.postcodes) = 0 or len(r.postcodes) = 0"),
                    m.comparison_level(
                        "list_has_any(l.postcodes, r.postcodes)", "shared", tf_term="postcode"
                    ),
                    m.else_level(),
                ],
            ),
        ],
        blocking_rules=rules
        or [
            m.block_on(["surname", "born"], "surname and birth", ["surname", "born"]),
            m.block_on(["forename", "born"], "forename and birth", ["forename", "born"]),
            m.block_on(
                ["element", "surname"],
                "postcode and surname",
                ["postcode", "surname"],
                explode="postcodes",
            ),
        ],
        **options,
    )

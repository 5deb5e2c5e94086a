"""Records with known people, for tests of what blocking finds: generated ones and FEBRL 3."""

from __future__ import annotations

import csv
from dataclasses import dataclass

import febrl3
import numpy as np
import pandas as pd
from macro_runner import Macros

COLUMNS = ["forename", "surname", "born", "postcode", "number"]


@dataclass
class Errors:
    """How records of one person differ.

    `rates` and `missing` are chances a column of a record; `spread` is the standard deviation of
    the logarithm of a record's own factor on its error rates, so that some records are bad
    throughout; `bare` is the share of records that lack most values together.
    """

    rates: tuple[float, ...] = (0.06, 0.05, 0.08, 0.15, 0.05)
    missing: tuple[float, ...] = (0.05, 0.02, 0.05, 0.2, 0.6)
    times: float = 1.0
    spread: float = 0.0
    bare: float = 0.0


def people(seed: int, n_people: int, errors: Errors, n_sources: int = 1) -> pd.DataFrame:
    """Records: identity_id, person and the compared columns; one to five records a person."""
    rng = np.random.default_rng(seed)
    person = np.repeat(np.arange(n_people), rng.integers(1, 6, size=n_people))
    n = len(person)
    days = (np.datetime64("1930-01-01") + rng.integers(0, 27000, n_people)).astype("datetime64[D]")
    true = pd.DataFrame(
        {
            "forename": _names(rng, "f", 400, n_people),
            "surname": _names(rng, "s", 2000, n_people),
            "born": days.astype(str),
            "postcode": _names(rng, "p", 1500, n_people),
            "number": [f"n{i}" for i in range(n_people)],
        }
    )
    records = true.iloc[person].reset_index(drop=True)
    factor = np.exp(errors.spread * rng.standard_normal(n) - errors.spread**2 / 2)
    bare = rng.random(n) < errors.bare
    for column, rate, missing in zip(COLUMNS, errors.rates, errors.missing, strict=True):
        wrong = rng.random(n) < np.minimum(rate * errors.times * factor, 0.9)
        values = records[column].to_numpy(dtype=object)
        if column == "born":
            values[wrong] = [_slip(rng, value) for value in values[wrong]]
        else:
            values[wrong] = [f"{value[:3]}~{i}" for i, value in enumerate(values[wrong])]
        values[(rng.random(n) < missing) | (bare & (rng.random(n) < 0.8))] = None
        records[column] = values
    records["person"] = person
    records["source_id"] = rng.integers(1, n_sources + 1, size=n)
    return _completed(records.sample(frac=1, random_state=seed))


def _names(rng: np.random.Generator, letter: str, n_names: int, n: int) -> np.ndarray:
    shares = 1 / (5 + np.arange(n_names))
    drawn = rng.choice(n_names, size=n, p=shares / shares.sum())
    return np.array([f"{letter}{i:04d}" for i in drawn], dtype=object)


def _slip(rng: np.random.Generator, born: str) -> str:
    """A date with its year, its month or its day mistaken."""
    year, month, day = (int(part) for part in born.split("-"))
    part = rng.integers(3)
    if part == 0:
        year += int(rng.choice([-10, -1, 1, 10]))
    elif part == 1:
        month = month % 12 + 1
    else:
        day = day % 28 + 1
    return f"{year}-{month:02d}-{min(day, 28):02d}"


def febrl3_people() -> pd.DataFrame:
    with febrl3.csv_path().open(newline="") as lines:
        rows = [
            {name.strip(): value.strip() or None for name, value in row.items()}
            for row in csv.DictReader(lines)
        ]
    return _completed(
        pd.DataFrame(
            {
                "forename": [row["given_name"] for row in rows],
                "surname": [row["surname"] for row in rows],
                "born": [
                    f"{d[:4]}-{d[4:6]}-{d[6:]}" if (d := row["date_of_birth"]) else None
                    for row in rows
                ],
                "postcode": [row["postcode"] for row in rows],
                "number": [row["soc_sec_id"] for row in rows],
                "person": [febrl3.true_person(row["rec_id"]) for row in rows],
                "source_id": 1,
            }
        )
    )


def _completed(records: pd.DataFrame) -> pd.DataFrame:
    records = records.reset_index(drop=True)
    records["identity_id"] = records["profile_id"] = np.arange(1, len(records) + 1)
    records["is_main"], records["n_records"], records["n_names"] = True, 1, 1
    records["source_dataset"] = "source_" + records["source_id"].astype(str)
    return records


RULES = {
    "number": ["number"],
    "surname and birth": ["surname", "born"],
    "forename and birth": ["forename", "born"],
    "names and year": ["forename", "surname", "left(born, 4)"],
    "birth and postcode": ["born", "postcode"],
    "surname and postcode": ["surname", "postcode"],
    "forename and postcode": ["forename", "postcode"],
}


def settings(m: Macros, rules: list[dict] | None = None, **options) -> dict:
    comparisons = []
    for column in COLUMNS:
        levels = [
            m.null_level(f"l.{column} is null or r.{column} is null"),
            m.comparison_level(f"l.{column} = r.{column}", "equal", exact_u_on=[column]),
            m.else_level(),
        ]
        comparisons.append(m.comparison(column, levels))
    given = rules or [m.block_on(expressions, label) for label, expressions in RULES.items()]
    return m.linkage_settings(
        model="truth", comparisons=comparisons, blocking_rules=given, **options
    )


def build(macros: Macros, records: pd.DataFrame, given: dict) -> None:
    """Tables identities, blocking_keys, pairs, patterns and weights.

    The weights are right: a pattern's probability is its share of true matches.
    """
    con = macros.connection
    con.register("records", records)
    texts = ", ".join(f"cast({column} as varchar) as {column}" for column in COLUMNS)
    con.execute(f"create or replace table identities as select * replace ({texts}) from records")
    macros.create("skipped", macros.skipped_blocks(given, "identities"))
    macros.create("blocking_keys", macros.with_block_keys(given, "identities", "skipped"))
    macros.create("pairs", macros.blocked_pairs(given, "blocking_keys"))
    macros.create("patterns", macros.count_patterns(given, "pairs"))
    con.execute(
        f"""
        create or replace table weights as
        select
            pattern, {macros.decode_pattern(given)}
            log2(greatest(share, 1e-9) / greatest(1 - share, 1e-9)) as match_weight,
        from (
            select pattern, avg(case when l.person = r.person then 1.0 else 0 end) as share
            from pairs
            inner join identities as l on pairs.identity_id_l = l.identity_id
            inner join identities as r on pairs.identity_id_r = r.identity_id
            group by pattern
        )
        """
    )


def true_recall(macros: Macros, given: dict) -> pd.Series:
    """The share of matching pairs of records that were compared, by pair_group; 0 is all."""
    found = macros.connection.execute(
        f"""
        with matches as (
            select
                least(l.source_id, r.source_id) * 64 + greatest(l.source_id, r.source_id)
                    as pair_group,
                pairs.pattern is not null as is_found,
            from identities as l
            inner join identities as r on l.person = r.person and l.identity_id < r.identity_id
            left join pairs
                on pairs.identity_id_l = l.identity_id and pairs.identity_id_r = r.identity_id
            where {macros.link_type_condition(given)}
        )
        select pair_group, avg(is_found::int) as recall from matches group by pair_group
        union all select 0, avg(is_found::int) from matches
        """
    ).df()
    return found.set_index("pair_group")["recall"]


def chao(macros: Macros) -> float:
    """Recall by Chao's lower bound of the number unseen, n1^2 / (2 n2) (Chao 1987)."""
    seen = macros.connection.execute(
        """
        select bit_count(rules_satisfied) as n_rules,
            sum(n_record_pairs / (1 + pow(2.0, -match_weight))) as n
        from patterns inner join weights using (pattern, rules_satisfied)
        group by n_rules
        """
    ).fetchall()
    counts = dict(seen)
    n = sum(counts.values())
    return n / (n + counts[1] ** 2 / (2 * counts[2]))

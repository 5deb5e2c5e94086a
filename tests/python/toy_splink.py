"""Generated records, and the scores that Splink gives them under a model."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from macro_runner import Macros
from splink import Linker, SettingsCreator
from splink.backends.duckdb import DuckDBAPI

FORENAMES = ["anna", "anne", "hanna", "john", "jon", "johan", "mary", "maria"]
SURNAMES = ["smith", "smyth", "smithe", "jones", "johns", "khan", "kahn", "patel"]
POSTCODES = ["AB1 2CD", "AB1 2CE", "AB1 3XY", "AB2 1ZZ", "ZZ9 9AA", "EX1 1AA"]


def records(seed: int, n: int = 150) -> pd.DataFrame:
    """Records of one source with gaps and near misses in every column."""
    rng = np.random.default_rng(seed)

    def some(values: list, missing: float = 0.1) -> list:
        return [None if rng.random() < missing else str(rng.choice(values)) for _ in range(n)]

    dates = pd.to_datetime("1980-01-01") + pd.to_timedelta(rng.integers(0, 40, size=n) * 29, "D")
    return pd.DataFrame(
        {
            "unique_id": np.arange(1, n + 1),
            "forename": some(FORENAMES),
            "surname": some(SURNAMES),
            "dob": [None if rng.random() < 0.1 else str(date.date()) for date in dates],
            "postcode": some(POSTCODES),
            "email": [
                None if rng.random() < 0.2 else f"{rng.choice(FORENAMES)}{rng.integers(3)}@x.org"
                for _ in range(n)
            ],
            "phones": [
                None
                if rng.random() < 0.1
                else [
                    str(number) for number in rng.choice(9, size=rng.integers(0, 4), replace=False)
                ]
                for _ in range(n)
            ],
            "lat": rng.uniform(51, 51.2, size=n),
            "lon": rng.uniform(0, 0.2, size=n),
        }
    )


def trained(settings: SettingsCreator, seed: int) -> dict[str, Any]:
    """The dictionary of a model in which every level has some m and u."""
    rng = np.random.default_rng(seed)
    model = settings.get_settings("duckdb").as_dict()
    for comparison in model["comparisons"]:
        levels = [
            level for level in comparison["comparison_levels"] if not level.get("is_null_level")
        ]
        m = np.sort(rng.dirichlet(np.ones(len(levels))))[::-1]
        u = np.sort(rng.dirichlet(np.ones(len(levels))))
        for level, m_level, u_level in zip(levels, m, u, strict=True):
            level |= {"m_probability": float(m_level), "u_probability": float(u_level)}
    return model


def splink_scores(rows: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Every pair that Splink finds with the model of a file: ids, match_key, weight, gammas."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    model = json.loads(Path(path).read_text())
    database = DuckDBAPI()
    sources = (
        list(rows.groupby("source_dataset")) if "source_dataset" in rows else [("records", rows)]
    )
    frames = [
        database.register(own.reset_index(drop=True), dataset_display_name=name)
        for name, own in sources
    ]
    linker = Linker(frames, str(path), validate_settings=False)
    found = linker.inference.predict().as_pandas_dataframe()
    found["match_key"] = found["match_key"].astype(int)
    id_column = model.get("unique_id_column_name", "unique_id")
    found = found.rename(columns={f"{id_column}_{side}": f"identity_id_{side}" for side in "lr"})
    sides = ["identity_id_l", "identity_id_r"]
    found[sides] = np.sort(found[sides].to_numpy(), axis=1)  # sources order the sides of Splink
    gammas = [column for column in found if column.startswith("gamma_")]
    columns = ["identity_id_l", "identity_id_r", "match_key", "match_weight", "match_probability"]
    return found[columns + gammas].sort_values(columns[:2], ignore_index=True)


def our_scores(
    macros: Macros, settings: dict, rows: pd.DataFrame, parameters: str, shares: str
) -> pd.DataFrame:
    """Every pair that this engine finds with the settings, frequencies counted by row."""
    m, con = macros, macros.connection
    con.register("records", rows.drop(columns=["source_dataset"], errors="ignore"))
    names = rows.get("source_dataset", pd.Series(["records"] * len(rows)))
    con.register("sources", pd.DataFrame({"unique_id": rows["unique_id"], "source_dataset": names}))
    m.create(
        "identities",
        "select unique_id as identity_id, unique_id as profile_id, true as is_main,"
        " 1::bigint as n_records, 1::bigint as n_names,"
        " cast(dense_rank() over (order by source_dataset) as integer) as source_id, *"
        " from records inner join sources using (unique_id)",
    )
    m.create("all_pairs", m.all_pairs_by_group(settings, "identities"))
    m.create("parameters", parameters)
    m.create("shares", shares)
    m.create("frequencies", frequencies(m, settings))
    m.create("named", m.with_term_frequencies(settings, "identities", "frequencies", "identity_id"))
    m.create("skipped", m.skipped_blocks(settings, "named"))
    m.create("keys", m.with_block_keys(settings, "named", "skipped"))
    m.create("pairs", m.blocked_pairs(settings, "keys"))
    m.create("weights", m.pattern_weights(settings, "pairs", "parameters", "shares", "frequencies"))
    m.create("scored", m.score_pairs(settings, "pairs", "named", "weights", "parameters"))
    gammas = [f"gamma_{comparison['output_column_name']}" for comparison in settings["comparisons"]]
    return con.execute(
        "select identity_id_l, identity_id_r, match_key, match_weight, match_probability,"
        f" {', '.join(gammas)} from scored order by all"
    ).df()


def frequencies(macros: Macros, settings: dict) -> str:
    """Frequencies counted by row, as Splink counts them."""
    if not settings["terms"]:
        return "select ''::varchar as term, ''::varchar as value, 1.0::double as tf, where false"
    return macros.term_frequencies(settings, "identities", ["identity_id"])


def assert_same(ours: pd.DataFrame, theirs: pd.DataFrame) -> None:
    """The same pairs, rules and levels; weights and probabilities to a billionth."""
    pd.testing.assert_frame_equal(
        ours, theirs[ours.columns], check_dtype=False, check_exact=False, rtol=0, atol=1e-9
    )

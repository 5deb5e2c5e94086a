"""Scored pairs of the toy model, with parameters and frequencies made up for them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import toy_model
from macro_runner import Macros

M = {
    "surname": [0.05, 0.15, 0.8],
    "forename": [0.1, 0.2, 0.7],
    "born": [0.1, 0.9],
    "postcode": [0.5, 0.5],
}
U = {
    "surname": [0.9, 0.06, 0.04],
    "forename": [0.9, 0.06, 0.04],
    "born": [0.97, 0.03],
    "postcode": [0.98, 0.02],
}
PRIOR = {65: -6.0, 66: -6.5, 67: -7.0, 130: -5.5, 131: -6.2, 195: -5.9}
POOLED_ONLY = 195  # a pair of sources without parameters of its own
TF_WEIGHT = {"surname": 1.0, "postcode": 0.7}
LEAST_TF = {"surname": 0.05, "postcode": 0.0}


def chances(group: int) -> dict[str, list[tuple[float, float]]]:
    """m and u of a pair of sources, worst level first; those of all where it has none."""
    shift = 0.0 if group in (0, POOLED_ONLY) else group / 500
    shifted = {}
    for name in M:
        m, u = (np.array(p[name]) ** (1 - shift) for p in (M, U))
        shifted[name] = list(zip(m / m.sum(), u / u.sum(), strict=True))
    return shifted


def settings_of(macros: Macros) -> dict:
    """The toy model with every option of term frequency."""
    settings = toy_model.settings(macros)
    # similar surnames are adjusted too, by the commoner of the two and against u of equal ones
    settings["comparisons"][0]["comparison_levels"][2] |= {"tf_term": "surname", "tf_u_gamma": 2}
    for comparison in settings["comparisons"]:
        for level in comparison["comparison_levels"]:
            if level["tf_term"]:
                level["tf_weight"] = TF_WEIGHT[level["tf_term"]]
                level["tf_minimum_u_value"] = LEAST_TF[level["tf_term"]] or None
    return settings


def score(
    macros: Macros, rows: list[dict], frequencies: dict[tuple[str, str], float], **options
) -> pd.DataFrame:
    """The scored pairs of profiles, by the macros, with the gammas of their best names."""
    m, con = macros, macros.connection
    settings = settings_of(m)
    toy_model.load(m, rows)
    con.register(
        "frequencies",
        pd.DataFrame(
            [(*key, tf) for key, tf in frequencies.items()], columns=["term", "value", "tf"]
        ),
    )
    values = [
        (group, comparison["first_index"] + 2 + gamma, *chance)
        for group in (0, *PRIOR)
        if group != POOLED_ONLY
        for comparison in settings["comparisons"]
        for gamma, chance in enumerate(chances(group)[comparison["output_column_name"]])
    ]
    con.register(
        "chances",
        pd.DataFrame(
            values, columns=["pair_group", "parameter_index", "m_probability", "u_probability"]
        ),
    )
    m.create(
        "parameters",
        "select *, coalesce(log2(m_probability / u_probability), 0) as match_weight"
        f" from ({m._levels(settings)}) cross join (select distinct pair_group from chances)"
        " left join chances using (pair_group, parameter_index)",
    )
    con.register(
        "shares", pd.DataFrame(PRIOR.items(), columns=["pair_group", "prior_match_weight"])
    )
    m.create("named", m.with_term_frequencies(settings, "identities", "frequencies", "identity_id"))
    m.create("skipped", m.skipped_blocks(settings, "identities"))
    m.create("keys", m.with_block_keys(settings, "identities", "skipped"))
    m.create("pairs", m.blocked_pairs(settings, "keys"))
    m.create("weights", m.pattern_weights(settings, "pairs", "parameters", "shares", "frequencies"))
    sql = m.score_pairs(settings, "pairs", "named", "weights", "parameters", **options)
    return con.execute(f"select * from ({sql}) order by profile_id_l, profile_id_r").df()


def everyone(seed: int, n_profiles: int = 120) -> tuple[list[dict], dict]:
    """People with aliases, and frequencies of what main names bear."""
    rng = np.random.default_rng(seed)
    rows = toy_model.people(rng, n_profiles)
    main = [row for row in rows if row["is_main"]]
    # a surname that only aliases bear, and so was never counted
    for row in rows:
        if not row["is_main"] and rng.random() < 0.5:
            row["surname"] = "rarely"
    surnames = {row["surname"] for row in main} - {None}
    postcodes = {code for row in main for code in row["postcodes"]}
    frequencies = {("surname", value): rng.uniform(0.001, 0.3) for value in sorted(surnames)}
    frequencies |= {("postcode", value): rng.uniform(0.001, 0.3) for value in sorted(postcodes)}
    return rows, frequencies

"""Small frames in the form of the quality tables, for tests of the report."""

from __future__ import annotations

import pandas as pd


def pairs_by_rule(true_shares: list[float | None]) -> pd.DataFrame:
    """Two rules that find 60 and 40 pairs, and these shares of the true pairs so far."""
    first, second = true_shares
    return pd.DataFrame(
        {
            "match_key": [0, 1],
            "blocking_rule": ["PNC number", "surname and date of birth"],
            "n_pairs": [60, 80],
            "n_new_pairs": [60, 40],
            "n_cumulative_pairs": [60, 100],
            "share_of_new_pairs": [0.6, 0.4],
            "marginal_recall": [first, None if second is None else second - first],
            "cumulative_recall": [first, second],
        }
    ).astype({"marginal_recall": float, "cumulative_recall": float})


def trade_off(expected: float) -> pd.DataFrame:
    """One threshold: 1 % of links are false (0.5 to 2 %), 3 % of matches are missed."""
    rows = [
        ("posteriors", "false links", 0.8, expected, expected / 2, expected * 2),
        ("posteriors", "missed links", 0.8, 0.02, None, None),
        ("truth", "false links", 0.8, 0.01, 0.005, 0.02),
        ("truth", "missed links", 0.8, 0.03, 0.02, 0.04),
    ]
    columns = ["basis", "error", "match_probability", "rate", "rate_low", "rate_high"]
    return pd.DataFrame(rows, columns=columns)


def flows() -> pd.DataFrame:
    """Four moves of two stays; one is suppressed."""
    rows = [
        (1, "mags_hocas", "crown_xhibit", 60.0, False),
        (1, "mags_hocas", "none", 40.0, False),
        (1, "crown_xhibit", "mags_hocas", None, True),
        (2, "crown_xhibit", "none", 60.0, False),
    ]
    columns = ["step", "from_source", "to_source", "n_people", "is_suppressed"]
    return pd.DataFrame(rows, columns=columns)


def by_group(worse: bool) -> pd.DataFrame:
    """Accuracy of two groups and of all; women have more missed links, and are worse off if so."""
    rows = [
        ("all", "all", 0.95, 0.94, 0.96, None, []),
        ("sex", "f", 0.90, 0.88, 0.92, -0.07, ["share_with_missed_link"] if worse else []),
        ("sex", "m", 0.97, 0.96, 0.98, 0.07, []),
    ]
    columns = ["dimension", "group_name", "recall", "recall_low", "recall_high"]
    frame = pd.DataFrame(rows, columns=[*columns, "recall_difference", "worse_in"])
    return frame.assign(
        level="medium",
        precision=0.99,
        precision_low=0.98,
        precision_high=1.0,
        precision_difference=0.0,
    )


def calibration() -> pd.DataFrame:
    """Two bins against the truth, one right and one 10 points too sure, and both together."""
    rows = [
        ("truth", 0, 0.4, 0.6, 100, 0.5, 0.5, 0.4, 0.6),
        ("truth", 1, 0.8, 1.0, 100, 0.9, 0.8, 0.7, 0.9),
        ("truth", None, 0.0, 1.0, 200, 0.7, 0.65, 0.6, 0.7),
    ]
    columns = ["basis", "bin_no", "least_probability", "most_probability", "n_pairs"]
    shares = ["mean_predicted", "share_matches", "share_matches_low", "share_matches_high"]
    return pd.DataFrame(rows, columns=[*columns, *shares])


def training(m: list[float]) -> pd.DataFrame:
    """One round of EM steps with this m of one level; the log-likelihood rises by 10 a step."""
    steps = range(1, len(m) + 1)
    likelihood = pd.DataFrame({"value": [10.0 * step - 1000 for step in steps]})
    shares = pd.DataFrame({"value": m}).assign(comparison="name", parameter_index=1)
    parts = [
        part.assign(parameter=name, step=steps, iteration=steps, change=part.value.diff())
        for name, part in (("log_likelihood", likelihood), ("m_probability", shares))
    ]
    return pd.concat(parts).assign(source_dataset_l="all", source_dataset_r="all", round=1)


def churn() -> pd.DataFrame:
    """One record in fifty changed person."""
    return pd.DataFrame(
        {
            "level": ["medium"],
            "source_dataset": ["all"],
            "n_records": [100],
            "n_changed": [2],
            "share_changed": [0.02],
            "n_people_split": [1],
            "n_people_merged": [3],
        }
    )

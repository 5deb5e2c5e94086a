"""How well a partition of records agrees with the truth: pairs and B-cubed."""

from __future__ import annotations

import pandas as pd


def scores(found: pd.Series, truth: pd.Series) -> dict[str, float]:
    """Pairwise and B-cubed precision, recall and F1 of a partition.

    Args:
        found: record key to cluster.
        truth: record key to person, over the same records.

    Source: Bagga and Baldwin 1998 for B-cubed.
    """
    both = pd.DataFrame({"truth": truth, "found": found.reindex(truth.index)})
    if both["found"].isna().any():
        raise ValueError(f"{both['found'].isna().sum()} records of the truth are in no cluster")
    cells = both.groupby(["truth", "found"]).size().rename("n").reset_index()
    sizes_true = cells["truth"].map(both.groupby("truth").size())
    sizes_found = cells["found"].map(both.groupby("found").size())
    n_true = _pairs(both.groupby("truth").size())
    n_found = _pairs(both.groupby("found").size())
    n_both = _pairs(cells["n"])
    pair_precision = n_both / n_found if n_found else 1.0
    pair_recall = n_both / n_true if n_true else 1.0
    b3_precision = (cells["n"] ** 2 / sizes_found).sum() / len(both)
    b3_recall = (cells["n"] ** 2 / sizes_true).sum() / len(both)
    return {
        "pair_precision": pair_precision,
        "pair_recall": pair_recall,
        "pair_f1": _f1(pair_precision, pair_recall),
        "b3_precision": b3_precision,
        "b3_recall": b3_recall,
        "b3_f1": _f1(b3_precision, b3_recall),
    }


def _pairs(sizes: pd.Series) -> float:
    return float((sizes * (sizes - 1) // 2).sum())


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

"""How far reviewers agree on pairs that they decided without seeing each other's decisions."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from review.decisions import UNDONE, Decision, read_decisions

NORMAL_975 = 1.959963984540054


@dataclass(frozen=True)
class Agreement:
    """Two raters: on how many pairs they agree, and Cohen's kappa with its 95 % interval.

    Kappa is none where chance alone would make them agree always, or there are no pairs.
    """

    n_pairs: int
    n_agreed: int
    kappa: float | None
    kappa_low: float | None
    kappa_high: float | None


def cohen_kappa(left: Sequence[str], right: Sequence[str]) -> Agreement:
    """Cohen's kappa (1960) of two equally long lists of decisions.

    The interval is that of the large-sample variance of Fleiss, Cohen and Everitt (1969), cut at
    -1 and 1.
    """
    n = len(left)
    both = Counter(zip(left, right, strict=True))
    rows = Counter(left)
    columns = Counter(right)
    categories = sorted(rows | columns)
    n_agreed = sum(both[category, category] for category in categories)
    # Whether chance alone makes them agree always is asked of whole numbers.
    n_by_chance = sum(rows[category] * columns[category] for category in categories)
    if n_by_chance == n * n:
        return Agreement(n, n_agreed, None, None, None)
    agreed = n_agreed / n
    chance = n_by_chance / n**2
    kappa = (agreed - chance) / (1 - chance)
    variance = -((agreed * chance - 2 * chance + agreed) ** 2)
    for one in categories:
        for other in categories:
            share = both[one, other] / n
            if one == other:
                margin = (rows[one] + columns[one]) / n
                variance += share * ((1 - chance) - margin * (1 - agreed)) ** 2
            else:
                margin = (columns[one] + rows[other]) / n
                variance += share * (margin * (1 - agreed)) ** 2
    # Full agreement has a variance of nought, but for rounding.
    error = math.sqrt(variance / n) / (1 - chance) ** 2 if variance > 1e-12 else 0.0
    low, high = kappa - NORMAL_975 * error, kappa + NORMAL_975 * error
    return Agreement(n, n_agreed, kappa, max(low, -1.0), min(high, 1.0))


def pair_decisions(folder: Path) -> dict[str, dict[str, str]]:
    """What every reviewer of a folder decided on pairs: reviewer, then pair, then decision.

    Raises:
        NotAccepted: a row of a file is not a decision.
    """
    latest: dict[tuple[str, str], Decision] = {}
    for path in sorted(folder.glob("*.csv")):
        for _, decision in read_decisions(path):
            key = (decision.reviewer, decision.item_id)
            if decision.queue == "pairs" and (key not in latest or decision.at >= latest[key].at):
                latest[key] = decision
    found: dict[str, dict[str, str]] = {}
    for (reviewer, item_id), decision in sorted(latest.items()):
        if decision.decision != UNDONE:
            found.setdefault(reviewer, {})[item_id] = decision.decision
    return found


def agreements(
    decisions: Mapping[str, Mapping[str, str]], order: Sequence[str], step: int = 1
) -> list[tuple[str, str, int, Agreement | None]]:
    """Every two reviewers, how many pairs of ``order`` both decided, and their agreement.

    Only whole steps of pairs are compared (none: no agreement yet), so that who looks after each
    decision cannot tell what the other one decided; once all of ``order`` is decided, all are.
    """
    found = []
    for left, right in combinations(sorted(decisions), 2):
        both = [item for item in order if item in decisions[left] and item in decisions[right]]
        n_shown = len(both) if len(both) == len(order) else len(both) // step * step
        shown = both[:n_shown]
        agreement = cohen_kappa(
            [decisions[left][item] for item in shown], [decisions[right][item] for item in shown]
        )
        found.append((left, right, len(both), agreement if n_shown else None))
    return found

"""The pages of figures: progress, and agreement of reviewers."""

from __future__ import annotations

import math
import re
from typing import Any

from flask import abort, g, render_template

from review.agreement import agreements, pair_decisions
from review.decisions import PAIR_DECISIONS, NotAccepted
from review.pages import Page
from review.state import review

AGREEMENT_STEP = 10
"""Agreement is shown for whole tens of pairs, so that no single decision can be told from it."""


def _progress() -> str:
    state = review()
    strata: dict[str, list[int]] = {}
    words = dict.fromkeys(PAIR_DECISIONS, 0)
    n_seen = 0
    for pair in state.pairs:
        decision = state.log.latest("pairs", pair.item_id)
        counts = strata.setdefault(pair.stratum, [0, 0])
        counts[0] += decision is not None
        counts[1] += 1
        if decision:
            words[decision.decision] += 1
            n_seen += state.log.opinion_seen(pair.item_id)
    reasons: dict[str, list[int]] = {}
    for cluster in state.clusters:
        counts = reasons.setdefault(cluster.reason, [0, 0])
        counts[0] += state.is_decided(cluster)
        counts[1] += 1
    drawn: dict[str, list[int]] = {}
    for person in state.people:
        counts = drawn.setdefault(person.stratum, [0, 0])
        counts[0] += state.is_decided(person)
        counts[1] += 1
    g.queue = "pairs"
    return render_template(
        "progress.html",
        strata=sorted(strata.items(), key=_by_weight),
        reasons=sorted(reasons.items()),
        drawn=sorted(drawn.items()),
        counts=words,
        n_seen=n_seen,
        n_double=sum(pair.is_double_scored for pair in state.pairs),
        path=state.log.path,
    )


def _by_weight(stratum: tuple[str, Any]) -> tuple[float, str]:
    """Strata are named by their weights first; those come in the order of numbers."""
    number = re.match(r"-?\d+(\.\d+)?", stratum[0])
    return (float(number.group()) if number else math.inf, stratum[0])


def _agreement() -> str:
    state = review()
    order = [pair.item_id for pair in state.pairs if pair.is_double_scored]
    try:
        rows = agreements(pair_decisions(state.log.folder), order, AGREEMENT_STEP)
    except NotAccepted as error:
        abort(500, str(error))
    return render_template("agreement.html", rows=rows, n_double=len(order))


FIGURE_PAGES: list[Page] = [
    ("/progress", "progress", _progress, "GET"),
    ("/agreement", "agreement", _agreement, "GET"),
]

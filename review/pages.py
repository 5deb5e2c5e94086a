"""What the pages of all queues share: addresses, neighbours, going on to the next item."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from review.decisions import CANNOT_TELL
from review.state import review
from review.tables import Cluster, Pair, Person, Record

WORDS = {
    "match": "match",
    "not_match": "not a match",
    CANNOT_TELL: "cannot tell",
}

Page = tuple[str, str, Callable[..., Any], str]
"""A rule for addresses, the name of the page, what answers, and the HTTP method."""


def go_on(queue: str, after: int = -1) -> Response:
    """To the first undecided item behind a place in the queue, or to its end."""
    item = review().next_undecided(queue, after)
    return redirect(address(queue, item), 303)


def address(queue: str, item: Pair | Cluster | Person | None) -> str:
    """Of the page of an item; of the end of the queue where there is none."""
    if item is None:
        return url_for("done", queue=queue)
    if isinstance(item, Pair):
        return url_for("pair", pair_id=item.item_id)
    return url_for("letters", queue=queue, item_id=item.item_id)


def place_of(queue: str, item_id: str) -> int:
    """Where an item stands in the queue of this reviewer."""
    g.queue = queue
    for place, item in enumerate(review().queue(queue)):
        if item.item_id == item_id:
            return place
    abort(404, "This is none of your items. Go on with the next one.")


def neighbours(queue: str, place: int) -> dict[str, str | None]:
    """The addresses of the items before and after a place, as the page's arrows have them."""
    items = review().queue(queue)
    return {
        "previous": address(queue, items[place - 1]) if place else None,
        "next": address(queue, items[place + 1]) if place + 1 < len(items) else None,
    }


def last_decision(queue: str) -> dict[str, Any] | None:
    """The decision that undo would take back, for the bar at the foot of the page."""
    item_id = review().log.last_item(queue)
    for place, item in enumerate(review().queue(queue)):
        if item.item_id == item_id:
            decision = review().log.latest("pairs", item_id) if queue == "pairs" else None
            return {
                "number": place + 1,
                "address": address(queue, item),
                "word": WORDS[decision.decision] if decision else "saved",
            }
    return None


def records_of(record_ids: list[int]) -> list[Record]:
    """The records with these ids, all of them."""
    found = review().tables.records(record_ids)
    if len(found) < len(set(record_ids)):
        abort(
            500,
            "A record of this item is not in review_records. Build the tables again: "
            "`dbt build --select path:models/review`.",
        )
    return found


def last_item(queue: str) -> Pair | Cluster | Person:
    """The item decided last, whose decision undo takes back."""
    g.queue = queue
    item_id = review().log.last_item(queue)
    for item in review().queue(queue):
        if item.item_id == item_id:
            return item
    abort(404, "There is no decision to take back.")


def done(queue: str) -> str | Response:
    """The end of a queue, unless something is left to decide."""
    g.queue = queue
    if review().next_undecided(queue) is not None:
        return go_on(queue)
    return render_template("done.html", last=last_decision(queue))

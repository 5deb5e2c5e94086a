"""What the pages work on: the items of a reviewer, and the decisions on them."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import current_app

from review.decision_table import DecisionTable
from review.decisions import Decision, DecisionLog
from review.tables import Cluster, Pair, Person, Tables

Item = Pair | Cluster | Person


@dataclass
class Review:
    """What the pages work on."""

    tables: Tables
    log: DecisionLog
    table: DecisionTable
    pairs: list[Pair]
    clusters: list[Cluster]
    people: list[Person]
    key: str
    """Who has it in a cookie may see the pages."""
    token: str
    """Who sends it may decide: only a page of this server has it."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    drafts: dict[str, str] = field(default_factory=dict)
    """notes not yet saved, by pair"""

    def queue(self, name: str) -> Sequence[Item]:
        """The items of this reviewer in a queue."""
        return {"pairs": self.pairs, "clusters": self.clusters, "people": self.people}[name]

    def write(self, decisions: Sequence[Decision]) -> None:
        """Put decisions on disk, and into the table; whoever calls has the lock.

        Raises:
            OSError: they are not on disk.
        """
        self.log.append(decisions)
        self.table.follow(self.log.rows)

    def is_decided(self, item: Item) -> bool:
        """Whether the reviewer has decided on all of an item."""
        if isinstance(item, Pair):
            return self.log.latest("pairs", item.item_id) is not None
        return all(
            self.log.latest(item.queue, item.item_id, *member[1:]) is not None
            for member in item.members
        )

    def next_undecided(self, name: str, after: int = -1) -> Item | None:
        """The first undecided item behind a place in the queue, then from its beginning."""
        items = self.queue(name)
        for item in (*items[after + 1 :], *items[: after + 1]):
            if not self.is_decided(item):
                return item
        return None

    def n_decided(self, name: str) -> int:
        """How many items of the reviewer are decided."""
        return sum(self.is_decided(item) for item in self.queue(name))


def review() -> Review:
    """What the pages of the present request work on."""
    return current_app.extensions["review"]

"""Which items a reviewer is shown."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar


class Item(Protocol):
    """A pair or a cluster."""

    @property
    def item_id(self) -> str:
        """What its decisions are filed under."""

    @property
    def is_double_scored(self) -> bool:
        """Whether every reviewer is shown it."""


AnyItem = TypeVar("AnyItem", bound=Item)


def reviewer_of(item_id: str, reviewers: Sequence[str]) -> str:
    """Whose item it is: that of the reviewer whose hash with it is the highest.

    In whatever order the reviewers are named; one more takes a part of everybody's items and moves
    none between the others (rendezvous hashing, Thaler and Ravishankar 1998).
    """
    return max(
        sorted(reviewers),
        key=lambda reviewer: hashlib.sha256(f"{reviewer}|{item_id}".encode()).digest(),
    )


def share(
    items: Sequence[AnyItem],
    reviewer: str,
    reviewers: Sequence[str],
    is_decided: Callable[[str], bool],
) -> list[AnyItem]:
    """The items of a reviewer, in order.

    They are those that everybody is shown, those that fall to this one, and those that this one has
    decided already, should they have fallen to somebody else since.
    """
    return [
        item
        for item in items
        if item.is_double_scored
        or reviewer_of(item.item_id, reviewers) == reviewer
        or is_decided(item.item_id)
    ]

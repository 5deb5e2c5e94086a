"""The pages on which every record gets the letter of its person.

They are of two queues: clusters, whose records may be of several people, and people, where the
cluster of a record that was drawn stands above records of other clusters that are near to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from review.compare import NUMBERS, compare_records, first_values, show_identity
from review.decisions import CANNOT_TELL, UNDONE, Decision, note_for_file, note_for_reader
from review.pages import (
    Page,
    address,
    go_on,
    last_decision,
    last_item,
    neighbours,
    place_of,
    records_of,
)
from review.state import review
from review.tables import Cluster, Person, Record

MOST_PEOPLE = 150
"""As many people as an item can be parted into; every record offers that many letters."""

Lettered = Cluster | Person
QUEUES = ("clusters", "people")


def _show(queue: str, item_id: str) -> str:
    place = place_of(queue, item_id)
    state = review()
    item = state.queue(queue)[place]
    assert isinstance(item, Lettered)
    records = [
        record
        for group in item.groups
        for record in _alike_together(records_of([member[0] for member in group]))
    ]
    found = [
        state.log.latest(queue, item_id, record.source_dataset, record.record_key)
        for record in records
    ]
    rows: list[dict[str, Any]] = []
    base = first_values(records)
    seen: set[str] = set()
    for record, decision in zip(records, found, strict=True):
        fields = {row.label: row for row in compare_records(base, record)}
        have = {label for label, row in fields.items() if row.right}
        rows.append(
            {
                "record": record,
                "letter": decision.decision if decision else "",
                "fields": fields,
                # it is this record that the others are compared with
                "first_of": have - seen,
                "identities": [show_identity(one) for one in record.aliases],
                "is_drawn": record.record_id == item.drawn,
            }
        )
        seen |= have
    # Where the cluster ends and records of others begin.
    ends = {sum(map(len, item.groups[:n])) for n in range(1, len(item.groups))}
    return render_template(
        "letters.html",
        item=item,
        rows=rows,
        ends=ends,
        columns=_filled_columns(rows),
        numbers=list(NUMBERS.values()),
        letters=_letters(len(records)),
        note=next((note_for_reader(one.note) for one in found if one), ""),
        is_decided=state.is_decided(item),
        number=place + 1,
        last=last_decision(queue),
        **neighbours(queue, place),
    )


def _decide(queue: str, item_id: str) -> Response:
    place = place_of(queue, item_id)
    state = review()
    item = state.queue(queue)[place]
    assert isinstance(item, Lettered)
    letters = [request.form.get(f"letter_{record_id}", "") for record_id, *_ in item.members]
    allowed = {*_letters(len(letters)), CANNOT_TELL}
    if not allowed.issuperset(letters):
        abort(400, "Each record needs a letter, or `cannot tell`. Nothing was saved: go back.")
    with state.lock:
        state.write(_rows(item, letters, note_for_file(request.form.get("note", ""))))
    return go_on(queue, place)


def _undo(queue: str, item_id: str | None = None) -> Response:
    """Take back the decision on the item shown; where it has none, the last one made."""
    state = review()
    item = state.queue(queue)[place_of(queue, item_id)] if item_id else None
    if not isinstance(item, Lettered) or not _is_touched(item):
        item = last_item(queue)
    assert isinstance(item, Lettered)
    with state.lock:
        state.write(_rows(item, [UNDONE] * len(item.members), ""))
    return redirect(address(queue, item), 303)


def _is_touched(item: Lettered) -> bool:
    """Whether some record of it is decided on."""
    return any(
        review().log.latest(item.queue, item.item_id, *member[1:]) for member in item.members
    )


def _rows(item: Lettered, letters: Sequence[str], note: str) -> list[Decision]:
    log = review().log
    now = log.next_moment()
    return [
        Decision(now, log.reviewer, item.queue, item.item_id, source, key, "", "", letter, note)
        for (_, source, key), letter in zip(item.members, letters, strict=True)
    ]


def _alike_together(records: Sequence[Record]) -> list[Record]:
    """The records, those of the commonest identity first, so that the odd ones stand out."""

    def main(record: Record) -> tuple[Any, ...]:
        return (record.main.surname, record.main.forename, record.main.date_of_birth)

    n_alike = Counter(main(record) for record in records)
    first_place = {main(record): place for place, record in reversed(list(enumerate(records)))}
    return sorted(records, key=lambda record: (-n_alike[main(record)], first_place[main(record)]))


def _filled_columns(rows: Sequence[dict[str, Any]]) -> list[str]:
    """The columns of an item's table: those in which some record has something."""
    labels = list(rows[0]["fields"])
    numbers = set(NUMBERS.values())
    filled = {label for row in rows for label, values in row["fields"].items() if values.right}
    columns = [label for label in labels if label in filled - numbers - {"Other names"}]
    if filled & numbers:
        columns.append("Numbers")
    if "Other names" in filled:
        columns.append("Other names")
    if any(row["record"].events for row in rows):
        columns.append("Events")
    return columns


def _letters(n_records: int) -> list[str]:
    """A letter for each person that an item can have: A to Z, then AA, AB and so on."""
    alphabet = [chr(ord("A") + place) for place in range(26)]
    letters = [*alphabet, *(one + other for one in alphabet for other in alphabet)]
    return letters[: min(n_records, MOST_PEOPLE)]


_ITEM = "/<any(clusters, people):queue>/<item_id>"
LETTER_PAGES: list[Page] = [
    *((f"/{queue}", queue, partial(go_on, queue), "GET") for queue in QUEUES),
    (_ITEM, "letters", _show, "GET"),
    (f"{_ITEM}/decision", "decide_letters", _decide, "POST"),
    (f"{_ITEM}/undo", "undo_letters", _undo, "POST"),
    ("/undo/<any(clusters, people):queue>", "undo_last_letters", _undo, "POST"),
]

"""The pages of clusters: all records of one beneath each other, and a letter for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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
from review.tables import Cluster, Record

MOST_PEOPLE = 150
"""As many people as a cluster can be parted into; every record offers that many letters."""


def _first_cluster() -> Response:
    return go_on("clusters")


def _cluster(cluster_id: str) -> str:
    place = place_of("clusters", cluster_id)
    state = review()
    cluster = state.clusters[place]
    records = _alike_together(records_of([member[0] for member in cluster.members]))
    found = [
        state.log.latest("clusters", cluster_id, record.source_dataset, record.record_key)
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
            }
        )
        seen |= have
    return render_template(
        "cluster.html",
        cluster=cluster,
        rows=rows,
        columns=_filled_columns(rows),
        numbers=list(NUMBERS.values()),
        letters=_letters(len(records)),
        note=next((note_for_reader(one.note) for one in found if one), ""),
        is_decided=state.is_decided(cluster),
        number=place + 1,
        last=last_decision("clusters"),
        **neighbours("clusters", place),
    )


def _decide_cluster(cluster_id: str) -> Response:
    place = place_of("clusters", cluster_id)
    state = review()
    cluster = state.clusters[place]
    letters = [request.form.get(f"letter_{record_id}", "") for record_id, *_ in cluster.members]
    allowed = {*_letters(len(letters)), CANNOT_TELL}
    if not allowed.issuperset(letters):
        abort(400, "Each record needs a letter, or `cannot tell`. Nothing was saved: go back.")
    with state.lock:
        state.log.append(
            _cluster_rows(cluster, letters, note_for_file(request.form.get("note", "")))
        )
    return go_on("clusters", place)


def _undo_cluster(cluster_id: str | None = None) -> Response:
    """Take back the decision on the cluster shown; where it has none, the last one made."""
    state = review()
    cluster = state.clusters[place_of("clusters", cluster_id)] if cluster_id else None
    if cluster is None or not _is_touched(cluster):
        cluster = last_item("clusters")
    assert isinstance(cluster, Cluster)
    with state.lock:
        state.log.append(_cluster_rows(cluster, [UNDONE] * len(cluster.members), ""))
    return redirect(address("clusters", cluster), 303)


def _is_touched(cluster: Cluster) -> bool:
    """Whether some record of it is decided on."""
    return any(
        review().log.latest("clusters", cluster.item_id, *member[1:]) for member in cluster.members
    )


def _cluster_rows(cluster: Cluster, letters: Sequence[str], note: str) -> list[Decision]:
    log = review().log
    now = log.next_moment()
    return [
        Decision(now, log.reviewer, "clusters", cluster.item_id, source, key, "", "", letter, note)
        for (_, source, key), letter in zip(cluster.members, letters, strict=True)
    ]


def _alike_together(records: Sequence[Record]) -> list[Record]:
    """The records, those of the commonest identity first, so that the odd ones stand out."""

    def main(record: Record) -> tuple[Any, ...]:
        return (record.main.surname, record.main.forename, record.main.date_of_birth)

    n_alike = Counter(main(record) for record in records)
    first_place = {main(record): place for place, record in reversed(list(enumerate(records)))}
    return sorted(records, key=lambda record: (-n_alike[main(record)], first_place[main(record)]))


def _filled_columns(rows: Sequence[dict[str, Any]]) -> list[str]:
    """The columns of a cluster's table: those in which some record has something."""
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
    """A letter for each person that a cluster can have: A to Z, then AA, AB and so on."""
    alphabet = [chr(ord("A") + place) for place in range(26)]
    letters = [*alphabet, *(one + other for one in alphabet for other in alphabet)]
    return letters[: min(n_records, MOST_PEOPLE)]


CLUSTER_PAGES: list[Page] = [
    ("/clusters", "clusters", _first_cluster, "GET"),
    ("/clusters/<cluster_id>", "cluster", _cluster, "GET"),
    ("/clusters/<cluster_id>/decision", "decide_cluster", _decide_cluster, "POST"),
    ("/clusters/<cluster_id>/undo", "undo_cluster", _undo_cluster, "POST"),
    ("/undo/clusters", "undo_last_cluster", _undo_cluster, "POST"),
]

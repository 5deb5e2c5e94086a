"""The pages of pairs: two records beside each other, and a decision."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from review.compare import compare_records
from review.decisions import PAIR_DECISIONS, UNDONE, Decision, note_for_file, note_for_reader
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
from review.tables import Pair
from review.timeline import timeline


def _first_pair() -> Response:
    return go_on("pairs")


def _pair(pair_id: str) -> str:
    place = place_of("pairs", pair_id)
    state = review()
    pair = state.pairs[place]
    left, right = records_of([pair.record_id_l, pair.record_id_r])
    rows = compare_records(left, right)
    decision = state.log.latest("pairs", pair_id)
    has_opinion = "opinion" in request.args and state.log.opinion_seen(pair_id)
    saved_note = note_for_reader(decision.note) if decision else ""
    return render_template(
        "pair.html",
        pair=pair if has_opinion else None,
        pair_id=pair_id,
        left=left,
        right=right,
        rows=[row for row in rows if row.left or row.right],
        lacking=[row.label for row in rows if not row.left and not row.right],
        line=timeline(left.events, right.events),
        number=place + 1,
        decision=decision,
        note=state.drafts.get(pair_id, saved_note),
        last=last_decision("pairs"),
        **neighbours("pairs", place),
    )


def _decide_pair(pair_id: str) -> Response:
    place = place_of("pairs", pair_id)
    state = review()
    pair = state.pairs[place]
    word = request.form.get("decision", "")
    if word not in PAIR_DECISIONS:
        abort(400, f"A decision is one of {', '.join(PAIR_DECISIONS)}. Nothing was saved.")
    with state.lock:
        note = note_for_file(request.form.get("note", ""), state.log.opinion_seen(pair_id))
        state.write([_pair_row(pair, word, note)])
        state.drafts.pop(pair_id, None)
    return go_on("pairs", place)


def _opinion(pair_id: str) -> Response:
    place_of("pairs", pair_id)
    with review().lock:
        review().log.see_opinion(pair_id)
        review().drafts[pair_id] = request.form.get("note", "")
    return redirect(url_for("pair", pair_id=pair_id, opinion="shown"), 303)


def _undo_pair(pair_id: str | None = None) -> Response:
    """Take back the decision on the pair shown; where it has none, the last one made."""
    state = review()
    pair = state.pairs[place_of("pairs", pair_id)] if pair_id else None
    if pair is None or not state.is_decided(pair):
        pair = last_item("pairs")
    assert isinstance(pair, Pair)
    with state.lock:
        before = state.log.latest("pairs", pair.pair_id)
        state.write([_pair_row(pair, UNDONE, "")])
        if before:  # what was typed is there for the next decision
            state.drafts[pair.pair_id] = note_for_reader(before.note)
    return redirect(address("pairs", pair), 303)


def _pair_row(pair: Pair, word: str, note: str) -> Decision:
    log = review().log
    return Decision(
        log.next_moment(),
        log.reviewer,
        "pairs",
        pair.pair_id,
        pair.source_dataset_l,
        pair.record_key_l,
        pair.source_dataset_r,
        pair.record_key_r,
        word,
        note,
    )


PAIR_PAGES: list[Page] = [
    ("/pairs", "pairs", _first_pair, "GET"),
    ("/pairs/<pair_id>", "pair", _pair, "GET"),
    ("/pairs/<pair_id>/decision", "decide_pair", _decide_pair, "POST"),
    ("/pairs/<pair_id>/opinion", "opinion", _opinion, "POST"),
    ("/pairs/<pair_id>/undo", "undo_pair", _undo_pair, "POST"),
    ("/undo/pairs", "undo_last_pair", _undo_pair, "POST"),
]

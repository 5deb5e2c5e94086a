"""The app of the review: who is let in, and which pages there are.

It serves one reviewer on this machine; whoever did not come by the address printed sees nothing.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from typing import Any

from flask import Flask, abort, g, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response

from review.compare import short_source_name, source_name
from review.decision_table import DecisionTable
from review.decisions import DecisionLog, NotAccepted
from review.figure_pages import FIGURE_PAGES
from review.letter_pages import LETTER_PAGES
from review.pages import WORDS, Page, done
from review.pair_pages import PAIR_PAGES
from review.sharing import AnyItem, share
from review.state import Review, review
from review.tables import Tables

# Nothing but this server's own files; no inline script or style, no frame, no other address.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HOSTS = ["127.0.0.1", "localhost"]


def create_app(tables: Tables, log: DecisionLog, reviewers: Sequence[str] = ()) -> Flask:
    """The app for the reviewer of ``log``, who shares the items with ``reviewers``, if any.

    Raises:
        NotAccepted: the reviewer is not among the reviewers.
    """
    reviewers = list(dict.fromkeys(reviewers)) or [log.reviewer]
    if log.reviewer not in reviewers:
        raise NotAccepted(
            f"{log.reviewer} is not among the reviewers {', '.join(reviewers)}: name all who share "
            "the work, the same ones for each of them."
        )
    decided = {(decision.queue, decision.item_id) for decision in log.in_force()}

    def own(items: Sequence[AnyItem], queue: str) -> list[AnyItem]:
        return share(items, log.reviewer, reviewers, lambda item: (queue, item) in decided)

    table = DecisionTable(log.folder, log.reviewer)
    table.follow(log.rows)
    app = Flask(__name__)
    app.config.update(TRUSTED_HOSTS=HOSTS, MAX_CONTENT_LENGTH=4_000_000)
    app.config["MAX_FORM_MEMORY_SIZE"] = app.config["MAX_CONTENT_LENGTH"]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["probability"] = _probability
    app.jinja_env.filters["source"] = source_name
    app.jinja_env.filters["short_source"] = short_source_name
    app.extensions["review"] = Review(
        tables=tables,
        log=log,
        table=table,
        pairs=own(tables.pairs, "pairs"),
        clusters=own(tables.clusters, "clusters"),
        people=own(tables.people, "people"),
        key=secrets.token_urlsafe(24),
        token=secrets.token_urlsafe(24),
    )
    app.before_request(_admit)
    app.after_request(_protect)
    app.context_processor(_common)
    app.register_error_handler(HTTPException, _say_what_is_wrong)
    app.register_error_handler(OSError, _say_not_saved)
    for rule, endpoint, view, method in (
        *_OWN_PAGES,
        *PAIR_PAGES,
        *LETTER_PAGES,
        *FIGURE_PAGES,
    ):
        app.add_url_rule(rule, endpoint, view, methods=[method])
    return app


def entrance(app: Flask) -> str:
    """The path that lets a browser in."""
    return f"/enter/{app.extensions['review'].key}"


def _cookie() -> str:
    # Cookies do not know ports, and two reviewers may work on one machine.
    return f"review_{request.host.partition(':')[2] or '80'}"


def _is_same(given: str | None, wanted: str) -> bool:
    return given is not None and hmac.compare_digest(given.encode(), wanted.encode())


def _admit() -> None:
    """Let in who came by the address that was printed, and decisions from our own pages alone."""
    if request.endpoint in ("static", "enter"):
        return
    if not _is_same(request.cookies.get(_cookie()), review().key):
        abort(403, "Open the address that `make review` printed: it lets this browser in.")
    if request.method == "POST" and not _is_same(request.form.get("token"), review().token):
        abort(403, "This page is of an earlier start of the review. Nothing was saved: reload it.")


def _protect(response: Response) -> Response:
    response.headers.update(HEADERS)
    # The pages hold names and dates of birth: no copy on disk.
    response.headers["Cache-Control"] = "no-store"
    return response


def _common() -> dict[str, Any]:
    """What every page shows."""
    state = review()
    queue = g.get("queue", "pairs")
    return {
        "token": state.token,
        "reviewer": state.log.reviewer,
        "queue": queue,
        "n_decided": state.n_decided(queue),
        "n_items": len(state.queue(queue)),
        "n_pairs": len(state.pairs),
        "n_clusters": len(state.clusters),
        "n_people": len(state.people),
        "words": WORDS,
    }


def _say_what_is_wrong(error: HTTPException) -> tuple[str, int]:
    # An address that is not ours gets no page of ours.
    if isinstance(error, SecurityError):
        return "This host is not served. Open the address that `make review` printed.", 400
    status = error.code or 500
    page = "closed.html" if status == 403 else "message.html"
    return render_template(page, title=error.name, text=error.description or ""), status


def _say_not_saved(error: OSError) -> tuple[str, int]:
    text = (
        f"The decision is not on disk: {error.strerror or error} ({review().log.path}). Make room "
        "there, go back, and decide again."
    )
    return render_template("message.html", title="Not saved", text=text), 500


def _probability(value: float | None) -> str:
    """In per cent, never rounded to certainty."""
    if value is None:
        return "unknown"
    if value > 0.9999:
        return "over 99.99%"
    return f"{value:.2%}" if value >= 0.0001 else "under 0.01%"


def _enter(key: str) -> Response:
    if not _is_same(key, review().key):
        abort(403, "This address is of an earlier start. Open the one that `make review` printed.")
    response = redirect(url_for("start"), 303)
    response.set_cookie(_cookie(), review().key, httponly=True, samesite="Lax")
    return response


def _start() -> Response:
    has_pairs = bool(review().pairs) or not review().clusters
    return redirect(url_for("pairs" if has_pairs else "clusters"), 303)


_OWN_PAGES: list[Page] = [
    ("/enter/<key>", "enter", _enter, "GET"),
    ("/", "start", _start, "GET"),
    ("/done/<any(pairs, clusters, people):queue>", "done", done, "GET"),
]

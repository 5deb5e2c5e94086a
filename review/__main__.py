"""Starts the review: ``python -m review --reviewer analyst_1``."""

from __future__ import annotations

import argparse
import sys
import webbrowser
from pathlib import Path

from python_udfs.publish import warehouse
from review.app import create_app, entrance
from review.decisions import DecisionLog, NotAccepted, check_reviewer
from review.merge import DECISIONS
from review.server import LOOPBACK, listen
from review.tables import Tables


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m review",
        description="Review pairs, clusters and people in the browser, on this machine alone.",
    )
    parser.add_argument("--reviewer", required=True, help="who decides, such as analyst_1")
    parser.add_argument(
        "--reviewers",
        default="",
        help="all who share the pairs, with commas; without it this reviewer is shown all of them",
    )
    parser.add_argument("--port", type=int, default=0, help="port to listen on (0: any free one)")
    parser.add_argument(
        "--decisions", type=Path, default=DECISIONS, help=f"folder of decisions ({DECISIONS})"
    )
    parser.add_argument(
        "--warehouse", type=Path, default=warehouse(), help=f"folder of the build ({warehouse()})"
    )
    parser.add_argument("--no-browser", action="store_true", help="print the address, open nothing")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Command line; serves until it is stopped, and returns the exit status."""
    options = _arguments(arguments)
    try:
        reviewers = [
            check_reviewer(name.strip()) for name in options.reviewers.split(",") if name.strip()
        ]
        check_reviewer(options.reviewer)
        tables = Tables(options.warehouse / "workspace.duckdb")
        log = DecisionLog(options.decisions, options.reviewer)
        app = create_app(tables, log, reviewers)
        server = listen(app, options.port)
    except NotAccepted as error:
        print(f"No review. {error}", file=sys.stderr)
        return 1
    state = app.extensions["review"]
    if log.n_bytes_set_aside:
        print(
            f"{log.path}: the last line was torn ({log.n_bytes_set_aside} bytes) and is kept in "
            f"{log.path}.torn. Decide that item again."
        )
    print(
        f"{options.reviewer}: {state.n_decided('pairs'):,} of {len(state.pairs):,} pairs, "
        f"{state.n_decided('clusters'):,} of {len(state.clusters):,} clusters and "
        f"{state.n_decided('people'):,} of {len(state.people):,} people decided, in "
        f"{log.path}"
    )
    address = f"http://{LOOPBACK}:{server.effective_port}{entrance(app)}"
    print(f"Review: {address}\nStop with Ctrl-C; every decision is on disk.", flush=True)
    if not options.no_browser:
        webbrowser.open(address)
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
        log.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

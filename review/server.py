"""The web server of the review, which only this machine can reach."""

from __future__ import annotations

from typing import Any

import waitress
from flask import Flask

from review.decisions import NotAccepted

LOOPBACK = "127.0.0.1"


def listen(app: Flask, port: int) -> Any:
    """A server of ``app`` that listens on the loopback address; ``run`` serves.

    Raises:
        NotAccepted: the port is taken.
    """
    try:
        return waitress.create_server(app, host=LOOPBACK, port=port, threads=4, ident=None)
    except (OSError, OverflowError) as error:
        raise NotAccepted(
            f"Port {port} cannot be had ({error}). Leave it out, and any free port is taken."
        ) from error

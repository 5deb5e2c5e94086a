"""Runs a command as a process of its own and measures it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

# ru_maxrss counts kibibytes on Linux and bytes on macOS.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Measured:
    """Wall seconds, start-up and all, and the most memory that was resident at once, in bytes."""

    seconds: float
    peak_bytes: int
    output: str


def measured(command: list[str], cwd: Path, log: Path, **environment: str) -> Measured:
    """Run a command; what it printed is in ``log`` too. Raises where it fails.

    A process starts with the peak of the one that started it on its account, so whoever calls this
    must stay small: no data and no data libraries in the process that measures.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DBT_")}
    started = time.perf_counter()
    with log.open("wb") as file:
        process = subprocess.Popen(
            command, cwd=cwd, env=kept | environment, stdout=file, stderr=subprocess.STDOUT
        )
    try:
        _, status, usage = os.wait4(process.pid, 0)
    except BaseException:
        process.kill()
        process.wait()
        raise
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    output = log.read_text(errors="replace")
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{output}")
    return Measured(seconds, usage.ru_maxrss * RSS_UNIT, output)

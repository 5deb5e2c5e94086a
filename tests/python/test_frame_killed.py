"""A build that is killed loses nothing, and the number of threads changes nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import time

import pytest
from finished_build import Project, contents, finished_build

pytestmark = pytest.mark.built


def test_killed_build_is_not_published_and_the_next_gives_the_same(tmp_path):
    """Killed with two threads, built again with one: the same rows, keys and ids."""
    built = finished_build()
    project = Project(tmp_path, built / "data/extracts", built / "data/truth", is_as_built=True)
    log = tmp_path / "logs/dbt.log"
    process = subprocess.Popen(
        project.command("build"),
        env=project.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 300
    while process.poll() is None and time.monotonic() < deadline:
        if log.is_file() and log.read_text(errors="replace").count("OK created sql table") >= 15:
            break
        time.sleep(0.2)
    assert process.poll() is None, "the build ended before it could be killed"
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert project.publish().returncode == 1
    assert not project.published.exists()

    # tables alone: what the tests say of them is known
    only = ["--resource-type", "seed", "--resource-type", "model"]
    done = project.dbt("build", *only, DATA_FIRST_THREADS="1")
    assert done.returncode == 0, done.stdout[-3000:]
    again = contents(project.warehouse / "candidate.duckdb")
    assert again == contents(built / "warehouse/candidate.duckdb")

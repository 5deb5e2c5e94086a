"""The history of releases and the gate before publication.

Every build that passed is in ``releases.duckdb`` beside the other database files: what it was made
from, what it found, and how that compares with the limits of ``seeds/release/release_limits.csv``
(models/release, macros/release). Publishing asks here whether it may, and enters that it did.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from python_udfs import salt

HISTORY = "releases.duckdb"
OVERRULES = "seeds/release/release_overrules.csv"
# So many published releases keep who was with whom; 20 bytes a record each, or so.
KEPT = 3
AGAIN = "Run `dbt test --select release_checks` to enter the last build, or `make` to build anew."
# Metrics that compare with an earlier release, as models/release/release_checks.sql knows them.
DRIFT = re.compile("_changed?$")
ROOT = Path(__file__).parents[1]
# What the published tables come from. Quality and the gate only look at them.
CODE = (("models", "*.sql"), ("macros", "*.sql"), ("python_udfs", "text.py"))
LOOKING_ON = ("quality", "release")


class NoHistory(Exception):
    """The history cannot be read, or lacks what is wanted; the text says what to do."""


@dataclass(frozen=True)
class Check:
    """A limit that is broken: what was measured, the limit, and who overruled it."""

    metric: str
    detail: str
    measured: float
    least: float | None
    most: float | None
    unit: str
    by_how_much: float | None
    reason: str
    overruled_by: str | None

    def explained(self) -> str:
        """Which limit, by how much, and why it is there."""
        if math.isnan(self.measured):
            return f"{self.metric}, {self.detail}: is no number ({self.unit}). {self.reason}"
        is_low = self.least is not None and self.measured < self.least
        limit, word = (self.least, "below the least") if is_low else (self.most, "above the most")
        return (
            f"{self.metric}, {self.detail}: {self.measured:.6g} is {self.by_how_much:.6g}"
            f" {word}, {limit:g} ({self.unit}). {self.reason}"
        )


@dataclass(frozen=True)
class Gate:
    """How a build did at the gate: its release, limits, and those that are broken."""

    release_id: str
    invocation_id: str
    compared_with: str | None
    n_limits: int
    n_not_measured: int
    broken: list[Check]

    @property
    def stopping(self) -> list[Check]:
        """The broken limits that nobody has overruled."""
        return [check for check in self.broken if check.overruled_by is None]

    def said(self) -> str:
        """One line for a summary."""
        n_overruled = len(self.broken) - len(self.stopping)
        return (
            f"{self.n_limits - len(self.broken) - self.n_not_measured} of {self.n_limits} limits"
            f" hold, {self.n_not_measured} not measured, {len(self.stopping)} broken,"
            f" {n_overruled} overruled"
        )


def open_history(folder: Path, read_only: bool = True) -> duckdb.DuckDBPyConnection:
    """A connection to the history of the warehouse in ``folder``.

    Raises:
        NoHistory: there is none, or another process writes to it.
    """
    path = folder / HISTORY
    if not path.is_file():
        raise NoHistory(f"{path}, the history of releases, does not exist. {AGAIN}")
    try:
        return duckdb.connect(str(path), read_only=read_only)
    except duckdb.Error as error:
        raise NoHistory(
            f"{path} cannot be opened ({str(error).splitlines()[0]}). If a build is running, wait"
            " for it."
        ) from error


def gate(history: duckdb.DuckDBPyConnection, invocation_id: str) -> Gate:
    """The gate's result for the build of a run.

    Raises:
        NoHistory: the build is not in the history.
    """
    try:
        builds = history.execute(
            """
            select release_id, compared_with, n_limits, n_not_measured
            from builds where invocation_id = ?
            """,
            [invocation_id],
        ).fetchall()
        checks = history.execute(
            """
            select
                metric, detail, measured, least, most, unit, by_how_much, reason, overruled_by
            from checks
            where invocation_id = ? and state = 'breached'
            order by metric, detail
            """,
            [invocation_id],
        ).fetchall()
    except duckdb.CatalogException:
        builds = []
    if len(builds) != 1:
        raise NoHistory(f"The last build is not in the history of releases, {HISTORY}. {AGAIN}")
    [(release_id, *counts)] = builds
    return Gate(release_id, invocation_id, *counts, [Check(*check) for check in checks])


def refusal(found: Gate, today: date) -> str:
    """Why a release is stopped, and what to do."""
    n = len(found.stopping)
    said = "1 limit is" if n == 1 else f"{n} limits are"
    lines = [f"The gate stops release {found.release_id}: {said} broken."]
    lines += [f"  {check.explained()}" for check in found.stopping]
    if any(DRIFT.search(check.metric) for check in found.stopping):
        lines.append(
            f"Changes are since release {found.compared_with}, the last that was published."
            " Extracts that do not follow its own belong in a warehouse of theirs"
            " (DATA_FIRST_WAREHOUSE)."
        )
    lines += [
        "What was published before stays in place.",
        "To look: release.release_checks of workspace.duckdb, and `make compare`.",
        "To mend: find the cause and build again. Or, where somebody answers for it, add to",
        f"{OVERRULES} with who and why, and run `make overrule`:",
    ]
    lines += [
        f"  {_csv(check.metric)},{_csv(check.detail)},{found.release_id},{check.measured!r}"
        f",WHO,WHY,{today}"
        for check in found.stopping
    ]
    return "\n".join(lines)


def enter_publication(history: duckdb.DuckDBPyConnection, candidate: Path, found: Gate) -> None:
    """Enter that a build was published, and who is with whom in it; forget that of old releases.

    A build that is entered already stays as it was entered.
    """
    values = {"release_id": found.release_id}
    history.execute(f"attach {quoted(candidate)} as candidate (read_only)")
    history.execute("begin")
    history.execute(
        "update builds set published_at = ? where invocation_id = ? and published_at is null",
        [datetime.now(UTC).replace(tzinfo=None), found.invocation_id],
    )
    history.execute(
        f"""
        delete from people where release_id = $release_id or release_id not in (
            select release_id from builds
            where published_at is not null
            group by release_id
            order by max(published_at) desc, max(built_at) desc
            limit {KEPT}
        )
        """,
        values,
    )
    has_people = history.execute(
        """
        select count(*) from duckdb_tables()
        where database_name = 'candidate' and schema_name = 'linking'
            and table_name = 'person_clusters'
        """
    ).fetchone()
    if has_people == (1,):
        # A record is the first 64 bits of its salted hash, the same in every release of a salt;
        # the numbers of people mean nothing outside their release.
        history.execute(
            """
            insert into people by name
            select
                $release_id as release_id,
                cast('0x' || left(row_id_hash, 16) as ubigint) as record,
                source_dataset,
                hash(cluster_high) as cluster_high,
                hash(cluster_medium) as cluster_medium,
                hash(cluster_low) as cluster_low
            from candidate.linking.person_clusters
            """,
            values,
        )
    history.execute("commit")


def file_sha256(path: str) -> str:
    """SHA-256 of a file's bytes, in hexadecimal digits."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def release_series(extracts: str) -> str:
    """Which releases may be compared: those of one synthetic sample, or those of real extracts."""
    if salt.sample_problem(extracts) is not None:
        return "extracts"
    content = json.loads((Path(extracts) / salt.MANIFEST).read_text(encoding="utf-8"))
    n_rows = sum(content["files"].values())
    return f"synthetic sample of {content['people']} people, seed {content['seed']}, {n_rows} rows"


def project_fingerprint(_: str) -> str:
    """SHA-256 of the code that the published tables come from, 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for folder, pattern in CODE:
        for path in sorted((ROOT / folder).rglob(pattern)):
            name = path.relative_to(ROOT)
            if name.parts[1] not in LOOKING_ON:
                digest.update(f"{name.as_posix()}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def project_commit(_: str) -> str:
    """The project's commit, with `, changed` where files differ from it; empty without git."""
    try:
        top = _git("rev-parse", "--show-toplevel")
        if Path(top).resolve() != ROOT.resolve():
            return ""
        commit = _git("rev-parse", "HEAD")
        changes = _git("status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.SubprocessError):
        return ""
    return f"{commit}, changed" if changes else commit


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(ROOT), *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    return done.stdout.strip()


def _csv(value: str) -> str:
    return f'"{value}"' if "," in value else value


def quoted(value: object) -> str:
    """A text value of SQL."""
    text = str(value).replace("'", "''")
    return f"'{text}'"

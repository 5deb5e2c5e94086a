"""Decisions of reviewers, kept in one CSV file a reviewer.

A file only grows: a decision is one row, on disk before the reviewer sees the next pair. What
counts is a reviewer's latest row on a pair, or on a record of a cluster.
"""

from __future__ import annotations

import csv
import fcntl
import io
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

PAIR_DECISIONS = ("match", "not_match", "cannot_tell")
UNDONE = "undone"
CANNOT_TELL = "cannot_tell"
OPINION_SEEN = "opinion seen"
LONGEST_NOTE = 2000

_REVIEWER = re.compile(r"[A-Za-z0-9_]{1,64}")
_LETTER = re.compile(r"[A-Z]{1,2}")
# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


class NotAccepted(Exception):
    """Something is not as it must be; the text says what, where and how to mend it."""


@dataclass(frozen=True, order=True)
class Decision:
    """One row of a file of decisions, as text."""

    decided_at: str
    reviewer: str
    queue: str
    item_id: str
    source_dataset_l: str
    record_key_l: str
    source_dataset_r: str
    record_key_r: str
    decision: str
    note: str

    @property
    def subject(self) -> tuple[str, ...]:
        """What it is about: a pair, or a record of a cluster."""
        if self.queue == "pairs":
            return (self.queue, self.item_id)
        return (self.queue, self.item_id, self.source_dataset_l, self.record_key_l)

    @property
    def at(self) -> datetime:
        """When it was made; a time without a zone is UTC."""
        return _moment(self.decided_at)


COLUMNS = tuple(field.name for field in fields(Decision))


def check_reviewer(name: str) -> str:
    """The name, if it can be one of a reviewer and of a file.

    Raises:
        NotAccepted: it cannot.
    """
    if not _REVIEWER.fullmatch(name):
        raise NotAccepted(
            f"`{name}` cannot be a reviewer: use up to 64 letters, digits and _, such as analyst_1."
        )
    return name


def note_for_file(text: str, opinion_seen: bool = False) -> str:
    """A note as one line of text that no spreadsheet takes for a formula."""
    text = "".join(char if char.isprintable() else " " for char in text)
    text = " ".join(text.split())[:LONGEST_NOTE]
    if opinion_seen:
        return f"{OPINION_SEEN}: {text}" if text else OPINION_SEEN
    return f"'{text}" if text.startswith(_FORMULA) else text


def note_for_reader(note: str) -> str:
    """A note of a file as the reviewer typed it."""
    if note == OPINION_SEEN:
        return ""
    if note.startswith(f"{OPINION_SEEN}: "):
        return note[len(OPINION_SEEN) + 2 :]
    return note[1:] if note[:1] == "'" and note[1:].startswith(_FORMULA) else note


def rows_as_text(decisions: Iterable[Decision]) -> str:
    """Rows of CSV, without a header."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(astuple(decision) for decision in decisions)
    return text.getvalue()


def read_decisions(path: Path) -> Iterator[tuple[int, Decision]]:
    """The decisions of a file, each with the line on which it begins.

    A last line that is not whole is left out: its writer may be at work on it.

    Raises:
        NotAccepted: a row is not a decision.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAccepted(f"{path}: byte {error.start} is not UTF-8. Save it as UTF-8.") from error
    yield from _parsed(text[: _end_of_whole_rows(text)], path)


def _parsed(text: str, path: Path) -> Iterator[tuple[int, Decision]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    header = next(reader, None)
    if header is None:
        return
    if tuple(header) != COLUMNS:
        raise NotAccepted(
            f"{path}, line 1: the columns are not those of a file of decisions. "
            f"Make the line: {','.join(COLUMNS)}"
        )
    line = reader.line_num + 1
    for row in reader:
        if row:
            yield line, _decision(row, f"{path}, line {line}")
        line = reader.line_num + 1


def _decision(row: Sequence[str], place: str) -> Decision:
    if len(row) != len(COLUMNS):
        raise NotAccepted(
            f"{place}: {len(row)} columns instead of {len(COLUMNS)}. Put back the commas, or take "
            "the line from the file it came from."
        )
    found = Decision(*row)

    def refuse(column: str, mend: str) -> NotAccepted:
        return NotAccepted(f"{place}, column {column}: `{getattr(found, column)}`. {mend}")

    try:
        is_utc = _moment(found.decided_at).utcoffset() == timedelta(0)
    except ValueError:
        is_utc = False
    if not is_utc:
        raise refuse("decided_at", "Write a time in UTC such as 2026-01-31T09:30:00.000000Z.")
    if not _REVIEWER.fullmatch(found.reviewer):
        raise refuse("reviewer", "Use letters, digits and _, such as analyst_1.")
    if found.queue not in ("pairs", "clusters", "people"):
        raise refuse("queue", "Write `pairs`, `clusters` or `people`.")
    for column in ("item_id", "source_dataset_l", "record_key_l"):
        if not getattr(found, column):
            raise refuse(column, "It must not be empty.")
    if found.queue == "pairs":
        for column in ("source_dataset_r", "record_key_r"):
            if not getattr(found, column):
                raise refuse(column, "A pair has two records: name the second one.")
        if found.decision not in (*PAIR_DECISIONS, UNDONE):
            raise refuse("decision", f"Write one of {', '.join(PAIR_DECISIONS)} or {UNDONE}.")
    elif found.decision not in (CANNOT_TELL, UNDONE) and not _LETTER.fullmatch(found.decision):
        raise refuse("decision", f"Write a letter such as A, or {CANNOT_TELL} or {UNDONE}.")
    return found


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _end_of_whole_rows(text: str) -> int:
    """Where the last whole row ends: after the last line end outside quotes."""
    end = 0
    is_quoted = False
    for found in re.finditer(r'["\n]', text):
        if found.group() == '"':
            is_quoted = not is_quoted
        elif not is_quoted:
            end = found.end()
    return end


def torn_line(path: Path) -> int | None:
    """The line on which a row begins that is not whole; none where every row is."""
    content = path.read_bytes().decode("latin-1")
    end = _end_of_whole_rows(content)
    return None if end == len(content) else content.count("\n", 0, end) + 1


class ReviewerLock:
    """Keeps a second process off a reviewer's file; the system lets go when this one ends."""

    def __init__(self, folder: Path, reviewer: str) -> None:
        """Take the lock.

        Raises:
            NotAccepted: another process has it.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._handle = open(folder / f".{reviewer}.lock", "a+", encoding="utf-8")  # noqa: SIM115
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._handle.seek(0)
            holder = self._handle.read().strip() or "unknown"
            self._handle.close()
            raise NotAccepted(
                f"{reviewer} has the decisions in {folder} open already (process {holder}). "
                "Go on in that window, or stop that process first."
            ) from error
        self._handle.truncate(0)
        self._handle.write(str(os.getpid()))
        self._handle.flush()

    def release(self) -> None:
        """Let another process have it."""
        self._handle.close()


class DecisionLog:
    """A reviewer's decisions: what is in force, and the file that they are appended to."""

    def __init__(self, folder: Path, reviewer: str) -> None:
        """Lock, mend and read ``folder/<reviewer>.csv``; make it where it is not there.

        Raises:
            NotAccepted: another process has it open, or a row in it is not a decision.
        """
        self.reviewer = check_reviewer(reviewer)
        self.folder = folder
        self.path = folder / f"{reviewer}.csv"
        self._lock = ReviewerLock(folder, reviewer)
        self._rows: list[Decision] = []
        self._latest: dict[tuple[str, ...], Decision] = {}
        try:
            self.n_bytes_set_aside = _mend(self.path)
            for line, decision in read_decisions(self.path):
                if decision.reviewer != reviewer:
                    raise NotAccepted(
                        f"{self.path}, line {line}, column reviewer: `{decision.reviewer}`. Each "
                        "reviewer has a file: move the line, or use `make review-merge`."
                    )
                self._remember(decision)
            self._opinions_path = folder / f".{reviewer}.opinions"
            self._opinions = set()
            if self._opinions_path.is_file():
                self._opinions = set(self._opinions_path.read_text(encoding="utf-8").split())
        except BaseException:
            self._lock.release()
            raise

    def close(self) -> None:
        """Let another process have the file."""
        self._lock.release()

    @property
    def rows(self) -> Sequence[Decision]:
        """Every row of the file, in its order."""
        return self._rows

    def latest(self, *subject: str) -> Decision | None:
        """The decision in force on a pair or a record of a cluster; none where it was undone."""
        found = self._latest.get(subject)
        return None if found is None or found.decision == UNDONE else found

    def last_item(self, queue: str) -> str | None:
        """The item decided last in a queue whose decision is still in force."""
        for decision in reversed(self._rows):
            if decision.queue == queue and decision is self.latest(*decision.subject):
                return decision.item_id
        return None

    def in_force(self) -> Iterator[Decision]:
        """Every decision that counts."""
        return (decision for decision in self._latest.values() if decision.decision != UNDONE)

    def next_moment(self) -> str:
        """Now, in UTC, and later than every decision before, whatever the clock does."""
        now = datetime.now(UTC)
        if self._rows:
            now = max(now, self._rows[-1].at + timedelta(microseconds=1))
        return now.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def append(self, decisions: Sequence[Decision]) -> None:
        """Write decisions to disk, all in one go, and only then remember them.

        Raises:
            OSError: they are not on disk; the file is as it was before.
        """
        _append(self.path, rows_as_text(decisions).encode())
        for decision in decisions:
            self._remember(decision)

    def opinion_seen(self, pair_id: str) -> bool:
        """Whether the reviewer has ever looked at the model's opinion of a pair."""
        return pair_id in self._opinions

    def see_opinion(self, pair_id: str) -> None:
        """Keep that the reviewer looks at the model's opinion of a pair."""
        if pair_id not in self._opinions:
            _append(self._opinions_path, f"{pair_id}\n".encode())
            self._opinions.add(pair_id)

    def _remember(self, decision: Decision) -> None:
        self._rows.append(decision)
        # A merged file is in the order of time; the later row of one moment counts.
        before = self._latest.get(decision.subject)
        if before is None or decision.at >= before.at:
            self._latest[decision.subject] = decision


def _append(path: Path, content: bytes) -> None:
    is_new = not path.exists()
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
    try:
        size = os.fstat(handle).st_size
        try:
            written = 0
            while written < len(content):
                written += os.write(handle, content[written:])
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)
    if is_new:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Put the names of the files of a folder on disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _mend(path: Path) -> int:
    """Make a file end with a whole row; returns how many bytes were set aside for that.

    A row that lacks nothing but its line end is kept. What is left of a torn one goes to
    ``<file>.torn``: it was never confirmed to the reviewer, and still nothing is thrown away.
    """
    content = path.read_bytes() if path.exists() else b""
    # Latin 1 has one character a byte, and the line ends and quotes where UTF-8 has them.
    end = _end_of_whole_rows(content.decode("latin-1"))
    tail = content[end:]
    if b"\n" in tail:
        line = content.count(b"\n", 0, end) + 1
        raise NotAccepted(
            f"{path}, line {line}: a quotation mark opens there and never closes, so that the "
            "lines after it cannot be read. Close it, or take the line from a copy."
        )
    if tail and end and _is_whole(tail, path):
        _append(path, b"\n")
        return 0
    if tail:
        _append(path.with_name(f"{path.name}.torn"), tail + b"\n")
        with open(path, "r+b") as handle:
            handle.truncate(end)
            os.fsync(handle.fileno())
    if not end:
        _append(path, f"{','.join(COLUMNS)}\n".encode())
    return len(tail)


def _is_whole(tail: bytes, path: Path) -> bool:
    try:
        rows = list(csv.reader([tail.decode()], strict=True))
        _decision(rows[0], str(path))
    except (UnicodeDecodeError, csv.Error, NotAccepted, IndexError):
        return False
    return len(rows) == 1

"""A clerk made up from the truth: ``python -m review.simulate --errors 0.02 --out data/review``.

Writes ``<out>/decisions/<reviewer>.csv`` for the pairs, clusters and people of the last build's
review, as the review app would: right answers from the truth of the sample, but for a stated share
of errors and of items that the clerk cannot tell. Who errs where is drawn by MD5, so that the same
call writes the same bytes. It lets sampling, estimates and the app be tried at a size that no
people would review.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from python_udfs.publish import warehouse

FIELDS = (
    *("decided_at", "reviewer", "queue", "item_id", "source_dataset_l", "record_key_l"),
    *("source_dataset_r", "record_key_r", "decision", "note"),
)
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
PAIRS = """
    select
        pair_id, source_dataset_l, record_key_l, source_dataset_r, record_key_r, is_double_scored,
        l.true_person_id = r.true_person_id as is_match,
    from review.review_pairs as pairs
    inner join quality.quality_true_records as l on pairs.record_id_l = l.record_id
    inner join quality.quality_true_records as r on pairs.record_id_r = r.record_id
    where review_order <= ?
    order by review_order
"""
CLUSTERS = """
    select cluster_id, truth.source_dataset, truth.record_key, truth.true_person_id
    from review.review_clusters as suspected
    inner join linkage.link_person__record_clusters as clusters
        on suspected.cluster_id = clusters.cluster_medium
    inner join quality.quality_true_records as truth using (record_id)
    order by review_order, truth.record_id
"""
PEOPLE = """
    select item_id, truth.source_dataset, truth.record_key, truth.true_person_id
    from review.review_people as people
    inner join review.review_near_records as near using (item_id)
    inner join quality.quality_true_records as truth on near.record_id = truth.record_id
    order by people.review_order, near.place, truth.record_id
"""


class NothingToReview(Exception):
    """There is no sample or no truth; the text says what to do."""


@dataclass(frozen=True)
class Clerk:
    """How reviewers err. Shares are between 0 and 1; ``seed`` draws other errors."""

    errors: float = 0.0
    cannot_tell: float = 0.0
    reviewers: int = 1
    seed: int = 1

    def names(self) -> list[str]:
        """The reviewers' names."""
        return [f"clerk_{number}" for number in range(1, self.reviewers + 1)]

    def on_pair(self, reviewer: str, pair_id: str, is_match: bool) -> str:
        """What a reviewer says of a pair."""
        if uniform(self.seed, reviewer, pair_id, "cannot tell") < self.cannot_tell:
            return "cannot_tell"
        errs = uniform(self.seed, reviewer, pair_id, "error") < self.errors
        return "match" if is_match != errs else "not_match"

    def sees(self, reviewer: str, pair_id: str, is_double_scored: bool) -> bool:
        """Whether a pair is for this reviewer: all see one that is double scored, one any other."""
        names = self.names()
        turn = int(uniform("shared out", pair_id) * len(names))
        return is_double_scored or names[turn] == reviewer

    def on_cluster(self, reviewer: str, item_id: str, people: list[int]) -> list[str]:
        """The letters of a cluster's records, from their true people."""
        distinct = sorted(set(people), key=people.index)
        letters = [letter(distinct.index(person)) for person in people]
        for place in range(len(letters)):
            key = (self.seed, reviewer, item_id, place)
            if uniform(*key, "cannot tell") < self.cannot_tell:
                letters[place] = "cannot_tell"
            elif uniform(*key, "error") < self.errors:
                letters[place] = "Z" if letters[place] == "A" else "A"
        return letters


def letter(place: int) -> str:
    """The letter of the person at a place from 0: A to Z, then AA, AB and so on."""
    first, second = divmod(place, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + second)


def uniform(*key: object) -> float:
    """A number from 0 up to 1 by the MD5 of a key."""
    text = "|".join(map(str, key)).encode()
    return int.from_bytes(hashlib.md5(text, usedforsecurity=False).digest()[:8]) / 2**64


def rows(
    clerk: Clerk,
    reviewer: str,
    pairs: Iterable[tuple],
    clusters: Iterable[tuple],
    people: Iterable[tuple] = (),
) -> Iterator[tuple[str, ...]]:
    """One reviewer's rows without their times: queue, item, two records, decision.

    ``pairs`` are rows of ``PAIRS``, ``clusters`` rows of ``CLUSTERS``, ``people`` of ``PEOPLE``.
    """
    for pair_id, *records, is_double_scored, is_match in pairs:
        if clerk.sees(reviewer, pair_id, is_double_scored):
            yield ("pairs", pair_id, *records, clerk.on_pair(reviewer, pair_id, is_match))
    for queue, members in (("clusters", clusters), ("people", people)):
        items: dict[str, list[tuple]] = {}
        for item_id, *record in members:
            items.setdefault(str(item_id), []).append(tuple(record))
        for item_id, records in items.items():
            letters = clerk.on_cluster(reviewer, item_id, [person for *_, person in records])
            for (source, key, _), letter in zip(records, letters, strict=True):
                yield (queue, item_id, source, key, "", "", letter)


def write(folder: Path, reviewer: str, decisions: Iterable[tuple[str, ...]]) -> int:
    """Write ``folder/decisions/<reviewer>.csv`` and give the number of its rows."""
    path = folder / "decisions" / f"{reviewer}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    number = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        for number, (queue, item_id, *records, decision) in enumerate(decisions, start=1):
            at = (START + timedelta(seconds=20 * number)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            writer.writerow((at, reviewer, queue, item_id, *records, decision, ""))
    return number


def read(database: Path, size: int) -> tuple[list[tuple], list[tuple], list[tuple]]:
    """The pairs, and the records of clusters and people of a build's review, with their truth.

    Raises:
        NothingToReview: there is no build, no sample, or no truth.
    """
    if not database.is_file():
        raise NothingToReview(f"{database} does not exist. Run `make` first.")
    with duckdb.connect(str(database), read_only=True) as connection:
        try:
            pairs = connection.execute(PAIRS, [size]).fetchall()
            clusters = connection.execute(CLUSTERS).fetchall()
            people = connection.execute(PEOPLE).fetchall()
        except duckdb.CatalogException as error:
            raise NothingToReview(f"{database} holds no review. Run `make` first.") from error
    if not pairs:
        raise NothingToReview(
            f"{database} has no pair to review whose truth is known. A simulated clerk needs the"
            " truth of the synthetic sample."
        )
    return pairs, clusters, people


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is no share: give a number from 0 to 1")
    return value


def _number(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is too few: give a whole number from 1")
    return value


def main(arguments: list[str] | None = None) -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m review.simulate", description=__doc__)
    parser.add_argument("--errors", type=_share, default=0.02, help="share of wrong answers (0.02)")
    parser.add_argument(
        "--cannot-tell", type=_share, default=0.05, help="share of items left undecided (0.05)"
    )
    parser.add_argument("--reviewers", type=_number, default=2, help="number of clerks (2)")
    parser.add_argument(
        "--size", type=_number, default=2**31, help="pairs, in the order of review (all)"
    )
    parser.add_argument("--seed", type=int, default=1, help="draws who errs where (1)")
    parser.add_argument("--out", type=Path, required=True, help="folder of the review")
    given = parser.parse_args(arguments)
    clerk = Clerk(given.errors, given.cannot_tell, given.reviewers, given.seed)
    try:
        pairs, clusters, people = read(warehouse() / "workspace.duckdb", given.size)
    except NothingToReview as error:
        print(f"Not simulated. {error}", file=sys.stderr)
        return 1
    if len(pairs) < given.size < 2**31:
        print(
            f"The sample has {len(pairs):,} pairs, fewer than {given.size:,}: build with"
            f" --vars '{{review_pairs: {given.size}}}' for more.",
            file=sys.stderr,
        )
    for name in clerk.names():
        number = write(given.out, name, rows(clerk, name, pairs, clusters, people))
        print(f"{given.out / 'decisions' / name}.csv: {number:,} decisions")
    return 0


if __name__ == "__main__":
    sys.exit(main())

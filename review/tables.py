"""What there is to review, read once from the workspace into memory; the file is closed then."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from review.decisions import NotAccepted

MAKE_THEM = "Run `make`, or `dbt build --select path:models/review` where the rest is built."
PAIR_COLUMNS = (
    "pair_id, review_order, stratum, record_id_l, record_id_r, source_dataset_l, record_key_l,"
    " source_dataset_r, record_key_r, match_weight, match_probability, n_record_pairs,"
    " is_together_low, is_together_medium, is_together_high, is_double_scored"
)
CLUSTER_COLUMNS = "cluster_id, review_order, reason, n_records, evidence"
RECORD_COLUMNS = (
    "record_id, source_dataset, record_key, identities, sex, ethnic_group, postcodes, pnc, cro,"
    " prison_number, crn, ni_number, record_date, events"
)

Member = tuple[int, str, str]


@dataclass(frozen=True)
class Pair:
    """A row of review_pairs."""

    pair_id: str
    review_order: int
    stratum: str
    record_id_l: int
    record_id_r: int
    source_dataset_l: str
    record_key_l: str
    source_dataset_r: str
    record_key_r: str
    match_weight: float | None
    match_probability: float | None
    n_record_pairs: int | None
    is_together_low: bool | None
    is_together_medium: bool | None
    is_together_high: bool | None
    is_double_scored: bool

    @property
    def item_id(self) -> str:
        """What its decisions are filed under."""
        return self.pair_id


@dataclass(frozen=True)
class Cluster:
    """A row of review_clusters, with the records in it."""

    cluster_id: int
    review_order: int
    reason: str
    n_records: int
    evidence: str | None
    members: tuple[Member, ...] = field(repr=False)
    """record_id, source_dataset and record_key of each record, by source and key"""
    is_double_scored: bool = False
    queue = "clusters"
    drawn = None

    @property
    def item_id(self) -> str:
        """What its decisions are filed under."""
        return str(self.cluster_id)

    @property
    def groups(self) -> tuple[tuple[Member, ...], ...]:
        """Its records, in one group."""
        return (self.members,)


@dataclass(frozen=True)
class Person:
    """A row of review_people: a record drawn, its cluster, and records near to that."""

    item_id: str
    review_order: int
    drawn: int
    """record_id of the record drawn"""
    stratum: str
    groups: tuple[tuple[Member, ...], ...] = field(repr=False)
    """the records of its cluster, then those of others, the nearest cluster first"""
    is_double_scored: bool = False
    queue = "people"

    @property
    def members(self) -> tuple[Member, ...]:
        """All records shown."""
        return tuple(member for group in self.groups for member in group)


@dataclass(frozen=True)
class Identity:
    """A name and date of birth that a record holds."""

    forename: str | None
    middle_names: str | None
    surname: str | None
    date_of_birth: date | None
    is_main: bool


@dataclass(frozen=True)
class Event:
    """Something that happened on a day."""

    event_date: date
    event: str


@dataclass(frozen=True)
class Record:
    """A row of review_records."""

    record_id: int
    source_dataset: str
    record_key: str
    identities: tuple[Identity, ...]
    sex: str | None
    ethnic_group: str | None
    postcodes: tuple[str, ...]
    pnc: str | None
    cro: str | None
    prison_number: str | None
    crn: str | None
    ni_number: str | None
    record_date: date | None
    events: tuple[Event, ...]

    @property
    def main(self) -> Identity:
        """Its main identity; an empty one where there is none."""
        return self.identities[0] if self.identities else Identity(None, None, None, None, True)

    @property
    def aliases(self) -> tuple[Identity, ...]:
        """Its other identities."""
        return self.identities[1:]


class Tables:
    """The sampled pairs, the clusters and people to look at, and their records."""

    def __init__(self, workspace: Path) -> None:
        """Read the tables of schema ``review`` in ``workspace`` and close it.

        Raises:
            NotAccepted: the file or a table is not there, or a build has it open.
        """
        if not workspace.is_file():
            raise NotAccepted(f"{workspace} does not exist. Run `make` first.")
        self._memory = duckdb.connect(config={"threads": 1, "memory_limit": "2GB"})
        quoted = str(workspace).replace("'", "''")
        try:
            self._memory.execute(f"attach '{quoted}' as workspace (read_only)")
        except duckdb.Error as error:
            raise NotAccepted(
                f"{workspace} cannot be opened ({str(error).splitlines()[0]}). If a build is "
                "running, wait for it; the review can then run beside the next one."
            ) from error
        try:
            self.pairs = self._read_pairs()
            self.clusters = self._read_clusters()
            self.people = self._read_people()
            self._memory.execute(
                f"create table records as select {RECORD_COLUMNS}"
                " from workspace.review.review_records"
            )
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise NotAccepted(
                f"{workspace} has no tables to review ({str(error).splitlines()[0]}). {MAKE_THEM}"
            ) from error
        self._memory.execute("detach workspace")

    def _read_pairs(self) -> list[Pair]:
        rows = self._memory.execute(
            f"select {PAIR_COLUMNS} from workspace.review.review_pairs"
            " order by review_order, pair_id"
        ).fetchall()
        return [Pair(*row) for row in rows]

    def _read_clusters(self) -> list[Cluster]:
        rows = self._memory.execute(
            f"select {CLUSTER_COLUMNS} from workspace.review.review_clusters"
            " order by review_order, cluster_id"
        ).fetchall()
        members: dict[int, list[tuple[int, str, str]]] = {}
        if rows:
            # Which records a cluster has is the linkage's to say: its ids are the medium level's.
            for cluster_id, *member in self._memory.execute(
                """
                select c.cluster_medium, r.record_id, r.source_dataset, r.record_key
                from workspace.linkage.link_person__record_clusters as c
                inner join workspace.review.review_records as r using (record_id)
                where c.cluster_medium in (
                    select cluster_id from workspace.review.review_clusters
                )
                order by r.source_dataset, r.record_key
                """
            ).fetchall():
                members.setdefault(cluster_id, []).append(tuple(member))
        return [Cluster(*row, members=tuple(members[row[0]])) for row in rows if row[0] in members]

    def _read_people(self) -> list[Person]:
        found: dict[tuple[str, int, int, str], dict[bool, list[Member]]] = {}
        for item_id, order, drawn, stratum, is_near, *member in self._memory.execute(
            """
            select
                p.item_id, p.review_order, p.record_id, p.stratum, n.place > 0,
                r.record_id, r.source_dataset, r.record_key
            from workspace.review.review_people as p
            inner join workspace.review.review_near_records as n using (item_id)
            inner join workspace.review.review_records as r on n.record_id = r.record_id
            order by p.review_order, n.place, r.source_dataset, r.record_key
            """
        ).fetchall():
            groups = found.setdefault((item_id, order, drawn, stratum), {})
            groups.setdefault(is_near, []).append(tuple(member))
        return [
            Person(*key, groups=tuple(tuple(group) for group in groups.values()))
            for key, groups in found.items()
            # of a record with nothing together or near there is nothing to ask
            if sum(map(len, groups.values())) > 1
        ]

    def records(self, record_ids: list[int]) -> list[Record]:
        """The records with these ids, in this order; one that is not there is left out."""
        rows = (
            self._memory.cursor()
            .execute(
                f"select {RECORD_COLUMNS} from records where list_contains($ids, record_id)",
                {"ids": record_ids},
            )
            .fetchall()
        )
        names = RECORD_COLUMNS.replace(",", " ").split()
        found = {row[0]: _record(dict(zip(names, row, strict=True))) for row in rows}
        return [found[record_id] for record_id in record_ids if record_id in found]


def _record(row: dict[str, Any]) -> Record:
    identities = [
        Identity(
            *(identity[name] for name in ("forename", "middle_names", "surname", "date_of_birth")),
            is_main=bool(identity["is_main"]),
        )
        for identity in row["identities"] or ()
    ]
    # the main one first, the others as they stand
    identities.sort(key=lambda identity: not identity.is_main)
    events = [
        Event(event["event_date"], event["event"] or "")
        for event in row["events"] or ()
        if event["event_date"] is not None
    ]
    events.sort(key=lambda event: (event.event_date, event.event))
    postcodes = tuple(dict.fromkeys(code for code in row["postcodes"] or () if code))
    return Record(
        **row | {"identities": tuple(identities), "events": tuple(events), "postcodes": postcodes}
    )

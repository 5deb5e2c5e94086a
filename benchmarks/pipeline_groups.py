"""Where the time of a dbt run went, by group of models.

Every instant of the run is shared equally by the nodes at work in it, so that the groups' wall
seconds and those in which no node was at work ('dbt itself': start-up, parsing, waiting) add up to
the whole. Node seconds are dbt's own ``execution_time``, which two threads spend twice as fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any

# Patterns of '<resource type>:<path below its folder>', in the order in which groups are shown;
# the first that fits has the node.
_PERSON = "model:linkage/person/link_person__"
GROUPS: dict[str, list[str]] = {
    "staging": ["model:staging/*"],
    "people": ["model:people/*"],
    "pairs": [
        _PERSON + name
        for name in (
            "profiles.sql",
            "profile_records.sql",
            "names.sql",
            "identities.sql",
            "skipped_blocks.sql",
            "blocking_keys.sql",
            "blocking_forecast.sql",
            "pairs.sql",
            "self_pairs.sql",
            "random_pairs.sql",
            "pair_groups.sql",
        )
    ],
    "training": [
        _PERSON + name
        for name in (
            "patterns.sql",
            "random_agreement.sql",
            "training_history.sql",
            "parameters.sql",
            "match_shares.sql",
            "dependence.sql",
        )
    ],
    "scoring": [
        _PERSON + name
        for name in (
            "term_frequencies.sql",
            "identity_frequencies.sql",
            "pattern_weights.sql",
            "profile_weights.sql",
            "scored_pairs.sql",
            "waterfall.sql",
            "blocking_rules.sql",
            "blocking_recall.sql",
            "expected_accuracy.sql",
        )
    ],
    "clusters": [_PERSON + "*"],
    "case link": ["model:linkage/case/*"],
    "school link": ["model:linkage/education/*"],
    "marts": ["model:marts/*"],
    "quality": ["model:quality/*"],
    "review": ["model:review/*"],
    "release": ["model:release/*"],
    "tests and seeds": ["test:*", "unit_test:*", "seed:*"],
    "hooks": ["operation:*"],
}
OTHER, PUBLISH, DBT = "other", "publish", "dbt itself"


@dataclass
class Group:
    """Seconds of one group: wall (its part of the run), node (summed over threads)."""

    name: str
    wall: float = 0.0
    node: float = 0.0
    nodes: dict[str, float] = field(default_factory=dict)
    """Node name to its execution time, seconds."""

    def slowest(self, n: int = 3) -> list[tuple[str, float]]:
        """The ``n`` slowest nodes with their seconds."""
        return sorted(self.nodes.items(), key=lambda item: (-item[1], item[0]))[:n]


def group_of(unique_id: str, path: str) -> str:
    """The group of a node; ``path`` is the manifest's, below the models folder."""
    address = f"{unique_id.split('.', 1)[0]}:{path}"
    for name, patterns in GROUPS.items():
        if any(fnmatchcase(address, pattern) for pattern in patterns):
            return name
    return OTHER


def groups(results: Mapping[str, Any], paths: Mapping[str, str], wall: float) -> list[Group]:
    """Groups of one dbt run, in order, those without any node left out.

    Args:
        results: dbt's run_results.json.
        paths: unique id to path, from the manifest.
        wall: seconds of the dbt process; what no node was at work in is 'dbt itself'.
    """
    found = {name: Group(name) for name in (*GROUPS, OTHER)}
    parts = wall_parts(results["results"])
    for result in results["results"]:
        unique_id = result["unique_id"]
        group = found[group_of(unique_id, paths.get(unique_id, ""))]
        name = unique_id.split(".", 2)[-1]
        group.nodes[name] = group.nodes.get(name, 0.0) + result["execution_time"]
        group.node += result["execution_time"]
        group.wall += parts.get(unique_id, 0.0)
    used = [group for group in found.values() if group.nodes]
    return [*used, Group(DBT, wall=max(wall - sum(group.wall for group in used), 0.0))]


def wall_parts(results: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """Each node's part of the wall clock, seconds: time shared equally among those at work."""
    events = []
    for result in results:
        times = [_seconds(step[end]) for step in result["timing"] for end in _ENDS if step.get(end)]
        if times:
            events += [(min(times), 1, result["unique_id"]), (max(times), 0, result["unique_id"])]
    parts: dict[str, float] = {}
    at_work: set[str] = set()
    before = 0.0
    for moment, starts, unique_id in sorted(events):
        for node in at_work:
            parts[node] = parts.get(node, 0.0) + (moment - before) / len(at_work)
        (at_work.add if starts else at_work.discard)(unique_id)
        before = moment
    return parts


_ENDS = ("started_at", "completed_at")


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()

"""One part (block) of people: its settings, its random streams and its id ranges."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np

from synthetic.settings import Settings

# Ids of one kind that a part may use, for each person that a part can hold.
IDS_PER_PERSON = 40


@dataclass(frozen=True)
class Part:
    """People ``number * part_size + 1`` to ``number * part_size + size``.

    ``rng(name)`` depends on seed, part number and name only, so modules may draw in any order,
    in any process, and the same seed gives the same bytes.
    """

    number: int
    size: int
    seed: int
    settings: Settings
    only_people: bool = False
    # Beside the person tables, those others that the linkage reads.
    for_linkage: bool = False

    def rng(self, name: str) -> np.random.Generator:
        """A fresh generator for the stream ``name``: calling twice gives the same numbers twice."""
        key = zlib.crc32(name.encode())
        return np.random.Generator(np.random.PCG64([self.seed, self.number, key]))

    def setting(self, path: str) -> Any:
        """Setting at a dotted path, such as ``career.weights_2011``."""
        return self.settings.get(path)

    def ids(self, n: int) -> np.ndarray:
        """``n`` ids (int64) that no other part uses for the same kind of thing."""
        room = self.settings.get("part.people") * IDS_PER_PERSON
        if n > room:
            raise ValueError(f"part {self.number} needs {n} ids of one kind, but has {room}")
        return self.number * room + np.arange(1, n + 1, dtype=np.int64)

    def person_ids(self) -> np.ndarray:
        """Ids of the people of this part, int64, starting at 1 in part 0."""
        start = self.number * self.settings.get("part.people")
        return start + np.arange(1, self.size + 1, dtype=np.int64)

"""A folder of decisions, as reviewers' files, with the models that read it over a few records."""

from __future__ import annotations

from pathlib import Path

import review_models
from macro_runner import Macros

from review import simulate

HEADER = ",".join(simulate.FIELDS)
AT = "2026-01-05T09:00:0{}.000000+00:00"
PEOPLE = [(i, "court", str(i)) for i in range(1, 6)] + [(6, "prison", "1"), (7, "prison", "x,y")]
KEYS = {record_id: (source, key) for record_id, source, key in PEOPLE}


class Review:
    """A folder of decisions and the models that read it, over a handful of records."""

    def __init__(self, macros: Macros, folder: Path) -> None:
        self.macros = macros
        self.folder = folder
        macros.connection.execute(
            "create table people_records (record_id bigint, source_dataset varchar,"
            " record_key varchar)"
        )
        macros.connection.executemany("insert into people_records values (?, ?, ?)", PEOPLE)

    def write(self, name: str, *rows: str, end: str = "\n", header: str = HEADER) -> None:
        path = self.folder / "decisions" / f"{name}.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes((end.join([header, *rows]) + end).encode())

    def pair_id(self, left: int, right: int) -> str:
        l_key, r_key = (
            f"(select '{s}' as source_dataset, '{k}' as record_key)"
            for s, k in (KEYS[left], KEYS[right])
        )
        sql = f"select {self.macros.pair_id('l', 'r')} from {l_key} as l cross join {r_key} as r"
        return self.macros.connection.execute(sql).fetchone()[0]

    def pair(
        self, second: int, reviewer: str, left: int, right: int, decision: str, note: str = ""
    ) -> str:
        keys = [f'"{text}"' for record in (left, right) for text in KEYS[record]]
        item = self.pair_id(left, right)
        return ",".join([AT.format(second), reviewer, "pairs", item, *keys, decision, note])

    def record(
        self, second: int, reviewer: str, item: str, record: int | None, decision: str
    ) -> str:
        keys = KEYS[record] if record else ("", "")
        return ",".join(
            [AT.format(second), reviewer, "clusters", item, *keys, "", "", decision, ""]
        )

    def build(self, *models: str) -> None:
        for model in ("review_decision_rows", "review_rejected", "review_decisions", *models):
            review_models.build(self.macros, model, {}, review=str(self.folder))

    def rows(self, table: str, columns: str = "*") -> list[tuple]:
        sql = f"select {columns} from {table} order by all"
        return self.macros.connection.execute(sql).fetchall()

    def in_force(self) -> list[tuple]:
        return self.rows("review_decisions", "reviewer, record_id_l, record_id_r, decision")

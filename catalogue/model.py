"""What the catalogue says: shares, their tables and variables, code lists, and the joins."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from catalogue.lineage import Origin


@dataclass(frozen=True)
class CodeList:
    """A seed that gives codes their meaning; rows are as in its CSV."""

    name: str
    description: str
    columns: dict[str, str]
    rows: list[list[str]]
    path: str

    @property
    def key(self) -> str:
        """The column of codes: the first that is called so, or the first of all."""
        names = list(self.columns)
        wanted = [name for name in names if name == "code" or name.endswith("_code")]
        return (wanted or names)[0]

    def values(self, column: str) -> list[str]:
        """The distinct values of a column, in order of the list; empty ones left out."""
        place = list(self.columns).index(column)
        return list(dict.fromkeys(row[place] for row in self.rows if row[place]))


@dataclass(frozen=True)
class Measured:
    """What a variable holds in this release."""

    completeness: float | None
    n_distinct: int
    lowest: str = ""
    highest: str = ""
    common: tuple[str, ...] = ()
    is_date: bool = False
    is_hash: bool = False


@dataclass(frozen=True)
class Variable:
    """A column of a published table."""

    name: str
    label: str
    description: str
    type: str
    source: str
    provenance: str
    quality: str = ""
    rule: str = ""
    unit: str = ""
    coverage: str = ""
    references: str = ""
    code_list: str = ""
    code_column: str = ""
    n_unknown_codes: int = 0
    accepted: tuple[str, ...] = ()
    is_required: bool = False
    is_unique: bool = False
    keywords: tuple[str, ...] = ()
    measured: Measured | None = None
    origins: tuple[Origin, ...] = ()

    @property
    def values(self) -> str:
        """What values there can be: a code list by name, the values themselves, or a range."""
        found = self.measured
        if self.code_list:
            return f"code list {self.code_list}, column {self.code_column}"
        if self.accepted:
            return ", ".join(self.accepted)
        if self.type == "boolean":
            return "true, false"
        if found and found.common:
            return ", ".join(found.common)
        if found and found.lowest:
            return f"{found.lowest} to {found.highest}"
        return "hash of 64 digits" if found and found.is_hash else ""


@dataclass(frozen=True)
class ForeignKey:
    """A join: a column of a table whose values are all in a column of another."""

    column: str
    table: str
    field: str
    is_to_one: bool = True


@dataclass(frozen=True)
class Table:
    """A published table."""

    name: str
    schema: str
    unique_id: str
    summary: str
    grain: str
    assumptions: str
    nuance: str
    primary_key: tuple[str, ...]
    variables: tuple[Variable, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    date_column: str = ""
    from_date: str = ""
    to_date: str = ""
    n_rows: int | None = None

    @property
    def period(self) -> str:
        """The period of coverage, in words; empty where none is declared."""
        if not self.date_column:
            return ""
        start = f"from {self.from_date} " if self.from_date else ""
        return f"{self.date_column} {start}to {self.to_date}".strip()

    def variable(self, name: str) -> Variable:
        """The variable of a name; a ``KeyError`` where there is none."""
        for variable in self.variables:
            if variable.name == name:
                return variable
        raise KeyError(f"{self.name} has no column {name}")


@dataclass(frozen=True)
class Share:
    """The tables of one schema, with the page about them."""

    name: str
    title: str
    page: str
    tables: tuple[Table, ...] = ()

    @property
    def code_lists(self) -> list[str]:
        """Names of the code lists that its variables use, in order of first use."""
        return list(
            dict.fromkeys(
                variable.code_list
                for table in self.tables
                for variable in table.variables
                if variable.code_list
            )
        )


@dataclass(frozen=True)
class Catalogue:
    """A release described."""

    release_id: str
    built_at: str
    project: str
    shares: tuple[Share, ...]
    code_lists: dict[str, CodeList] = field(default_factory=dict)

    @property
    def built(self) -> str:
        """When it was built, to the minute, for a person."""
        return self.built_at[:16].replace("T", " ")

    @property
    def tables(self) -> list[Table]:
        """All tables, share by share."""
        return [table for share in self.shares for table in share.tables]

    def with_tables(self, tables: dict[str, Table]) -> Catalogue:
        """The same with tables replaced, by name."""
        shares = tuple(
            replace(share, tables=tuple(tables.get(one.name, one) for one in share.tables))
            for share in self.shares
        )
        return replace(self, shares=shares)

    def as_json(self) -> dict[str, Any]:
        """As plain values, for a file."""
        return asdict(self)

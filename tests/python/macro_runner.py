"""Runs this project's macros on a DuckDB connection, without a dbt invocation.

Macros are compiled by dbt's own Jinja environment and see what dbt gives them (`run_query`,
`return`, `exceptions`, `log`, `modules`), so that loops run as they do in a build, in milliseconds.
Materialisations are not run here; a real build covers them (test_linkage_febrl3.py).
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import agate
import duckdb
import jinja2
from dbt.exceptions import CompilationError
from dbt_common.clients.agate_helper import table_from_data_flat
from dbt_common.clients.jinja import get_environment
from dbt_common.exceptions.macros import MacroReturn

PROJECT = Path(__file__).parents[2]


class Macros:
    """The macros as attributes: ``Macros(connection).connected_components()``.

    ``given`` is what else dbt would give them: ``adapter``, ``config``, ``context``, ``print``.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, **given: Any) -> None:
        self.connection = connection
        self.logged: list[str] = []
        self.warnings: list[str] = []
        self.queries: list[str] = []
        self._macros: dict[str, Callable[..., Any]] = {}
        self._context = context = {
            "data_first": self._macros,
            "execute": True,
            "exceptions": {"raise_compiler_error": _raise, "warn": self.warnings.append},
            "local_md5": lambda value: hashlib.md5(value.encode()).hexdigest(),
            "log": lambda message, info=False: self.logged.append(message),
            "modules": {"re": re},
            "return": _return,
            "run_query": self.run_query,
        } | given
        for template in _templates():
            for name, macro in vars(template.make_module(context)).items():
                if name.startswith("dbt_macro__"):
                    self._macros[name.removeprefix("dbt_macro__")] = _returning(macro)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in self._macros:
            raise AttributeError(f"no macro {name} in {PROJECT / 'macros'}")
        return self._macros[name]

    def from_text(self, text: str, name: str) -> Callable[..., Any]:
        """A macro of another project, given as the text of its file."""
        template = get_environment(None, capture_macros=False).from_string(text)
        return _returning(getattr(template.make_module(self._context), f"dbt_macro__{name}"))

    def run_query(self, sql: str) -> agate.Table:
        """Run a statement and give its rows as dbt does."""
        self.queries.append(sql)
        result = self.connection.execute(sql)
        names = [column[0] for column in result.description or []]
        rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
        return table_from_data_flat(rows, names)

    def statements(self, sql: str) -> list[dict[str, str]]:
        """A model for the materialisation `statements`, cut at its markers."""
        return self._split_statements(sql)

    def create(self, table: str, sql: str) -> None:
        """Make a table of a select, or of all selects of a model of statements."""
        begun = set()
        for piece in self.statements(sql) or [{"sql": sql, "table": None}]:
            filled = piece["table"] or table
            kind = "temp table" if piece["table"] else "table"
            start = (
                f"insert into {filled}"
                if filled in begun
                else f"create or replace {kind} {filled} as"
            )
            self.connection.execute(f"{start} {piece['sql']}")
            begun.add(filled)


def signatures(folder: str) -> dict[str, list[str]]:
    """The macros of a folder of the project, with the names of their arguments."""
    return {
        name.removeprefix("dbt_macro__"): list(macro.arguments)
        for template in _templates(folder)
        for name, macro in vars(template.make_module({})).items()
        if name.startswith("dbt_macro__")
    }


@functools.cache
def _templates(folder: str = "macros") -> list[jinja2.Template]:
    environment = get_environment(None, capture_macros=False)
    paths = sorted((PROJECT / folder).rglob("*.sql"))
    return [environment.from_string(path.read_text()) for path in paths]


def _returning(macro: Callable[..., Any]) -> Callable[..., Any]:
    """The macro, giving what it hands to `return()` rather than its text."""

    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return macro(*args, **kwargs)
        except MacroReturn as returned:
            return returned.value

    return call


def _return(value: Any = None) -> None:
    raise MacroReturn(value)


def _raise(message: str) -> None:
    raise CompilationError(message)

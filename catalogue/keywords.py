"""Everyday words for variables, so that a search finds them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from catalogue.model import Catalogue, Variable

WORDS = Path(__file__).with_name("words.yml")


def with_keywords(catalogue: Catalogue) -> Catalogue:
    """With the everyday words of each variable added to those of its own yml."""
    tables = {
        table.name: replace(
            table,
            variables=tuple(
                replace(one, keywords=tuple(dict.fromkeys([*one.keywords, *keywords(one)])))
                for one in table.variables
            ),
        )
        for table in catalogue.tables
    }
    return catalogue.with_tables(tables)


def keywords(variable: Variable) -> list[str]:
    """The words of every group whose stems are in the name, the label or the code list."""
    text = f"{variable.name}\n{variable.label}\n{variable.code_list}".lower()
    return [word for words, stems in groups() if stems.search(text) for word in words]


@cache
def groups() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """The groups of words.yml: words, and what they are words of."""
    rows = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return tuple((tuple(row["say"]), re.compile("|".join(row["of"]), re.MULTILINE)) for row in rows)

"""Reads settings.yml; a dirt profile is laid over the defaults."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


@cache
def read_yaml(name: str) -> Any:
    """A YAML file of this package, parsed once a process."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with (HERE / name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=loader)


def _overlay(base: Any, over: Any) -> Any:
    """``over`` laid on ``base``: mappings merge key by key, anything else replaces."""
    if isinstance(base, dict) and isinstance(over, dict):
        unknown = set(over) - set(base)
        if unknown:
            raise KeyError(f"a dirt profile sets what is no setting: {sorted(unknown)}")
        return {
            key: _overlay(value, over[key]) if key in over else value for key, value in base.items()
        }
    return over


@dataclass(frozen=True)
class Settings:
    """All rates of the generator, addressed by dotted path."""

    values: dict[str, Any]
    dirt: str

    def get(self, path: str) -> Any:
        """Value at ``path`` ('dirt.libra.typo'); an unknown path names itself."""
        node: Any = self.values
        for step in path.split("."):
            if not isinstance(node, dict) or step not in node:
                raise KeyError(f"settings.yml has no '{path}' (stopped at '{step}')")
            node = node[step]
        return node


def load(dirt: str = "default") -> Settings:
    """Settings under the dirt profile ``default`` or one that settings.yml names."""
    values = dict(read_yaml("settings.yml"))
    profiles = values.pop("dirt_profiles")
    if dirt != "default":
        if dirt not in profiles:
            raise ValueError(f"no dirt profile '{dirt}'; there are: default, {', '.join(profiles)}")
        values = _overlay(values, profiles[dirt])
    return Settings(values, dirt)

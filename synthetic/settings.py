"""Reads settings.yml and rates/; proportions and a dirt profile are laid over the defaults."""

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


@cache
def defaults() -> dict[str, Any]:
    """settings.yml, and with it the sections of every file of rates/ (one a system)."""
    found = read_yaml("settings.yml")
    for path in sorted((HERE / "rates").glob("*.yml")):
        found = _joined(found, read_yaml(f"rates/{path.name}"), path.name)
    return found


def _joined(base: dict[str, Any], more: dict[str, Any], name: str) -> dict[str, Any]:
    """Both mappings in one; a setting that stands in both is an error."""
    both = dict(base)
    for key, value in more.items():
        if isinstance(both.get(key), dict) and isinstance(value, dict):
            both[key] = _joined(both[key], value, f"{name}: {key}")
        elif key in both:
            raise KeyError(f"rates/{name}: {key} is set elsewhere too")
        else:
            both[key] = value
    return both


def _overlay(base: Any, over: Any) -> Any:
    """``over`` laid on ``base``: mappings merge key by key, anything else replaces."""
    if isinstance(base, dict) and isinstance(over, dict):
        unknown = set(over) - set(base)
        if unknown:
            raise KeyError(f"a profile sets what is no setting: {sorted(unknown)}")
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

    def overlaid(self, over: dict[str, Any]) -> Settings:
        """These settings with ``over`` (as nested as settings.yml) in place of some."""
        return Settings(_overlay(self.values, over), self.dirt)


def _profile(profiles: dict[str, Any], name: str, kind: str) -> Any:
    if name not in profiles:
        raise ValueError(f"no {kind} '{name}'; there are: {', '.join(profiles)}")
    return profiles[name]


def proportions() -> dict[str, Any]:
    """The proportions that settings.yml knows, by name."""
    return defaults()["proportions"]


def records_a_person(name: str = "default") -> dict[str, float]:
    """Person records of each system for one of ``--people``, under the proportions ``name``."""
    return _profile(proportions(), name, "proportions")["records_a_person"]


def systems(name: str = "default") -> tuple[str, ...]:
    """The system modules that the proportions ``name`` write."""
    return tuple(_profile(proportions(), name, "proportions")["systems"])


def load(dirt: str = "default", proportions_name: str = "default") -> Settings:
    """Settings under one of the proportions and a dirt profile, both as settings.yml names them."""
    values = dict(defaults())
    profiles = {"default": {}, **values.pop("dirt_profiles")}
    shares = _profile(values.pop("proportions"), proportions_name, "proportions")
    found = Settings(values, dirt)
    for over in (shares.get("settings"), _profile(profiles, dirt, "dirt profile")):
        found = found.overlaid(over) if over else found
    return found

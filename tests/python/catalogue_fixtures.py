"""A hand-made project of two shares, small enough to know every number of its catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

KEYS = [f"{number:064x}" for number in range(60)]


def write_project(root: Path) -> dict[str, Any]:
    """Write the seeds of the project into ``root``; returns its manifest."""
    seeds = {
        "sexes": "code,description\nM,Male\nF,Female\nX,Not stated\n",
        "offences": "offence_code,offence_desc\nTH,Theft\nBU,Burglary\n",
        "coverage": (
            "table_name,date_column,from_date,to_date\npeople,first_date,2011-01-01,2020-12-31\n"
        ),
    }
    for name, text in seeds.items():
        path = root / _seed_path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    nodes = [_seed(name) for name in seeds]
    nodes += [_people(), _offences(), _link(), _folded(), *_tests()]
    return {
        "metadata": {"project_name": "toy"},
        "nodes": {node["unique_id"]: node for node in nodes},
        "sources": {
            "source.toy.system.persons": {
                "source_name": "system",
                "name": "persons",
                "columns": {"id": {}, "sex": {}, "born": {}},
            }
        },
        "exposures": {
            "exposure.toy.share_linking": {
                "label": "Linking",
                "description": "Who is who.\n\n## What not to conclude\n\n- **It is** an estimate.",
                "refs": [{"name": "xjs_link"}],
                "config": {"meta": {"share": "linking"}},
            },
            "exposure.toy.share_empty": {
                "label": "Nothing yet",
                "description": "",
                "refs": [],
                "config": {"meta": {"share": "empty"}},
            },
        },
    }


def write_published(path: Path) -> Path:
    """Sixty people: 30 men, 29 women, one of a sex unknown to the list; two offences each."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema linking; create schema courts")
        connection.execute(
            """
            create table linking.xjs_link as
            select printf('%064x', i) as row_id_hash, printf('%064x', i // 2) as estimated_xjs_id
            from range(60) as t(i)
            """
        )
        connection.execute(
            """
            create table courts.people as
            select
                printf('%064x', i) as row_id_hash,
                case when i < 30 then 'M' when i < 59 then 'F' else 'Q' end as sex_code,
                case when i < 45 then cast(i + 18 as integer) end as age,
                printf('2011-01-%02d', i % 20 + 1) as first_date,
                case when i < 30 then 'Male' else 'Female' end as sex_in_words,
                case when i < 40 then 'yes' when i < 57 then '' else 'rare' end as marker
            from range(60) as t(i)
            """
        )
        connection.execute(
            """
            create table courts.offences_of_people as
            select
                printf('%064x', i // 2) as row_id_hash,
                cast(i % 2 + 1 as integer) as offence_number,
                case i % 2 when 0 then 'TH' else 'BU' end as offence_code,
                case i % 2 when 0 then 'Theft' else 'Burglary' end as offence_desc
            from range(120) as t(i)
            """
        )
    return path


def _seed_path(name: str) -> str:
    return f"seeds/{'' if name == 'coverage' else 'reference/toy/'}{name}.csv"


def _seed(name: str) -> dict[str, Any]:
    fqn = ["toy", name] if name == "coverage" else ["toy", "reference", "toy", name]
    return {
        "unique_id": f"seed.toy.{name}",
        "resource_type": "seed",
        "name": name,
        "fqn": fqn,
        "original_file_path": _seed_path(name),
        "relation_name": f'"workspace"."reference"."{name}"',
        "description": f"The {name}. **Grain**: one row a code.",
        "columns": {},
    }


def column(name: str, description: str, data_type: str = "varchar", **meta: Any) -> dict[str, Any]:
    """A column as a manifest has it."""
    return {
        "name": name,
        "description": description,
        "data_type": data_type,
        "constraints": [],
        "config": {"meta": meta},
    }


def model(
    schema: str, name: str, description: str, columns: list[dict[str, Any]], sql: str
) -> dict[str, Any]:
    return {
        "unique_id": f"model.toy.{name}",
        "resource_type": "model",
        "name": name,
        "schema": schema,
        "fqn": ["toy", "marts", schema, name],
        "original_file_path": f"models/marts/{schema}/{name}.sql",
        "relation_name": f'"candidate"."{schema}"."{name}"',
        "description": description,
        "columns": {one["name"]: one for one in columns},
        "config": {"materialized": "table"},
        "language": "sql",
        "compiled_code": sql,
        "depends_on": {"nodes": ["source.toy.system.persons"]},
    }


def _people() -> dict[str, Any]:
    return model(
        "courts",
        "people",
        "People before a court.\n\n**Grain**: one row a person record.\n\n"
        "**Assumptions**: none.\n\n**Nuance**: mind the\ngap.\n\n**Primary key**: `row_id_hash`.",
        [
            column("row_id_hash", "Key of the record. Salted hash.", rules=["not_null", "unique"]),
            column(
                "sex_code",
                "Sex as recorded. Code; see the seed `sexes`.",
                source="persons.sex",
                provenance="verbatim",
                code_set="sexes",
                quality="often guessed",
            ),
            column("sex_in_words", "Sex in words. Text.", source="seed sexes", code_set="sexes"),
            column("age", "Age at the event. Completed years.", "integer", unit="years"),
            column("first_date", "First day in court. ISO date."),
            column("marker", "Whether marked. Text."),
        ],
        """
        with persons as (select * from read_parquet('persons.parquet')),
        named as (
            select persons.id, persons.born, sexes.code, sexes.description
            from persons
            left join "workspace"."reference"."sexes" as sexes on upper(persons.sex) = sexes.code
        )
        select
            sha256(cast(named.id as varchar)) as row_id_hash,
            named.code as sex_code,
            named.description as sex_in_words,
            date_diff('year', named.born, current_date) as age,
            cast(null as varchar) as first_date,
            count(*) over () as marker
        from named
        """,
    )


def _offences() -> dict[str, Any]:
    return model(
        "courts",
        "offences_of_people",
        "Offences. **Grain**: one row an offence. **Primary key**: row_id_hash and offence_number.",
        [
            column("row_id_hash", "Key of the record.", rules=["not_null"]),
            column("offence_number", "Number of the offence.", "integer"),
            column("offence_code", "Offence. A code of `offences`.", source="persons.offence"),
            column("offence_desc", "Offence in words. Text.", source="seed offences"),
        ],
        "select",
    )


def _link() -> dict[str, Any]:
    return model(
        "linking",
        "xjs_link",
        "Who is who. **Grain**: one row a record. **Primary key**: row_id_hash.",
        [
            column("row_id_hash", "Key of the record.", rules=["not_null", "unique"]),
            column("estimated_xjs_id", "Person that the record belongs to.", source="linkage"),
        ],
        "select 1 as row_id_hash, 2 as estimated_xjs_id",
    )


def _folded() -> dict[str, Any]:
    node = model("courts", "folded", "Not published.", [], "select 1")
    return node | {"config": {"materialized": "ephemeral"}}


def _tests() -> list[dict[str, Any]]:
    return [
        _relationship("offences_of_people", "row_id_hash", "model.toy.people", "row_id_hash"),
        _relationship("offences_of_people", "offence_code", "seed.toy.offences", "offence_code"),
    ]


def _relationship(table: str, column: str, parent: str, field: str) -> dict[str, Any]:
    return {
        "unique_id": f"test.toy.{table}.{column}.{parent}",
        "resource_type": "test",
        "attached_node": f"model.toy.{table}",
        "name": "relationships",
        "original_file_path": "models/toy.yml",
        "fqn": ["toy", "marts", "relationships"],
        "column_name": column,
        "test_metadata": {"name": "relationships", "kwargs": {"field": field}},
        "depends_on": {"nodes": [parent, f"model.toy.{table}"]},
    }

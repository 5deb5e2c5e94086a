"""Every share has its page in the docs, with all its tables; the published release bears it out."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import duckdb
import pytest
import yaml
from frictionless import Package
from python_calamine import CalamineWorkbook

from catalogue import concepts
from catalogue.__main__ import described, write
from catalogue.keywords import groups
from catalogue.model import Catalogue

PROJECT = Path(__file__).parents[2]
MARTS = PROJECT / "models" / "marts"
SHARES = yaml.safe_load((MARTS / "_shares.yml").read_text(encoding="utf-8"))["exposures"]
NAMES = [share["config"]["meta"]["share"] for share in SHARES]
# What is folded into others, and so not published.
FOLDED = {"probation_events"}


def schemas() -> list[str]:
    return sorted(path.name for path in MARTS.iterdir() if path.is_dir())


@pytest.mark.parametrize("schema", schemas())
def test_every_share_names_all_its_tables(schema):
    share = next((one for one in SHARES if one["config"]["meta"]["share"] == schema), None)
    assert share is not None, f"declare the share {schema} in models/marts/_shares.yml"
    named = set(re.findall(r"ref\('(\w+)'\)", " ".join(share["depends_on"])))
    there = {path.stem for path in (MARTS / schema).glob("*.sql")} - FOLDED
    missing = "".join(f"\n      - ref('{name}')" for name in sorted(there - named))
    assert not missing, (
        f"add to depends_on of {share['name']} in models/marts/_shares.yml:{missing}"
    )
    assert named <= there


@pytest.mark.parametrize("schema", NAMES)
def test_every_share_has_a_page_that_says_what_not_to_conclude(schema):
    text = (MARTS / schema / f"_{schema}__share.md").read_text(encoding="utf-8")
    page = re.search(r"{% docs share_" + schema + r" %}\n(.*?){% enddocs %}", text, re.DOTALL)
    assert page, f"models/marts/{schema}/_{schema}__share.md has no block share_{schema}"
    for wanted in ("## What it covers", "## What not to conclude", "**Also searched for as**"):
        assert wanted in page[1], f"the page of {schema} lacks '{wanted}'"


@pytest.mark.parametrize("schema", NAMES)
def test_the_front_page_leads_to_every_share(schema):
    front = (PROJECT / "models" / "overview.md").read_text(encoding="utf-8")
    assert f"#!/exposure/exposure.data_first.share_{schema})" in front


# On a finished build.


@pytest.fixture(scope="module")
def published() -> Path:
    path = Path(os.environ.get("DATA_FIRST_WAREHOUSE", "warehouse")) / "published.duckdb"
    if not path.is_file():
        pytest.fail(f"{path} is not there: run `make publish`")
    return path


@pytest.fixture(scope="module")
def catalogue(published) -> Catalogue:
    return described(Path(os.environ.get("DBT_TARGET_PATH", "target")), published)


@pytest.fixture(scope="module")
def written(catalogue, published, tmp_path_factory) -> Path:
    return write(catalogue, published, tmp_path_factory.mktemp("catalogue")).folder


@pytest.mark.built
def test_the_catalogue_has_every_published_column(catalogue, published):
    with duckdb.connect(str(published), read_only=True) as connection:
        there = set(
            connection.execute(
                "select schema_name, table_name, column_name from duckdb_columns()"
                " where not internal and schema_name <> 'codes'"
            ).fetchall()
        )
    described = {
        (table.schema, table.name, one.name)
        for table in catalogue.tables
        for one in table.variables
    }
    assert described == there


@pytest.mark.built
def test_concepts_name_published_variables_of_two_tables_or_more(catalogue):
    shown = {one.name: one.variables for one in concepts.found(catalogue)}
    lacking = {
        one.name: sorted(set(one.variables) - set(shown.get(one.name, ())))
        for one in concepts.declared()
    }
    assert not any(lacking.values()), f"no such variable; mend catalogue/concepts.yml: {lacking}"
    assert all(len({table for table, _ in one}) > 1 for one in shown.values())


@pytest.mark.built
def test_every_variable_has_a_label_a_source_and_a_provenance(catalogue):
    lacking = [
        f"{table.name}.{one.name}"
        for table in catalogue.tables
        for one in table.variables
        if not (one.label and one.source and one.provenance)
    ]
    assert not lacking, f"give them description and meta source and provenance in yml: {lacking}"


@pytest.mark.built
def test_every_coded_variable_has_its_code_list(catalogue):
    """A code with a text beside it is of a list."""
    lacking = [
        f"{table.name}.{one.name}"
        for table in catalogue.tables
        for one in table.variables
        if one.name.endswith("_code")
        and one.name.replace("_code", "_desc") in {other.name for other in table.variables}
        and not one.code_list
        and one.measured.n_distinct
    ]
    assert not lacking, f"name their seed in yml (meta: code_set): {lacking}"


@pytest.mark.built
def test_nearly_all_variables_are_traced_to_a_column(catalogue):
    variables = [(table.name, one) for table in catalogue.tables for one in table.variables]
    traced = [one for _, one in variables if one.origins]
    unread = {name for name, one in variables if any(o.kind == "model" for o in one.origins)}
    assert len(traced) > 0.85 * len(variables)
    assert not unread, f"sqlglot cannot read the SQL that these come from: {sorted(unread)}"


@pytest.mark.built
def test_what_yml_says_of_a_source_is_what_the_sql_reads(catalogue):
    """Where yml names a column or table of a source outright, the trace ends there too.

    A key that two tables share may be read from the other: its name alone counts then.
    """
    wrong = []
    for table in catalogue.tables:
        for one in table.variables:
            named = re.fullmatch(r"(?:\w+\.)?(\w+)\.(\w+)", one.source)
            traced = [origin for origin in one.origins if origin.kind == "source"]
            if named and traced:
                relations = {origin.relation for origin in traced}
                is_same = (
                    named[2] in {origin.column for origin in traced}
                    or named[0] in relations
                    or named[1] in {relation.split(".")[-1] for relation in relations}
                )
                if not is_same:
                    said = ", ".join(origin.said for origin in traced)
                    wrong.append(f"{table.name}.{one.name}: {one.source}, but read from {said}")
    n_variables = sum(len(table.variables) for table in catalogue.tables)
    assert len(wrong) <= 0.05 * n_variables, "mend meta source in yml:\n" + "\n".join(wrong)


@pytest.mark.built
def test_every_join_that_yml_declares_holds(catalogue):
    tables = {table.name: table for table in catalogue.tables}
    research = [
        name
        for name, table in tables.items()
        if name != "xjs_link" and any(one.name == "row_id_hash" for one in table.variables)
    ]
    lost = [
        name
        for name in research
        if not any(key.table == "xjs_link" for key in tables[name].foreign_keys)
    ]
    assert not lost, f"rows of these are not in xjs_link: {lost}"


@pytest.mark.built
def test_workbooks_open_with_all_variables_and_code_lists(catalogue, written):
    for share in catalogue.shares:
        book = CalamineWorkbook.from_path(str(written / f"{share.name}.ods"))
        assert len(book.sheet_names) == 3 + len(share.code_lists)
        rows = book.get_sheet_by_name("Variables").to_python()
        assert len(rows) - 1 == sum(len(table.variables) for table in share.tables)


@pytest.mark.built
def test_data_package_is_valid(written):
    report = Package.validate_descriptor(str(written / "datapackage.json"))
    assert report.valid, report.flatten(["message"])


@pytest.mark.built
def test_parquet_has_every_published_row(catalogue, written):
    package = json.loads((written / "datapackage.json").read_text(encoding="utf-8"))
    paths = {one["name"]: one["path"] for one in package["resources"]}
    for table in catalogue.tables:
        [(n_rows,)] = duckdb.execute(
            f"select count(*) from '{written / paths[table.name]}'"
        ).fetchall()
        assert n_rows == table.n_rows


@pytest.mark.built
@pytest.mark.parametrize(
    ("word", "share"),
    [
        ("race", "prison"),
        ("jail", "prison"),
        ("bail", "magistrates"),
        ("sentence length", "crown"),
        ("postcode area", "probation"),
        ("reoffend", "linking"),
        ("pleaded guilty", "magistrates"),
        ("how old", "prison"),
        ("money", "magistrates"),
        ("same person", "linking"),
    ],
)
def test_ten_everyday_words_find_a_variable(catalogue, word, share):
    assert any(word in words for words, _ in groups())
    found = next(one for one in catalogue.shares if one.name == share)
    assert any(word in one.keywords for table in found.tables for one in table.variables)

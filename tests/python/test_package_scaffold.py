"""The scaffold writes the models of a linkage into another project, and a draft of its settings."""

from __future__ import annotations

from types import SimpleNamespace

import duckdb
import pytest
import yaml
from dbt.exceptions import CompilationError
from macro_runner import PROJECT, Macros

FEBRL = PROJECT / "examples" / "febrl"
CHAINS = {
    "febrl3": "clean_febrl3",
    "febrl4": {"a": "clean_febrl4a", "b": "clean_febrl4b"},
}


class Adapter:
    """Columns of tables by name, as dbt's adapter gives them."""

    def __init__(self, tables: dict[str, dict[str, str]]) -> None:
        self.tables = tables

    def get_columns_in_relation(self, relation: str) -> list[SimpleNamespace]:
        columns = self.tables.get(relation, {})
        return [SimpleNamespace(name=name, dtype=dtype) for name, dtype in columns.items()]


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Macros as a run-operation in an empty project has them."""
    monkeypatch.chdir(tmp_path)
    printed: list[str] = []
    tables = {
        "stg_shop": {
            "id": "INTEGER",
            "first_name": "VARCHAR",
            "Last_Name": "VARCHAR",
            "Date of birth": "DATE",
            "dob": "DATE",
            "joined": "DATE",
            "postcode": "VARCHAR",
            "email": "VARCHAR",
            "phone": "VARCHAR",
            "name": "VARCHAR",
            "town": "VARCHAR",
            "shoe_size": "SMALLINT",
            "tags": "VARCHAR[]",
        },
        "stg_web": {"id": "VARCHAR", "last_name": "VARCHAR", "town": "VARCHAR", "dob": "DATE"},
        "stg_two": {"id": "VARCHAR", "surname": "VARCHAR", "forename": "VARCHAR", "dob": "DATE"},
        "stg_one": {"id": "VARCHAR", "ref": "VARCHAR", "year": "INTEGER"},
    }
    with duckdb.connect() as connection:
        macros = Macros(
            connection,
            adapter=Adapter(tables),
            context={"made_settings": None},
            print=printed.append,
            ref=lambda name: name,
            source=lambda *names: names[-1],
        )
        yield SimpleNamespace(macros=macros, folder=tmp_path, printed=printed)


@pytest.mark.parametrize("model", CHAINS)
def test_the_example_is_what_the_scaffold_writes(project, model):
    folder = f"models/{model}"
    files = project.macros._scaffold_files(
        model, CHAINS[model], "rec_id", f"{model}_settings", folder
    )
    written = {f"{folder}/{path.name}": path.read_text() for path in (FEBRL / folder).iterdir()}
    assert {path: f"{text}\n" for path, text in files.items()} == written


def test_files_are_written_once_and_never_over_others(project):
    project.macros.scaffold("shop", "stg_shop", settings="made_settings", folder="models/a/b")
    folder = project.folder / "models" / "a" / "b"
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 14
    assert "shop__clusters.sql" in names
    pairs = folder / "shop__pairs.sql"
    assert pairs.read_text() == (
        "{{ config(materialized='statements') }}\n\n"
        "{{ data_first.linkage_pairs(made_settings(), ref('shop__records')) }}\n"
    )
    pairs.write_text("mine")
    (folder / "shop__clusters.sql").unlink()
    project.printed.clear()
    project.macros.scaffold("shop", "stg_shop", settings="made_settings", folder="models/a/b")
    assert pairs.read_text() == "mine"
    assert "left alone, since it is there already: models/a/b/shop__pairs.sql" in project.printed
    assert "wrote models/a/b/shop__clusters.sql" in project.printed


def test_nothing_is_written_where_the_files_are_only_to_be_seen(project):
    project.macros.scaffold("shop", "stg_shop", settings="made_settings", write=False)
    assert list(project.folder.iterdir()) == []
    assert any("--- models/shop/shop__records.sql" in text for text in project.printed)


def test_every_column_of_the_yml_has_its_text(project):
    chain = project.macros._chain("shop", "stg_shop", "id", "shop_settings")
    models = yaml.safe_load(project.macros._chain_yml(chain))["models"]
    texts = (PROJECT / "macros/linkage/generic/_generic__docs.md").read_text()
    columns = {
        column["name"]: column["description"] for model in models for column in model["columns"]
    }
    assert len(columns) > 40
    for name, description in columns.items():
        assert description == f"{{{{ doc('data_first', 'linkage_{name}') }}}}"
        assert f"{{% docs linkage_{name} %}}\n" in texts
    for model in models:
        assert "**Grain**" in model["description"]


def test_the_draft_takes_people_by_the_names_and_types_of_columns(project):
    project.macros.scaffold("shop", "stg_shop", unique_id="id")
    assert (project.folder / "macros" / "shop_settings.sql").read_text() == (
        "{#- How records of shop are compared: a draft, from the names and types of the\n"
        "    columns. Take out what says nothing about who a record is. -#}\n"
        "{% macro shop_settings() %}\n"
        "    {% do return(data_first.default_linkage_settings(\n"
        "        model='shop',\n"
        "        link_type='dedupe_only',\n"
        "        forename='first_name',\n"
        "        surname='Last_Name',\n"
        "        date_of_birth='\"Date of birth\"',\n"
        "        identifiers=['phone'],\n"
        "        emails=['email'],\n"
        "        postcodes=['postcode'],\n"
        "        texts=['town'],\n"
        "        codes=['joined', 'shoe_size'],\n"
        "    )) %}\n"
        "{% endmacro %}\n"
    ), "no key, no second date of birth, no list, and a full name says nothing more"


def test_the_draft_takes_what_is_no_person_column_by_column(project):
    project.macros.scaffold("parts", "stg_one", unique_id="id")
    draft = (project.folder / "macros" / "parts_settings.sql").read_text()
    assert "data_first.linkage_settings(" in draft
    assert "data_first.jaro_winkler_at_thresholds('ref', [0.92, 0.8])," in draft
    assert "data_first.exact_match('year')," in draft
    assert "data_first.block_on(['ref'])," in draft


def drafted(project, model: str, relations) -> dict:
    """The settings that a draft makes, by the project's own macros."""
    project.macros.scaffold(model, relations, unique_id="id")
    text = (project.folder / "macros" / f"{model}_settings.sql").read_text()
    return project.macros.from_text(text, f"{model}_settings")()


@pytest.mark.parametrize("relations", ["stg_shop", "stg_two", "stg_one"])
def test_the_draft_is_a_good_setting_as_it_stands(project, relations):
    settings = drafted(project, "shop", relations)
    assert settings["link_type"] == "dedupe_only"
    assert settings["blocking_rules"]


def test_several_tables_are_drafted_on_the_columns_that_they_share(project):
    settings = drafted(project, "both", {"shop": "stg_shop", "web": "source('crm', 'stg_web')"})
    assert settings["link_type"] == "link_and_dedupe"
    assert [c["output_column_name"] for c in settings["comparisons"]] == [
        "last_name",
        "town",
        "dob",
    ]
    records = (project.folder / "models/both/both__records.sql").read_text()
    assert "{'shop': ref('stg_shop'), 'web': source('crm', 'stg_web')}" in records


WRONG = {
    "a model's name that dbt cannot use": (
        {"model": "My shop", "relations": "stg_shop"},
        (
            "scaffold: model is 'My shop'; use a name of small letters, digits and underscores,"
            " such as customers."
        ),
    ),
    "a call in place of the settings' name": (
        {"model": "shop", "relations": "stg_shop", "settings": "shop_settings()"},
        (
            "scaffold: settings is 'shop_settings()'; use a name of small letters, digits and"
            " underscores, such as customers."
        ),
    ),
    "a list of tables": (
        {"model": "shop", "relations": ["stg_shop", "stg_web"]},
        (
            "scaffold: relations is '['stg_shop', 'stg_web']'; give the name of a model, such as"
            " stg_customers, or names by source, such as {shop: stg_shop, web: stg_web}."
        ),
    ),
    "a table that is not built": (
        {"model": "shop", "relations": "stg_customers"},
        (
            "scaffold: 'stg_customers' is not built yet, so that no settings can be drafted for it;"
            " build it first: dbt build --select +stg_customers."
        ),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_argument_is_named_and_nothing_is_written(project, name):
    arguments, message = WRONG[name]
    with pytest.raises(CompilationError) as error:
        project.macros.scaffold(**arguments)
    assert error.value.msg == message
    assert list(project.folder.iterdir()) == []

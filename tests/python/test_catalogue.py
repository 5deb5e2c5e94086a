"""The catalogue says what yml, code lists and the published rows say, no more and no less."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from catalogue_fixtures import KEYS, column, model, write_project, write_published
from frictionless import Package
from python_calamine import CalamineWorkbook

from catalogue import changes, data_package, diagram, page, workbook
from catalogue.keywords import groups, with_keywords
from catalogue.lineage import Lineage
from catalogue.manifest import NoCatalogue, label_and_rest, load, read, traced
from catalogue.measure import measured
from catalogue.model import Catalogue, Table, Variable

PATIENCE = 120_000
CATALOG = {
    "nodes": {
        "seed.toy.sexes": {
            "metadata": {"database": "workspace", "schema": "reference", "name": "sexes"},
            "columns": {"code": {"type": "VARCHAR"}, "description": {"type": "VARCHAR"}},
        }
    }
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("catalogue")


@pytest.fixture(scope="module")
def manifest(folder) -> dict:
    return write_project(folder)


@pytest.fixture(scope="module")
def published(folder) -> Path:
    return write_published(folder / "published.duckdb")


@pytest.fixture(scope="module")
def catalogue(folder, manifest, published) -> Catalogue:
    found = traced(read(manifest, folder), Lineage(manifest, CATALOG))
    found = replace(found, release_id="b2", built_at="2026-02-01T10:00:00Z")
    return with_keywords(measured(found, published))


@pytest.fixture(scope="module")
def written(catalogue, published, folder) -> Path:
    out = folder / "out"
    out.mkdir()
    for share in catalogue.shares:
        workbook.write(catalogue, share, changes.Changes("", ()), out / f"{share.name}.ods")
    data_package.write(catalogue, published, out)
    page.write(catalogue, changes.Changes("", ()), out / "index.html")
    return out


def table(catalogue: Catalogue, name: str) -> Table:
    return next(one for one in catalogue.tables if one.name == name)


def sheet(written: Path, book: str, name: str) -> list[list]:
    workbook = CalamineWorkbook.from_path(str(written / f"{book}.ods"))
    return workbook.get_sheet_by_name(name).to_python()


def test_shares_are_those_declared_then_schemas_that_nobody_declared(catalogue):
    assert [(one.name, one.title) for one in catalogue.shares] == [
        ("linking", "Linking"),
        ("courts", "Courts"),
    ]


def test_models_folded_into_others_are_no_tables(catalogue):
    names = [one.name for one in catalogue.tables]
    assert names == ["xjs_link", "offences_of_people", "people"]


def test_parts_of_a_description_are_told_apart(catalogue):
    people = table(catalogue, "people")
    assert people.summary == "People before a court."
    assert (people.grain, people.nuance) == ("one row a person record.", "mind the gap.")
    assert people.primary_key == ("row_id_hash",)
    assert table(catalogue, "offences_of_people").primary_key == ("row_id_hash", "offence_number")
    assert people.period == "first_date from 2011-01-01 to 2020-12-31"


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("First day. ISO date; null.", "First day", "ISO date; null."),
        ("Part of it,\n  e.g. this.", "Part of it, e.g. this", ""),
        ("A. B. C.", "A", "B. C."),
        ("Broad group. asian or black.", "Broad group", "asian or black."),
    ],
)
def test_label_is_the_first_sentence(text, label, rest):
    assert label_and_rest(text) == (label, rest)


def test_completeness_and_distinct_values_are_counted_over_all_rows(catalogue):
    found = {one.name: one.measured for one in table(catalogue, "people").variables}
    # 45 of 60 have an age, all different; 43 of 60 a marker, as an empty text is none.
    assert (found["age"].completeness, found["age"].n_distinct) == (75.0, 45)
    assert (found["marker"].completeness, found["marker"].n_distinct) == (71.67, 2)


def test_ranges_leave_out_nine_rows_at_either_end(catalogue):
    people = table(catalogue, "people")
    # Ages 18 to 62, one person each: the tenth from below is 27, from above 53.
    assert people.variable("age").values == "27 to 53"
    # Twenty days, three people each: the tenth from below is on the 4th.
    assert people.variable("first_date").values == "2011-01-04 to 2011-01-17"


def test_values_that_fewer_than_ten_rows_hold_are_not_shown(catalogue):
    assert table(catalogue, "people").variable("marker").values == "yes"


def test_hashes_are_known_by_their_values(catalogue):
    assert table(catalogue, "people").variable("row_id_hash").values == "hash of 64 digits"


def test_code_lists_come_from_code_set_test_or_description(catalogue):
    sex = table(catalogue, "people").variable("sex_code")
    assert (sex.code_list, sex.code_column) == ("sexes", "code")
    words = table(catalogue, "people").variable("sex_in_words")
    assert (words.code_list, words.code_column) == ("sexes", "description")
    offences = table(catalogue, "offences_of_people")
    assert offences.variable("offence_code").code_list == "offences"
    assert offences.variable("offence_desc").code_column == "offence_desc"
    assert not offences.variable("offence_number").code_list


def test_codes_that_the_list_lacks_are_counted(catalogue):
    people = table(catalogue, "people")
    assert people.variable("sex_code").n_unknown_codes == 1
    assert "1 values are not in the code list" in workbook.notes(
        people, people.variable("sex_code")
    )


def test_joins_are_those_that_tests_hold_and_the_one_to_the_hub(catalogue):
    keys = table(catalogue, "offences_of_people").foreign_keys
    assert [(key.column, key.table, key.is_to_one) for key in keys] == [
        ("row_id_hash", "people", True),
        ("row_id_hash", "xjs_link", True),
    ]


def test_a_column_named_as_the_whole_key_of_a_table_of_its_share_joins_to_it(folder, manifest):
    wider = json.loads(json.dumps(manifest))
    key = column("case_key", "Case.", rules=["not_null"])
    for schema, name, description in (
        ("courts", "cases", "Cases. **Primary key**: case_key."),
        ("courts", "events", "Events. **Primary key**: case_key and event_number."),
        ("elsewhere", "others", "Others. **Primary key**: case_key."),
    ):
        columns = [key, column("event_number", "Number.", "integer")]
        node = model(schema, name, description, columns, "select 1")
        wider["nodes"][node["unique_id"]] = node
    found = {one.name: one.foreign_keys for one in read(wider, folder).tables}
    assert [(one.column, one.table) for one in found["events"]] == [("case_key", "cases")]
    assert not found["cases"]
    assert not found["others"]


def test_a_join_that_rows_break_is_left_out(catalogue, published, tmp_path):
    broken = shutil.copy(published, tmp_path / "broken.duckdb")
    with duckdb.connect(str(broken)) as connection:
        connection.execute("delete from courts.people where row_id_hash = ?", [KEYS[0]])
    keys = table(measured(catalogue, Path(broken)), "offences_of_people").foreign_keys
    assert [key.table for key in keys] == ["xjs_link"]


def test_a_variable_is_traced_through_joins_to_what_its_code_was_looked_up_by(catalogue):
    people = table(catalogue, "people")
    origins = {one.name: [origin.said for origin in one.origins] for one in people.variables}
    assert origins["row_id_hash"] == ["system.persons.id"]
    assert origins["sex_code"] == ["sexes.code", "system.persons.sex"]
    assert origins["age"] == ["system.persons.born"]
    assert origins["marker"] == []


def test_a_star_and_columns_without_a_table_are_followed_to_the_source(folder, manifest):
    wider = json.loads(json.dumps(manifest))
    staging = model(
        "courts",
        "staged",
        "",
        [],
        """
        select upper(sex) as sex_code from read_parquet('persons.parquet')
        where id in (select id from read_parquet('others.parquet') where sex = 'F')
        """,
    )
    mart = model("courts", "mart", "", [], 'select * from "candidate"."courts"."staged"')
    for node in (staging, mart):
        wider["nodes"][node["unique_id"]] = node
    origins = Lineage(wider, {"nodes": {}}).origins("model.toy.mart", "sex_code")
    assert [origin.said for origin in origins] == ["system.persons.sex"]


def test_sql_that_cannot_be_read_is_traced_to_its_model(folder, manifest):
    broken = json.loads(json.dumps(manifest))
    broken["nodes"]["model.toy.people"]["compiled_code"] = "select from where ("
    origins = Lineage(broken, CATALOG).origins("model.toy.people", "age")
    assert [(one.kind, one.said) for one in origins] == [("model", "people.age")]


# The workbook, opened with a library that did not write it.


def test_workbook_has_variables_code_lists_and_changes(written):
    book = CalamineWorkbook.from_path(str(written / "courts.ods"))
    assert book.sheet_names == ["About", "Variables", "offences", "sexes", "Changes"]


def test_workbook_has_a_row_for_each_variable_with_what_was_measured(written, catalogue):
    head, *rows = sheet(written, "courts", "Variables")
    assert tuple(head) == workbook.VARIABLES
    assert len(rows) == 10
    age = dict(zip(head, next(row for row in rows if row[1] == "age"), strict=True))
    assert (age["table"], age["label"]) == ("people", "Age at the event")
    assert (age["completeness %"], age["distinct values"]) == (75.0, 45.0)
    assert (age["type"], age["unit"], age["values"]) == ("integer", "years", "27 to 53")
    sex = dict(zip(head, next(row for row in rows if row[1] == "sex_code"), strict=True))
    assert (sex["provenance"], sex["quality"]) == ("verbatim", "often guessed")
    assert sex["traced source columns"] == "sexes.code, system.persons.sex"


def test_workbook_repeats_code_lists_as_they_are(written):
    assert sheet(written, "courts", "sexes") == [
        ["code", "description"],
        ["M", "Male"],
        ["F", "Female"],
        ["X", "Not stated"],
    ]


def test_workbook_of_a_first_release_says_so(written):
    assert "first release" in sheet(written, "courts", "Changes")[0][0]


def test_names_of_sheets_are_short_and_differ():
    long = "delius_pss_rqmnt_type_main_categories"
    first = workbook.sheet_name(long, [])
    second = workbook.sheet_name(long, [first])
    assert len(first) <= 31
    assert len(second) <= 31
    assert first != second


# Changes.


def test_changes_name_what_came_went_and_moved(catalogue, folder, tmp_path):
    people = table(catalogue, "people")
    age = people.variable("age")
    older = replace(
        people,
        variables=(
            *(one for one in people.variables if one.name not in ("age", "marker")),
            replace(age, label="Age", measured=replace(age.measured, completeness=70.0)),
            Variable("gone", "Gone", "", "varchar", "", ""),
        ),
    )
    lists = dict(catalogue.code_lists)
    lists["sexes"] = replace(lists["sexes"], rows=lists["sexes"].rows[:2])
    old = replace(
        catalogue.with_tables({"people": older}),
        release_id="a1",
        built_at="2026-01-01T10:00:00Z",
        code_lists=lists,
    )
    changes.keep(old, tmp_path)
    changes.keep(catalogue, tmp_path)
    found = changes.since_last(catalogue, tmp_path)
    assert found.since == "a1"
    assert {
        (one.table, one.variable, one.change, one.before, one.now) for one in found.changes
    } == {
        ("people", "gone", "variable gone", "Gone", ""),
        ("people", "marker", "new variable", "", "Whether marked"),
        ("people", "age", "label", "Age", "Age at the event"),
        ("people", "age", "completeness", "70 %", "75 %"),
        ("sexes", "", "new row of the code list", "", "X | Not stated"),
    }
    assert not found.of("linking", [])
    assert len(found.of("courts", ["sexes"])) == 5


def test_the_same_release_is_not_compared_with_itself(catalogue, tmp_path):
    changes.keep(catalogue, tmp_path)
    assert changes.since_last(catalogue, tmp_path) == changes.Changes("", ())


# The data package, read with the library of its specification.


def test_data_package_is_valid_and_its_code_lists_match(written):
    path = str(written / "datapackage.json")
    report = Package.validate_descriptor(path)
    assert report.valid, report.flatten(["message"])
    package = Package(path)
    for name in ("sexes", "offences"):
        report = package.get_resource(name).validate()
        assert report.valid, report.flatten(["rowNumber", "message"])


def test_data_package_gives_types_keys_joins_and_codes(written):
    package = json.loads((written / "datapackage.json").read_text(encoding="utf-8"))
    resources = {one["name"]: one for one in package["resources"]}
    people = resources["people"]["schema"]
    fields = {one["name"]: one for one in people["fields"]}
    assert people["primaryKey"] == ["row_id_hash"]
    assert (fields["age"]["type"], fields["first_date"]["type"]) == ("integer", "date")
    assert fields["row_id_hash"]["constraints"] == {
        "required": True,
        "unique": True,
        "pattern": "[0-9a-f]{64}",
    }
    # One person has a code that the list lacks: the list is named, but no rule is made of it.
    assert "enum" not in fields["sex_code"].get("constraints", {})
    assert fields["sex_code"]["codeList"] == "sexes"
    offences = resources["offences_of_people"]["schema"]
    assert offences["fields"][2]["constraints"]["enum"] == ["TH", "BU"]
    assert {
        "fields": ["row_id_hash"],
        "reference": {"resource": "people", "fields": ["row_id_hash"]},
    } in offences["foreignKeys"]


def test_parquet_holds_the_published_rows_in_the_same_bytes_each_time(
    written, catalogue, published, tmp_path
):
    package = json.loads((written / "datapackage.json").read_text(encoding="utf-8"))
    paths = {one["name"]: one["path"] for one in package["resources"]}
    with duckdb.connect(str(published), read_only=True) as connection:
        for one in catalogue.tables:
            [(differing,)] = connection.execute(
                f"""
                select count(*) from (
                    (from {one.schema}.{one.name} except all from '{written / paths[one.name]}')
                    union all
                    (from '{written / paths[one.name]}' except all from {one.schema}.{one.name})
                )
                """
            ).fetchall()
            assert differing == 0
            connection.execute("set threads = 1")
            data_package.export(connection, one, tmp_path / "again.parquet")
            again = (tmp_path / "again.parquet").read_bytes()
            assert again == (written / paths[one.name]).read_bytes()


# The diagram, the page, the words.


def test_diagram_shows_keys_and_how_many_rows_a_join_meets(catalogue):
    text = diagram.mermaid(catalogue)
    assert text.startswith("erDiagram\n")
    assert "    offences_of_people }o--|| people : row_id_hash" in text
    assert "    people |o--|| xjs_link : row_id_hash" in text
    assert "        varchar row_id_hash PK, FK" in text
    assert "marker" not in text


def test_picture_is_well_formed_and_names_every_table(catalogue):
    from xml.etree import ElementTree

    tree = ElementTree.fromstring(diagram.svg(catalogue))
    said = " ".join("".join(tree.itertext()).split())
    assert all(one.name in said for one in catalogue.tables)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("ethnicity_desc", "race"),
        ("imprisonment_status_code", "jail"),
        ("remand_status_code", "bail"),
        ("sentence_length_days", "sentence length"),
        ("lsoa_residence", "postcode area"),
        ("number_of_recalls", "reoffend"),
        ("gender", "male"),
        ("fine_amount", "money"),
        ("plea_code", "pleaded guilty"),
        ("age_at_start", "how old"),
        ("estimated_xjs_id", "same person"),
    ],
)
def test_everyday_words_belong_to_variables(name, word):
    found = [words for words, stems in groups() if stems.search(name)]
    assert any(word in words for words in found), f"add '{word}' to a group of catalogue/words.yml"


@pytest.mark.parametrize("name", ["offence_date", "journey_number", "source_dataset"])
def test_everyday_words_are_not_given_to_everything(name):
    found = {word for words, stems in groups() if stems.search(name) for word in words}
    assert not found & {"race", "jail", "address", "how old"}


def test_page_asks_nothing_of_the_network(written):
    html = (written / "index.html").read_text(encoding="utf-8")
    assert "src=" not in html
    assert "@import" not in html
    assert 'href="http' not in html


def test_search_finds_by_everyday_word_by_stem_and_by_code(written, chromium):
    tab = chromium.new_page()
    tab.set_default_timeout(PATIENCE)
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(f"file://{written / 'index.html'}")
    for words, wanted in {
        "male": "sex_code",
        "how old": "age",
        "BURGLARY": "offence_code",
        "offences": "offences_of_people",
        "same person": "estimated_xjs_id",
        "day in court": "first_date",
    }.items():
        tab.fill("#find", words)
        names = tab.eval_on_selector_all(".hit", "hits => hits.map(hit => hit.dataset.name)")
        assert wanted in names[:5], f"'{words}' finds {names[:5]}"
    tab.fill("#find", "zebra")
    assert tab.inner_text("#results h1") == "Nothing found"
    tab.fill("#find", "how old")
    tab.click(".hit >> nth=0")
    tab.wait_for_selector("#people", state="visible")
    assert not tab.is_visible("#results")
    assert not errors
    tab.close()


def test_missing_files_are_named_with_the_mend(tmp_path, catalogue):
    with pytest.raises(NoCatalogue, match=r"manifest\.json is not there: run `make docs`"):
        load(tmp_path)
    with pytest.raises(NoCatalogue, match="published.duckdb is not there: run `make`"):
        measured(catalogue, tmp_path / "published.duckdb")


def test_a_published_file_that_lacks_a_column_stops_the_catalogue(catalogue, tmp_path):
    with duckdb.connect(str(tmp_path / "published.duckdb")) as connection:
        connection.execute("create schema linking; create table linking.xjs_link (x integer)")
    with pytest.raises(NoCatalogue, match="has no linking.xjs_link.row_id_hash"):
        measured(catalogue, tmp_path / "published.duckdb")

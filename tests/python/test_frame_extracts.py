"""The extract check: one clear message for each thing that can be wrong with a file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from python_udfs.extracts import (
    ExpectedColumn,
    ExpectedTable,
    check_extracts,
    check_extracts_json,
)

CASES = ExpectedTable(
    system="libra",
    name="cases",
    columns=(
        ExpectedColumn("case_id", "bigint"),
        ExpectedColumn("case_no", "varchar"),
        ExpectedColumn("offence_date", "varchar", parse="date"),
        ExpectedColumn("n_offences", "integer"),
    ),
    primary_key=("case_id",),
)
GOOD = {
    "case_id": [1, 2, 3],
    "case_no": ["a", "b", None],
    "offence_date": ["01/02/2015", "", "x"],
    "n_offences": [1, 2, None],
}


def write(folder: Path, columns: dict, name: str = "libra/cases.parquet") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), path)
    return path


def only_message(folder: Path, table: ExpectedTable = CASES) -> str:
    messages = check_extracts(folder, [table])
    assert len(messages) == 1, messages
    return messages[0]


def test_good_extract_has_no_problem(tmp_path):
    write(tmp_path, GOOD)
    assert check_extracts(tmp_path, [CASES]) == []


def test_good_parts_have_no_problem(tmp_path):
    write(tmp_path, GOOD, "libra/cases-01.parquet")
    write(tmp_path, {**GOOD, "case_id": [4, 5, 6]}, "libra/cases-02.parquet")
    assert check_extracts(tmp_path, [CASES]) == []


def test_rows_may_be_none(tmp_path):
    write(tmp_path, {name: pa.array(values).slice(0, 0) for name, values in GOOD.items()})
    assert check_extracts(tmp_path, [CASES]) == []


def test_columns_in_capitals_and_further_columns_are_fine(tmp_path):
    write(tmp_path, {**{name.upper(): values for name, values in GOOD.items()}, "more": [1, 2, 3]})
    assert check_extracts(tmp_path, [CASES]) == []


def test_no_extracts_at_all(tmp_path):
    message = only_message(tmp_path)
    assert "there are no extracts here" in message
    assert "python -m synthetic" in message


def test_missing_folder_lists_its_tables_once(tmp_path):
    write(tmp_path, GOOD)
    others = [ExpectedTable("xhibit", name) for name in ("xhb_case", "xhb_charge")]
    messages = check_extracts(tmp_path, [CASES, *others])
    message = (
        "xhibit/: the folder is missing. Put the Parquet files of its tables there:"
        " xhb_case, xhb_charge."
    )
    assert messages == [message]


def test_missing_file_suggests_the_nearest_name(tmp_path):
    write(tmp_path, GOOD, "libra/case.parquet")
    message = only_message(tmp_path)
    assert message.startswith("libra/cases.parquet: the file is missing.")
    assert "Is it case.parquet? Then rename that." in message


def test_optional_table_may_be_missing(tmp_path):
    write(tmp_path, GOOD)
    optional = ExpectedTable("libra", "extras", optional=True)
    elsewhere = ExpectedTable("reference", "postcode_lookup", optional=True)
    assert check_extracts(tmp_path, [CASES, optional, elsewhere]) == []


def test_text_file_instead_of_parquet(tmp_path):
    path = tmp_path / "libra/cases.parquet"
    path.parent.mkdir()
    path.write_text("case_id,case_no\n1,a\n")
    message = only_message(tmp_path)
    assert message.startswith("libra/cases.parquet: this is not a Parquet file")
    assert "'case_id,case_no'" in message


def test_empty_file(tmp_path):
    path = tmp_path / "libra/cases.parquet"
    path.parent.mkdir()
    path.touch()
    assert "the file is empty (0 bytes)" in only_message(tmp_path)


def test_file_cut_short(tmp_path):
    path = write(tmp_path, GOOD)
    path.write_bytes(path.read_bytes()[:-20])
    message = only_message(tmp_path)
    assert message.startswith("libra/cases.parquet: the Parquet file is damaged or cut short")
    assert "Copy or export it again" in message


def test_folder_in_place_of_a_file(tmp_path):
    (tmp_path / "libra/cases.parquet").mkdir(parents=True)
    assert "this is not a file" in only_message(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_file_without_permission(tmp_path):
    write(tmp_path, GOOD).chmod(0)
    assert "may not be read" in only_message(tmp_path)


def test_renamed_column_suggests_the_nearest_name(tmp_path):
    columns = dict(GOOD)
    columns["offencedate"] = columns.pop("offence_date")
    write(tmp_path, columns)
    assert only_message(tmp_path) == (
        "libra/cases.parquet: column offence_date is missing. The closest is offencedate: if it is"
        " that one, rename it to offence_date."
    )


def test_missing_column_without_a_near_name(tmp_path):
    write(tmp_path, {name: GOOD[name] for name in GOOD if name != "case_no"})
    assert only_message(tmp_path) == (
        "libra/cases.parquet: column case_no is missing. Export the table with it."
    )


def test_optional_column_may_be_missing(tmp_path):
    table = ExpectedTable(
        "libra", "cases", (*CASES.columns, ExpectedColumn("more", optional=True)), ("case_id",)
    )
    write(tmp_path, GOOD)
    assert check_extracts(tmp_path, [table]) == []


def test_duplicate_keys_give_count_and_example(tmp_path):
    write(tmp_path, {**GOOD, "case_id": [7, 7, 3]})
    message = only_message(tmp_path)
    assert message.startswith(
        "libra/cases.parquet: 1 values of the key case_id stand in more than one row (2 rows),"
        " such as 7."
    )


def test_duplicate_keys_across_parts(tmp_path):
    write(tmp_path, GOOD, "libra/cases-01.parquet")
    write(tmp_path, GOOD, "libra/cases-02.parquet")
    message = only_message(tmp_path)
    assert message.startswith("libra/cases-*.parquet: 3 values of the key case_id")
    assert "if a part was delivered twice, remove one" in message


def test_duplicate_keys_of_two_columns(tmp_path):
    table = ExpectedTable("libra", "cases", CASES.columns, ("case_no", "case_id"))
    write(tmp_path, {**GOOD, "case_id": [1, 1, 1], "case_no": ["a", "a", "b"]})
    assert "the key case_no, case_id stand in more than one row (2 rows), such as a, 1" in (
        only_message(tmp_path, table)
    )


def test_missing_keys(tmp_path):
    write(tmp_path, {**GOOD, "case_id": [1, None, None]})
    assert only_message(tmp_path).startswith(
        "libra/cases.parquet: 2 rows have no case_id, which is the key."
    )


def test_parts_with_different_columns(tmp_path):
    write(tmp_path, GOOD, "libra/cases-01.parquet")
    second = {**GOOD, "case_id": [4, 5, 6], "spare": [1, 2, 3]}
    del second["case_no"]
    write(tmp_path, second, "libra/cases-02.parquet")
    assert only_message(tmp_path) == (
        "libra/cases-02.parquet: its columns differ from those of libra/cases-01.parquet: it lacks"
        " case_no and adds spare. Export all parts of a table with the same columns."
    )


def test_parts_with_different_types(tmp_path):
    write(tmp_path, GOOD, "libra/cases-01.parquet")
    write(tmp_path, {**GOOD, "case_id": ["4", "5", "6"]}, "libra/cases-02.parquet")
    assert "holds case_id as text, not integer" in only_message(tmp_path)


def test_file_that_would_be_read_as_a_part(tmp_path):
    write(tmp_path, GOOD)
    write(tmp_path, {**GOOD, "case_id": [4, 5, 6]}, "libra/cases-old.parquet")
    message = only_message(tmp_path)
    assert message.startswith("libra/cases-old.parquet: would be read as a part of cases")


@pytest.mark.parametrize(
    ("column", "values", "found"),
    [
        ("case_id", ["1", "2", "3"], "text"),
        ("case_id", [1.0, 2.0, 3.0], "number"),
        ("n_offences", ["1", "2", "3"], "text"),
        ("case_no", [["a"], ["b"], ["c"]], "nested"),
        ("case_no", [b"a", b"b", b"c"], "binary"),
    ],
)
def test_wrong_type(tmp_path, column, values, found):
    write(tmp_path, {**GOOD, column: values})
    message = only_message(tmp_path)
    assert message.startswith(f"libra/cases.parquet: column {column} is {found}")
    assert "Export it with that type." in message


@pytest.mark.parametrize(
    "columns",
    [
        {"case_id": pa.array([1, 2, 3], pa.int16())},
        {"case_id": pa.array([1, 2, 3], pa.decimal128(38, 0))},
        {"case_no": pa.array(["a", "b", "c"]).dictionary_encode()},
        {"case_no": pa.array([1, 2, 3])},
        {"offence_date": pa.array([None, None, None], pa.date32())},
        {"n_offences": pa.array([None, None, None], pa.null())},
    ],
)
def test_types_that_are_as_good(tmp_path, columns):
    write(tmp_path, {**GOOD, **columns})
    assert check_extracts(tmp_path, [CASES]) == []


def test_all_problems_at_once(tmp_path):
    columns = {**GOOD, "case_id": ["1", "2", "3"]}
    del columns["case_no"]
    write(tmp_path, columns)
    (tmp_path / "libra/hearings.parquet").write_text("nothing")
    messages = check_extracts(tmp_path, [CASES, ExpectedTable("libra", "hearings")])
    assert len(messages) == 3


def test_files_of_any_name_may_leave_out_optional_columns(tmp_path):
    table = ExpectedTable(
        system="conformed",
        name="person_records",
        columns=(
            ExpectedColumn("source_dataset"),
            ExpectedColumn("record_key"),
            ExpectedColumn("surname", optional=True),
        ),
        primary_key=("source_dataset", "record_key"),
        optional=True,
        files="*.parquet",
    )
    write(tmp_path, {"source_dataset": ["a"], "record_key": ["1"]}, "conformed/a.parquet")
    write(
        tmp_path,
        {"source_dataset": ["b"], "record_key": ["1"], "surname": ["x"]},
        "conformed/b.parquet",
    )
    assert check_extracts(tmp_path, [table]) == []
    write(tmp_path, {"source_dataset": ["b"], "record_key": ["1"]}, "conformed/c.parquet")
    assert "conformed/*.parquet: 1 values of the key" in only_message(tmp_path, table)


def test_json_door(tmp_path):
    write(tmp_path, GOOD)
    expected = [
        {
            "system": "libra",
            "name": "cases",
            "optional": False,
            "files": None,
            "primary_key": ["case_id"],
            "columns": [{"name": "CASE_ID", "data_type": None, "parse": None}, {"name": "gone"}],
        }
    ]
    messages = json.loads(check_extracts_json(str(tmp_path), json.dumps(expected)))
    assert [message.split(":")[0] for message in messages] == ["libra/cases.parquet"]
    assert "column gone is missing" in messages[0]


def test_an_optional_system_is_absent_as_a_whole_or_not_at_all(tmp_path):
    tables = [
        CASES,
        ExpectedTable("familyman", "events", optional_system=True),
        ExpectedTable("familyman", "parties", optional_system=True),
    ]
    write(tmp_path, GOOD)
    assert check_extracts(tmp_path, tables) == []
    write(tmp_path, {"event": [1]}, "familyman/events.parquet")
    messages = check_extracts(tmp_path, tables)
    assert len(messages) == 1, messages
    assert "familyman/parties" in messages[0]

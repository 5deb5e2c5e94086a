"""How the generator declares tables and brings rows into their shape."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest

from synthetic import schemas

DECLARED = {"cases": "case_id:int court opened fee:float sex:smallint"}


def test_a_column_without_a_kind_is_text_and_the_order_is_kept():
    assert schemas.schemas(DECLARED)["cases"] == pa.schema(
        [
            ("case_id", pa.int64()),
            ("court", pa.string()),
            ("opened", pa.string()),
            ("fee", pa.float64()),
            ("sex", pa.int16()),
        ]
    )


def test_an_unknown_kind_is_refused():
    with pytest.raises(KeyError, match="whole"):
        schemas.schemas({"cases": "case_id:whole"})


def test_an_empty_table_has_the_columns_and_no_rows():
    table = schemas.empty_tables(schemas.schemas(DECLARED))["cases"]
    assert (list(table), len(table)) == (["case_id", "court", "opened", "fee", "sex"], 0)


def test_rows_come_by_key_with_columns_in_order_and_days_as_dates():
    declared = schemas.schemas(DECLARED)
    table = pd.DataFrame(
        {
            "opened": [10957, 0],  # days since 1970-01-01
            "made_of": ["x", "y"],
            "case_id": [2, 1],
            "court": ["b", "a"],
            "fee": [1.5, 2.5],
            "sex": [1, 2],
            "true_person_id": [7, 8],
        }
    )
    made = schemas.in_shape({"cases": table}, declared, schemas.first_columns(declared))["cases"]
    assert made.to_dict("list") == {
        "case_id": [1, 2],
        "court": ["a", "b"],
        "opened": ["1970-01-01", "2000-01-01"],
        "fee": [2.5, 1.5],
        "sex": [2, 1],
        "true_person_id": [8, 7],
    }

"""The records that the speed is measured on: the magistrates' person records of the generator.

    python -m benchmarks.speed_data --records 1000000 [--distinct]

The synthetic extracts are standardised by this project's own models (``+people_libra``) and copied
to one Parquet file. Nothing goes through Python row by row, so that any size fits. What was made
once stays under ``benchmarks/data/speed``, a folder a size.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import yaml

REPOSITORY = Path(__file__).resolve().parent.parent
FOLDER = REPOSITORY / "benchmarks" / "data" / "speed"
COMPARED = ["forename", "middle_names", "surname", "dob", "postcode"]
BLOCKING_RULES = [
    ["dob", "postcode"],
    ["surname", "dob"],
    ["forename", "dob"],
    ["middle_names", "dob"],
    ["forename", "surname", "postcode"],
    ["surname", "postcode"],
    ["forename", "postcode"],
    ["forename", "surname", "year(dob)"],
]
"""What two records must share to be compared; ``speed_settings`` has the same rules."""

# Records a person, to begin with; what the generator gave takes its place where it was too few.
RECORDS_A_PERSON = {False: 2.2, True: 1.4}
SPARE = 1.04


@dataclass(frozen=True)
class Data:
    """The files of one size."""

    folder: Path

    @property
    def records(self) -> Path:
        """Parquet: unique_id (bigint), forename, middle_names, surname, dob (date), postcode."""
        return self.folder / "records.parquet"

    @property
    def truth(self) -> Path:
        """Parquet: unique_id, person_id; a row a record."""
        return self.folder / "truth.parquet"

    @property
    def facts(self) -> dict[str, float]:
        """n_records, n_people, n_distinct (contents), n_repeat_pairs: see ``facts_of``."""
        return json.loads((self.folder / "facts.json").read_text())


def make(n_records: int, distinct: bool = False, folder: Path = FOLDER) -> Data:
    """The records of one size, made unless they are there.

    People come whole: the first that fit into ``n_records``, so a few records fewer than asked.
    With ``distinct`` no two records are equal in all compared columns.
    """
    data = Data(folder / f"{n_records}{'-distinct' if distinct else ''}")
    if (data.folder / "facts.json").exists():
        return data
    shutil.rmtree(data.folder, ignore_errors=True)
    data.folder.mkdir(parents=True)
    a_person = RECORDS_A_PERSON[distinct]
    while True:
        n_people = math.ceil(n_records / a_person * SPARE) + 20
        n_made = _generate(n_people, n_records, distinct, data)
        if n_made >= n_records:
            break
        a_person = n_made / n_people
    # Last, since it says that the rest is complete.
    (data.folder / "facts.json").write_text(json.dumps(facts_of(data), indent=2) + "\n")
    return data


def _generate(n_people: int, n_records: int, distinct: bool, data: Data) -> int:
    """Write the records of so many people, limited to ``n_records``; gives how many there were."""
    work = data.folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    sample = work / "sample"
    _run(
        [sys.executable, "-m", "synthetic", "--people", str(n_people), "--only", "people"]
        + ["--out", str(sample), "--quiet"]
    )
    _write_missing_tables(sample / "extracts" / "libra")
    variables = {"extracts": str(sample / "extracts"), "truth": str(sample / "truth")}
    _run(
        [str(Path(sys.executable).parent / "dbt"), "--quiet", "build"]
        + [
            "--select",
            "+people_libra",
            "--exclude",
            "resource_type:test",
            "resource_type:unit_test",
        ]
        + ["--vars", json.dumps(variables)],
        DATA_FIRST_WAREHOUSE=str(work / "warehouse"),
        # Any will do: nothing of what it hashes is read here.
        DATA_FIRST_SALT="0123456789abcdef" * 4,
        DBT_TARGET_PATH=str(work / "target"),
        DBT_LOG_PATH=str(work / "logs"),
    )
    with duckdb.connect(str(work / "warehouse" / "workspace.duckdb")) as connection:
        connection.execute(f"set temp_directory = '{work / 'spill'}'")
        connection.execute("set preserve_insertion_order = false")
        n_made = copy_people(
            connection, sample / "truth" / "person*.parquet", n_records, distinct, data
        )
    shutil.rmtree(work)
    return n_made


def _write_missing_tables(folder: Path) -> None:
    """Write Libra's other tables without rows: the models ask for them, the records do not."""
    declared = REPOSITORY / "models" / "staging" / "libra" / "_libra__sources.yml"
    (source,) = yaml.safe_load(declared.read_text())["sources"]
    with duckdb.connect() as connection:
        for table in source["tables"]:
            if list(folder.glob(f"{table['name']}[-.]*parquet")):
                continue
            columns = ", ".join(
                f"cast(null as {column['data_type']}) as {column['name']}"
                for column in table["columns"]
            )
            path = folder / f"{table['name']}.parquet"
            connection.execute(f"copy (select {columns} limit 0) to '{path}' (format parquet)")


def copy_people(
    connection: duckdb.DuckDBPyConnection, truth: Path, n_records: int, distinct: bool, data: Data
) -> int:
    """Write records and truth of the first people who fit; gives how many records there were.

    ``connection`` is to a database that has ``people_libra``; it may be read-only.
    """
    (schema,) = connection.execute(
        "select table_schema from information_schema.tables where table_name = 'people_libra'"
    ).fetchone()
    # The blank in a postcode is where both engines look for its sector.
    connection.execute(f"""
        create temp table speed_records as
        select
            cast(record_key as bigint) as unique_id,
            forename1_std as forename,
            middle_names_std as middle_names,
            surname_std as surname,
            dob_std as dob,
            left(postcodes_std[1], -3) || ' ' || right(postcodes_std[1], 3) as postcode,
        from {schema}.people_libra
    """)
    # One row a record that is kept; of equal contents the first record.
    kept = "select unique_id from speed_records"
    if distinct:
        kept = f"select min(unique_id) as unique_id from speed_records group by {_list(COMPARED)}"
    connection.execute(f"""
        create temp table speed_truth as
        select kept.unique_id, person.true_person_id as person_id
        from ({kept}) as kept
        inner join read_parquet('{truth}') as person
            on cast(kept.unique_id as varchar) = person.record_key
        where person.source_dataset = 'mags_hocas'
    """)
    connection.execute(f"""
        create temp table speed_people as
        select person_id
        from (select person_id, count(*) as n from speed_truth group by person_id)
        qualify sum(n) over (order by person_id rows unbounded preceding) <= {n_records}
    """)
    connection.execute(f"""
        copy (
            select speed_truth.*
            from speed_truth
            semi join speed_people on speed_truth.person_id = speed_people.person_id
            order by unique_id
        ) to '{data.truth}' (format parquet)
    """)
    connection.execute(f"""
        copy (
            select speed_records.*
            from speed_records
            semi join read_parquet('{data.truth}') as truth
                on speed_records.unique_id = truth.unique_id
            order by unique_id
        ) to '{data.records}' (format parquet)
    """)
    return connection.execute("select count(*) from speed_truth").fetchone()[0]


def facts_of(data: Data) -> dict[str, int]:
    """What is true of the records whoever links them.

    ``n_repeat_pairs`` are pairs of records of equal content that some blocking rule finds: an
    engine that compares each content once has them without comparing.
    """
    found = " or ".join(
        "(" + " and ".join(f"{column} is not null" for column in rule) + ")"
        for rule in BLOCKING_RULES
    )
    with duckdb.connect() as connection:
        connection.execute(f"set temp_directory = '{data.folder / 'spill'}'")
        n_records, n_distinct, n_repeat_pairs = connection.execute(f"""
            select sum(n), count(*), sum(n * (n - 1) // 2) filter ({found})
            from (
                select {_list(COMPARED)}, count(*) as n
                from read_parquet('{data.records}')
                group by all
            )
        """).fetchone()
        (n_people,) = connection.execute(
            f"select count(distinct person_id) from read_parquet('{data.truth}')"
        ).fetchone()
    shutil.rmtree(data.folder / "spill", ignore_errors=True)
    return {
        "n_records": int(n_records),
        "n_people": n_people,
        "n_distinct": n_distinct,
        "n_repeat_pairs": int(n_repeat_pairs or 0),
    }


def on_side(expression: str, side: str) -> str:
    """An expression of a blocking rule over the records of one side of a join."""
    return re.sub(rf"\b({'|'.join(COMPARED)})\b", rf"{side}.\1", expression)


def _list(columns: list[str]) -> str:
    return ", ".join(columns)


def _run(command: list[str], **environment: str) -> None:
    """Run in the repository; an error shows what the command printed."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DBT_", "DATA_FIRST_"))}
    done = subprocess.run(
        command,
        cwd=REPOSITORY,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}\n{done.stderr}")


def main() -> None:
    """Make the records of one size and say where they are."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--distinct", action="store_true", help="no two records of equal content")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    options = parser.parse_args()
    data = make(options.records, options.distinct, options.folder)
    print(data.folder, json.dumps(data.facts))


if __name__ == "__main__":
    main()

"""What the linkage of offenders with pupils finds in a finished build, and whom it publishes."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest

pytestmark = pytest.mark.built


@pytest.fixture(scope="module")
def build():
    folder = Path(os.environ.get("DATA_FIRST_WAREHOUSE", "warehouse"))
    with duckdb.connect(str(folder / "workspace.duckdb"), read_only=True) as connection:
        connection.execute(f"attach '{folder}/candidate.duckdb' as candidate (read_only)")
        yield connection


@pytest.fixture(scope="module")
def quality(build):
    return build.execute("select * from quality.quality_moj_dfe_link order by step").df()


def test_the_rules_link_nearly_all_and_hardly_anybody_wrongly(quality):
    """The sample's dirt spoils some one in twenty; a rule that is too loose costs precision."""
    whole = quality[quality["method"] == "rules so far"].iloc[-1]
    assert whole["precision"] > 0.98, "look at the precision of each rule in quality_moj_dfe_link"
    assert 0.85 < whole["recall"] <= 1


def test_no_rule_so_far_undoes_an_earlier_one(quality):
    so_far = quality[quality["method"] == "rules so far"]
    assert so_far["n_links"].is_monotonic_increasing
    # all five variables alone are about half of the answer, as postcodes change
    assert 0.25 < so_far.iloc[0]["n_links"] / so_far.iloc[-1]["n_links"] < 0.75


def test_the_probabilistic_linkage_is_of_the_same_order(quality):
    likely = quality[(quality["method"] == "probabilistic") & (quality["step"] == 80)].iloc[0]
    assert likely["precision"] > 0.95, "look at link_moj_dfe_engine__parameters"
    assert likely["recall"] > 0.85


def test_later_offenders_were_excluded_more_often(build):
    """Twice and more, by the risks of synthetic/rates/npd.yml."""
    linked, others = build.execute(
        """
        select
            avg(n) filter (where is_linked),
            avg(n) filter (where not is_linked),
        from (
            select
                pupils.is_linked,
                count(exclusions.pmra) as n,
            from candidate.education.npd_pupils as pupils
            left join candidate.education.npd_exclusions as exclusions using (pmra)
            group by pupils.pmra, pupils.is_linked
        )
        """
    ).fetchone()
    assert linked > 1.5 * others


def test_every_published_column_says_something(build):
    """At least two values, as a variable must have to count; life is too rare for small samples."""
    tables = build.execute(
        "select table_name, column_name from duckdb_columns()"
        " where database_name = 'candidate' and schema_name = 'education'"
        " and column_name <> 'is_life_sentence'"
    ).fetchall()
    assert len({table for table, _ in tables}) == 8
    same = [
        f"{table}.{column}"
        for table, column in tables
        if build.execute(
            f'select count(distinct "{column}") from candidate.education."{table}"'
        ).fetchone()[0]
        < 2
    ]
    assert same == []

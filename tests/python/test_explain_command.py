"""`make explain` on a finished build."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import duckdb
import pytest
import yaml
from builds import dbt_again
from macro_runner import PROJECT

pytestmark = [pytest.mark.built, pytest.mark.usefixtures("own_warehouse")]


def explain(operation: str = "explain_person", **args: str) -> tuple[int, str]:
    run = subprocess.run(
        dbt_again("--quiet", "run-operation", operation, "--args", yaml.safe_dump(args)),
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    return run.returncode, run.stdout + run.stderr


def records(sql: str) -> tuple[str, ...]:
    workspace = Path(os.environ.get("DATA_FIRST_WAREHOUSE", "warehouse")) / "workspace.duckdb"
    with duckdb.connect(str(workspace), read_only=True) as connection:
        connection.execute("use linkage")
        return connection.execute(sql).fetchone()


def test_a_linked_pair_is_explained():
    left, right, weight = records(
        "select l.source_dataset || '|' || l.record_key, r.source_dataset || '|' || r.record_key,"
        " match_weight from link_person__scored_pairs as pairs"
        " inner join link_person__nodes as nl on profile_id_l = nl.profile_id"
        " inner join link_person__nodes as nr on profile_id_r = nr.profile_id"
        " inner join link_person__record_ids as l on nl.record_id = l.record_id"
        " inner join link_person__record_ids as r on nr.record_id = r.record_id"
        " where l.cluster_high = r.cluster_high order by all limit 1"
    )
    code, text = explain(left=left, right=right)
    assert code == 0, text
    assert f"{left}  and  {right}" in text
    assert "the same person (" in " ".join(text.split())
    assert "In one cluster: low yes, medium yes, high yes." in text
    assert f"{weight:+.2f}" in next(line for line in text.splitlines() if line.startswith("total"))


def test_an_unlinked_pair_that_no_rule_found_is_explained():
    left, right = records(
        "select min(source_dataset || '|' || record_key), max(source_dataset || '|' || record_key)"
        " from link_person__record_ids"
    )
    code, text = explain(left=left, right=right)
    assert code == 0, text
    assert "Blocking: " in text
    assert "very unlikely to be the same person" in " ".join(text.split())
    assert "In one cluster: low no, medium no, high no." in text


def test_two_parties_of_one_case_are_said_to_be_two_people():
    left, right, case = records(
        "select min(source_dataset || '|' || record_key), max(source_dataset || '|' || record_key),"
        " case_key from link_person__case_parties"
        " inner join link_person__record_ids using (record_id)"
        " group by case_key order by case_key limit 1"
    )
    code, text = explain(left=left, right=right)
    assert code == 0, text
    assert "In one cluster: low no, medium no, high no." in text
    assert f"Cannot link: both stand on {case}, and nobody stands there twice." in text


def test_a_pair_of_another_model_is_explained():
    model = "link_case__"
    left, right = records(
        "select l.source_dataset || '|' || l.record_key, r.source_dataset || '|' || r.record_key"
        " from link_case__scored_pairs inner join link_case__records as l"
        " on identity_id_l = l.identity_id inner join link_case__records as r"
        " on identity_id_r = r.identity_id order by all limit 1"
    )
    code, text = explain(
        "explain",
        settings="case_linkage_settings",
        keys=f"{model}blocking_keys",
        parameters=f"{model}parameters",
        match_shares=f"{model}match_shares",
        records=f"{model}records",
        left=left,
        right=right,
        entity="case",
    )
    assert code == 0, text
    assert "the same case (" in " ".join(text.split())
    assert "Blocking: found by same person" in text


def test_an_unknown_key_is_answered_with_the_mend():
    code, text = explain(left="mags_hocas|none", right="prison_nomis|1")
    assert code != 0
    text = " ".join(text.split())
    assert "left is 'mags_hocas|none', and no record has that key" in text
    assert "give <source_dataset>|<record_key>. There are, for instance, " in text

"""A build that was made worse is stopped at the gate, by dbt and publication as a user runs them.

Works on a copy of the build that ``make test`` makes (``DATA_FIRST_WAREHOUSE``) and of the project.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
import release_history

pytestmark = pytest.mark.built
ROOT = Path(__file__).parents[2]
OVERRULES = "seeds/release/release_overrules.csv"


class Project:
    """A copy of the project and of the finished build's warehouse."""

    def __init__(self, folder: Path) -> None:
        built = Path(os.environ.get("DATA_FIRST_WAREHOUSE", "warehouse"))
        if not (built / "published.duckdb").is_file():
            pytest.skip("there is no finished test build: run `make test`")
        data = built.parent / "data"
        self.folder = folder / "project"
        self.warehouse = folder / "warehouse"
        for name in ("models", "macros", "seeds", "tests", "python_udfs"):
            shutil.copytree(ROOT / name, self.folder / name)
        for name in ("dbt_project.yml", "profiles.yml"):
            shutil.copy(ROOT / name, self.folder)
        shutil.copytree(built, self.warehouse)
        # the folder of the extracts stands in the views, as the build was given it
        (self.folder / data.parent).mkdir(parents=True, exist_ok=True)
        if not data.is_absolute():
            (self.folder / data).symlink_to(data.resolve())
        self.variables = f"{{extracts: {data / 'extracts'}, truth: {data / 'truth'}}}"
        self.environment = {
            **os.environ,
            "DATA_FIRST_WAREHOUSE": str(self.warehouse),
            "DBT_TARGET_PATH": str(folder / "target"),
            "DBT_LOG_PATH": str(folder / "logs"),
        }

    def run(self, *command: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def dbt(self, *arguments: str) -> str:
        dbt = str(Path(sys.executable).with_name("dbt"))
        done = self.run(dbt, *arguments, "--vars", self.variables)
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
        return done.stdout

    def publish(self) -> subprocess.CompletedProcess:
        return self.run(sys.executable, "-m", "python_udfs.publish")

    def change(self, file: str, statements: str) -> None:
        with duckdb.connect(str(self.warehouse / f"{file}.duckdb")) as connection:
            connection.execute(statements)

    def history(self, query: str) -> list[tuple]:
        return release_history.rows(self.warehouse, query)

    def new_run(self, name: str) -> None:
        """What a whole build leaves in the candidate, after the one that was published."""
        self.change(
            "candidate",
            "update build_run set started_at = started_at + interval 1 day,"
            f" invocation_id = '{name}'",
        )


def test_a_worsened_build_is_stopped_until_somebody_answers_for_it(tmp_path):
    project = Project(tmp_path)
    published = (project.warehouse / "published.duckdb").read_bytes()
    [(first,)] = project.history("select distinct release_id from builds")
    figures = project.history("select count(*) from figures")

    # the same content, built a day later, is the same release
    project.new_run("run 2")
    project.dbt("run", "--select", "release_record+")
    assert project.history("select distinct release_id from builds") == [(first,)]
    assert project.history("select count(*) from figures") == figures

    # a worse one: every person is split into its sources, and half of the links are wrong
    project.new_run("run 3")
    project.change(
        "workspace",
        "update quality.quality_linkage_accuracy set precision = precision / 2",
    )
    project.change(
        "candidate",
        "update linking.person_clusters set cluster_medium = cluster_medium || source_dataset",
    )
    said = project.dbt("build", "--select", "release_figures+")
    assert "WARN=1" in said, "the test release_checks__all_limits_hold"
    assert "this stops publication" in said
    done = project.publish()
    assert done.returncode == 1
    assert "  precision_true, medium: 0.4" in done.stderr
    assert "  share_changed, medium: " in done.stderr
    assert "  share_changed, high: " not in done.stderr
    assert (project.warehouse / "published.duckdb").read_bytes() == published

    # the rows that were printed, with a name and a reason
    rows = [line.strip() for line in done.stderr.splitlines() if ",WHO,WHY," in line]
    with (project.folder / OVERRULES).open("a") as seed:
        for row in rows:
            seed.write(row.replace(",WHO,WHY,", ",analyst_1,a test,") + "\n")
    project.dbt("build", "--select", "release_overrules+")
    done = project.publish()
    assert done.returncode == 0, done.stderr
    assert (project.warehouse / "published.duckdb").read_bytes() != published
    assert project.history(
        """
        select distinct checks.overruled_by, checks.overrule_reason, builds.n_overruled
        from checks inner join builds using (invocation_id)
        where builds.published_at is not null and checks.overruled_by is not null
        """
    ) == [("analyst_1", "a test", len(rows))]


def test_the_history_holds_no_secret_and_no_key_of_a_source():
    warehouse = Path(os.environ.get("DATA_FIRST_WAREHOUSE", "warehouse"))
    if not (warehouse / release_history.NAME).is_file():
        pytest.skip("there is no finished test build: run `make test`")
    content = (warehouse / release_history.NAME).read_bytes()
    with duckdb.connect(str(warehouse / "workspace.duckdb"), read_only=True) as connection:
        secrets = connection.execute(
            """
            select unnest([pnc_std, cro_std, prison_number_std, crn_std, ni_number_std])
            from (
                from people.people_records where pnc_std is not null order by record_id limit 500
            )
            """
        ).fetchall()
        hashes = connection.execute(
            "select row_id_hash from linkage.link_person__record_ids limit 500"
        ).fetchall()
    secrets = [value for (value,) in secrets if value]
    assert len(secrets) > 100
    assert [value for value in secrets if value.encode() in content] == []
    # and of the published hashes no more than their first 64 bits, as numbers
    assert [value for (value,) in hashes if value.encode() in content] == []
    salt = os.environ.get("DATA_FIRST_SALT")
    assert not salt or salt.encode() not in content

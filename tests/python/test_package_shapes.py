"""Tables of awkward shapes, linked in a project of their own by models that the scaffold wrote."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb
import pytest
from macro_runner import PROJECT, Macros
from test_package_example import run

OFF = "".join(
    f"{kind}: {{data_first: {{+enabled: false}}}}\n"
    for kind in ("models", "seeds", "sources", "exposures", "data_tests", "unit_tests")
)
FILES = {
    "dbt_project.yml": f'name: odd\nversion: "1.0.0"\nprofile: odd\n{OFF}',
    "profiles.yml": (
        "odd:\n  target: dev\n  outputs:\n    dev: {type: duckdb, path: odd.duckdb, threads: 2}\n"
    ),
    "packages.yml": f"packages:\n  - local: {PROJECT}\n",
    # Five hundred people; the second table has two thirds of them under other keys, the third is
    # one of them with the columns in another order and more of them.
    "models/people.sql": (
        "select i as id, 'given' || (i % 40) as \"Given name\", 'family' || (i % 97) as family,"
        " date '1950-01-01' + cast(37 * i as integer) as born,"
        " 'T' || (i % 23) as town from range(500) as t (i)"
    ),
    "models/clients.sql": (
        "select uuid() as \"key\", * exclude (id), id as person from {{ ref('people') }}"
        " where id % 3 > 0"
    ),
    "models/guests.sql": (
        "select family, town, 7 as identity_id, [1, 2] as list, 'g' || id as ref, born,"
        " \"Given name\", id as person from {{ ref('people') }} where id % 5 = 0"
    ),
    "models/shop.sql": "select *, id as \"Customer No.\", id as person from {{ ref('people') }}",
    "models/nobody.sql": "select * from {{ ref('shop') }} where false",
    "models/club.sql": (
        'select cast("key" as varchar) as "Customer No.", * exclude ("key")'
        " from {{ ref('clients') }}"
    ),
    "models/party.sql": "select ref as \"Customer No.\", * exclude (ref) from {{ ref('guests') }}",
    # What people decided: one pair apart, one together, one about a record that is not there.
    "seeds/decisions.csv": (
        "source_dataset_l,record_key_l,source_dataset_r,record_key_r,decision,author\n"
        "shop,5,party,g5,cannot_link,someone\n"
        "shop,1,shop,3,must_link,someone\n"
        "shop,1,shop,none,must_link,someone\n"
    ),
    "macros/settings.sql": """
{% macro settings_of(model, link_type) %}
    {% do return(data_first.linkage_settings(
        model=model,
        link_type=link_type,
        comparisons=[
            data_first.jaro_winkler_at_thresholds('"Given name"', [0.9]),
            data_first.exact_match('family'),
            data_first.exact_match('born'),
            data_first.exact_match('town'),
        ],
        blocking_rules=[
            data_first.block_on(['family', 'born']),
            data_first.block_on(['"Given name"', 'town']),
        ],
        training={'random_pairs': 20000},
    )) %}
{% endmacro %}

{% macro odd_settings() %}{% do return(settings_of('odd', 'link_and_dedupe')) %}{% endmacro %}
{% macro none_settings() %}{% do return(settings_of('none', 'dedupe_only')) %}{% endmacro %}
""",
}


ODD = "{shop: shop, club: club, party: party}"


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """The folder of a project with two linkages: three odd tables, and a table without rows."""
    folder = tmp_path_factory.mktemp("odd")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    run(folder, environment(), "deps")
    arguments = f"{{model: odd, relations: {ODD}, unique_id: Customer No.}}"
    run(folder, environment(), "run-operation", "data_first.scaffold", "--args", arguments)
    with duckdb.connect() as connection:
        files = Macros(connection)._scaffold_files(
            "none", "nobody", "Customer No.", "none_settings", "models"
        )
    for name, text in files.items():
        (folder / name).write_text(text)
    (folder / "models" / "odd" / "odd__overrides.sql").write_text(
        "{{ config(materialized='resolved_overrides') }}\n{{ data_first.linkage_overrides("
        "odd_settings(), ref('odd__records'), ref('decisions')) }}"
    )
    for name in ("nodes", "components", "node_clusters"):
        path = folder / "models" / "odd" / f"odd__{name}.sql"
        call = path.read_text().rstrip().removesuffix(") }}").rstrip().removesuffix(",")
        path.write_text(f"{call}, overrides=ref('odd__overrides')) }}}}")
    run(folder, environment(), "build")
    return folder


def environment() -> dict[str, str]:
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("DATA_", "DBT_"))
    }


def query(project: Path, sql: str) -> list[tuple]:
    with duckdb.connect(str(project / "odd.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


PEOPLE_OF_CLUSTERS = (
    " from odd__clusters as c inner join ("
    "select 'shop' as source_dataset, cast(\"Customer No.\" as varchar) as record_key, person"
    " from shop union all select 'club', \"Customer No.\", person from club"
    " union all select 'party', \"Customer No.\", person from party"
    ") as r using (source_dataset, record_key) where person not in (1, 3, 5)"
)


def test_people_are_found_in_and_between_three_tables(project):
    """Everything agrees or nothing does, so that the answer is the truth itself."""
    assert query(
        project,
        "select count(distinct c.cluster_medium), count(distinct r.person),"
        f" count(distinct (c.cluster_medium, r.person)) {PEOPLE_OF_CLUSTERS}",
    ) == [(497, 497, 497)]
    assert query(
        project, "select source_dataset, count(*) from odd__clusters group by 1 order by 1"
    ) == [("club", 333), ("party", 100), ("shop", 500)]


def test_decisions_of_people_are_obeyed(project):
    """Records 1 and 3 of the shop are said to be one person, record 5 and guest 5 to be two."""
    together = [f"l.cluster_{level} = r.cluster_{level}" for level in ("low", "medium", "high")]
    assert query(
        project,
        f"select l.record_key, r.record_key, {', '.join(together)}"
        " from odd__clusters as l, odd__clusters as r"
        " where l.source_dataset = 'shop' and (l.record_key, r.source_dataset, r.record_key)"
        " in (('1', 'shop', '3'), ('5', 'party', 'g5')) order by 1",
    ) == [("1", "3", True, True, True), ("5", "g5", False, False, False)]
    assert query(project, "select record_key_r, status from odd__overrides order by all") == [
        ("3", "in force"),
        ("g5", "in force"),
        ("none", "unknown record"),
    ]


def test_a_table_without_rows_gives_empty_clusters(project):
    assert query(project, "select count(*) from none__clusters") == [(0,)]


# A file of the project made wrong, what dbt is asked to do, and what it then says.
BROKEN = {
    "the settings macro is misspelt where it is called": (
        ("models/odd/odd__records.sql", "odd_settings()", "add_settings()"),
        ("parse",),
        (
            "linkage_records(): the first argument is no settings; call a macro that returns"
            " data_first.linkage_settings(…), such as customers_settings(). Is there a macro of"
            " that name, does it end in do return(…), and is it called with its brackets?"
        ),
    ),
    "a table lacks a compared column": (
        ("models/odd/odd__records.sql", "ref('party')", "ref('guests')"),
        ("compile", "--select", "odd__records"),
        (
            'Linkage model \'odd\': unique_id is \'customer no.\', which "odd"."main"."guests"'
            " (source 'party') does not have."
        ),
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_mistake_is_named_with_its_mend(project, tmp_path, name):
    (path, right, wrong), arguments, message = BROKEN[name]
    broken = tmp_path / "odd"
    shutil.copytree(project, broken, symlinks=True)
    text = (broken / path).read_text()
    assert right in text
    (broken / path).write_text(text.replace(right, wrong))
    assert message in run(broken, environment(), *arguments, code=2)

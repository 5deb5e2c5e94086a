"""Rates by group: counts against pairs listed one by one, intervals against a bootstrap and scipy.

The reference of variances is a Poisson bootstrap over units, which shares nothing with the
linearised formulas of the macro; the reference of single formulas is scipy.
"""

from __future__ import annotations

import os
import random
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from macro_runner import Macros
from scipy import stats

from synthetic import settings, writer
from synthetic.lives import Lives

ROOT = Path(__file__).parents[2]
LEVELS = ("high", "medium", "low")
RATE = {
    "name": "rate",
    "above": ["above"],
    "below": ["below"],
    "unit": 1,
    "is_better_high": False,
    "of": "records",
}


def rates(macros: Macros, people: pd.DataFrame, **options) -> pd.DataFrame:
    """The rates of a table with group_name, unit_id, above and below; dimension is optional."""
    frame = people if "dimension" in people else people.assign(dimension="group")
    macros.connection.register("given", frame)
    patterns = " union all ".join(
        f"select '{dimension}' as dimension, * from ("
        + macros.unit_patterns(
            f"(from given where dimension = '{dimension}') as people", ["above", "below"]
        )
        + ") as patterns"
        for dimension in sorted(set(frame["dimension"]))
    )
    macros.create("patterns", patterns)
    macros.create(
        "moments",
        "select 1 as level, 100 as n_people, 100 as n_records, false as is_suppressed, *,"
        f" from ({macros.group_moments('patterns', [RATE])}) as moments",
    )
    macros.create("rates", macros.group_rates("moments", ["level"], **options))
    return macros.connection.execute("from rates order by dimension, group_name").fetchdf()


def made_up_units(seed: int, n_units: int) -> pd.DataFrame:
    """Units with records in one group or two; most have no error, a few have many."""
    rng = np.random.default_rng(seed)
    rows = []
    for unit in range(n_units):
        own = int(rng.choice(4, p=[0.5, 0.3, 0.15, 0.05]))
        prone = rng.random() < (0.3 if own == 2 else 0.1)
        for group in {own, int(rng.integers(4)) if rng.random() < 0.3 else own}:
            below = int(rng.geometric(0.25))
            above = int(rng.binomial(below, 0.6 if prone else 0.02))
            rows.append((f"group {group}", unit, above, below))
    return pd.DataFrame(rows, columns=["group_name", "unit_id", "above", "below"])


def bootstrap(people: pd.DataFrame, n_replicates: int) -> pd.DataFrame:
    """Standard errors of each group's rate and of its difference from the rest."""
    rng = np.random.default_rng(1)
    wide = people.pivot_table(
        index="unit_id", columns="group_name", values=["above", "below"], fill_value=0
    )
    weights = rng.poisson(1, (n_replicates, len(wide)))
    above, below = (weights @ wide[part].to_numpy() for part in ("above", "below"))
    rate = above / below
    rest = (above.sum(axis=1, keepdims=True) - above) / (below.sum(axis=1, keepdims=True) - below)
    return pd.DataFrame(
        {"rate": rate.std(axis=0), "difference": (rate - rest).std(axis=0)},
        index=wide["above"].columns,
    )


def test_intervals_are_as_wide_as_those_of_a_bootstrap_over_units(macros):
    people = made_up_units(5, 1500)
    found = rates(macros, people).set_index("group_name")
    expected = bootstrap(people, 4000)
    assert len(found) == 4
    width = found["difference_high"] - found["difference_low"]
    assert (width / (2 * 1.959964 * expected["difference"])).to_numpy() == pytest.approx(1, abs=0.1)
    # Wilson's interval is pulled to one half, where it is not wider
    width = found["rate_high"] - found["rate_low"]
    assert (width / (2 * 1.959964 * expected["rate"])).to_numpy() == pytest.approx(1, abs=0.15)
    whole = people[["above", "below"]].sum()
    for name, part in people.groupby("group_name")[["above", "below"]].sum().iterrows():
        assert found.loc[name, "rate"] == pytest.approx(part["above"] / part["below"])
        rest = whole - part
        assert found.loc[name, "rest_rate"] == pytest.approx(rest["above"] / rest["below"])


def test_the_error_of_a_difference_is_the_sum_over_units_of_its_linear_part(macros):
    """What the macro has from sums of squares and products, unit by unit."""
    people = made_up_units(6, 400)
    found = rates(macros, people).set_index("group_name")
    total = people.groupby("unit_id")[["above", "below"]].sum()
    for name, group in people.groupby("group_name"):
        own = group.groupby("unit_id")[["above", "below"]].sum()
        own = own.reindex(total.index, fill_value=0)
        rest = total - own
        rate = own["above"].sum() / own["below"].sum()
        rest_rate = rest["above"].sum() / rest["below"].sum()
        part = (own["above"] - rate * own["below"]) / own["below"].sum()
        rest_part = (rest["above"] - rest_rate * rest["below"]) / rest["below"].sum()
        n = (own["below"] > 0).sum()
        error = np.sqrt(n / (n - 1) * ((part - rest_part) ** 2).sum())
        found_error = (found.loc[name, "difference_high"] - (rate - rest_rate)) / 1.959964
        assert found_error == pytest.approx(error, rel=1e-9), name


def test_the_interval_of_rare_errors_covers_the_true_rate(macros):
    """Errors in 2 % of 400 people: of 100 samples at least 90 have the true rate inside."""
    rng = np.random.default_rng(7)
    rows = []
    for sample in range(100):
        below = rng.geometric(0.3, 400)
        prone = rng.random(400) < 0.02
        rows.append(
            pd.DataFrame(
                {
                    "dimension": f"sample {sample:03}",
                    "group_name": "one",
                    "unit_id": np.arange(400),
                    "above": np.where(prone, rng.binomial(below, 0.5), 0),
                    "below": below,
                }
            )
        )
    found = rates(macros, pd.concat(rows))
    covers = (found["rate_low"] <= 0.01) & (found["rate_high"] >= 0.01)
    assert len(found) == 100
    assert covers.sum() >= 90


def test_a_rate_of_single_units_has_wilsons_interval(macros):
    """Units of one record: as many observations as units, less one for the variance."""
    people = pd.DataFrame(
        {
            "group_name": ["one"] * 51 + ["other"] * 1001,
            "unit_id": range(1052),
            "above": [1] * 17 + [0] * 34 + [1] * 143 + [0] * 858,
            "below": 1,
        }
    )
    found = rates(macros, people).set_index("group_name")
    # 17 of 51 is as certain as a third of 50, 143 of 1,001 as a seventh of 1,000
    for name, share, n in [("one", 1 / 3, 50), ("other", 1 / 7, 1000)]:
        z = stats.norm.isf(0.025)
        middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
        assert found.loc[name, "rate"] == pytest.approx(share)
        assert found.loc[name, "rate_low"] == pytest.approx(middle - half, abs=1e-6)
        assert found.loc[name, "rate_high"] == pytest.approx(middle + half, abs=1e-6)


def test_no_error_in_a_group_is_not_certainty(macros):
    """Ten people of one record, no error: as zero of ten, at most 27.8 % (Wilson)."""
    people = pd.DataFrame(
        {
            "group_name": ["none"] * 10 + ["some"] * 90,
            "unit_id": range(100),
            "above": [0] * 10 + [1] * 9 + [0] * 81,
            "below": 1,
        }
    )
    found = rates(macros, people).set_index("group_name")
    expected = stats.binomtest(0, 10).proportion_ci(method="wilson")
    assert found.loc["none", "rate_low"] == 0
    assert found.loc["none", "rate_high"] == pytest.approx(expected.high, abs=1e-6)


@pytest.mark.parametrize("bound", [("low", -1.959964), ("high", 1.959964)])
def test_wilson_bound_is_that_of_scipy(macros, bound):
    end, z = bound
    for above, n in [(0, 5), (1, 7), (30, 30), (499, 1000)]:
        sql = macros.wilson_bound(f"cast({above / n} as double)", f"cast({n} as double)", z)
        expected = getattr(stats.binomtest(above, n).proportion_ci(method="wilson"), end)
        found = macros.connection.execute(f"select {sql}").fetchone()[0]
        assert found == pytest.approx(expected, abs=1e-6)
    sql = macros.wilson_bound("cast(null as double)", "0", z)
    assert macros.connection.execute(f"select {sql}").fetchone()[0] is None


def test_normal_quantile_is_that_of_scipy(macros):
    for tail in [0.5, 0.4, 0.025, 0.025 / 7, 0.025 / 64, 1e-6]:
        sql = macros.normal_quantile(str(tail))
        found = macros.connection.execute(f"select {sql}").fetchone()[0]
        assert found == pytest.approx(stats.norm.isf(tail), abs=5e-4)


def test_groups_are_worse_off_where_holm_says_so(macros):
    """Group a is far worse off; b has more and more errors, up to and past where it is too.

    The reference is Holm's test of scipy's one-sided p-values. Among these are tables where b is
    found though Bonferroni's test would not find it, or the two could not be told apart.
    """
    groups = np.repeat(["a", "b", "c"], [400, 400, 1200])
    frames = []
    for n_errors in range(10, 50):
        above = np.zeros(len(groups), dtype=int)
        for first, count in [(0, 60), (400, n_errors), (800, 30)]:
            above[first : first + count] = 1
        units = {"group_name": groups, "unit_id": np.arange(len(groups)), "above": above}
        frames.append(pd.DataFrame(units).assign(below=1, dimension=f"{n_errors} errors"))
    found = rates(macros, pd.concat(frames), least_difference=0)
    n_found, n_found_by_bonferroni = 0, 0
    for _, table in found.groupby("dimension"):
        error = (table["difference_high"] - table["difference"]) / 1.959964
        p = stats.norm.sf(table["difference"] / error)
        expected = np.zeros(len(p), dtype=bool)
        for place, group in enumerate(np.argsort(p, kind="stable")):
            if p[group] > 0.025 / (len(p) - place):
                break
            expected[group] = True
        assert table["is_worse"].tolist() == expected.tolist()
        n_found += expected.sum()
        n_found_by_bonferroni += (p <= 0.025 / len(p)).sum()
    assert 40 < n_found_by_bonferroni < n_found < 80


def test_a_group_that_was_made_worse_off_is_found_and_no_other(macros):
    """Five groups of 400 people; of one, 8 % have an error, of the others 2 %."""
    rng = np.random.default_rng(11)
    group = np.repeat(np.arange(5), 400)
    people = pd.DataFrame(
        {
            "group_name": [f"group {number}" for number in group],
            "unit_id": np.arange(2000),
            "above": rng.random(2000) < np.where(group == 3, 0.08, 0.02),
            "below": 1,
        }
    ).astype({"above": int})
    found = rates(macros, people)
    assert found.loc[found["is_worse"], "group_name"].tolist() == ["group 3"]
    # a difference that matters to nobody is none, however sure it is
    found = rates(macros, people, least_difference=0.2)
    assert not found["is_worse"].any()


def test_small_groups_are_merged_and_what_stays_small_is_suppressed(macros):
    """Of `area`, b and c have few people and d no links; together they are 6 + 5 + 12 people."""
    people = [("area", "a", person, 2, 4) for person in range(30)]
    people += [("area", "b", person, 1, 3) for person in range(100, 106)]
    people += [("area", "c", person, 1, 3) for person in [105, *range(200, 204)]]
    people += [("area", "d", person, 1, 0) for person in range(300, 312)]
    people += [("sex", "f", person, 1, 2) for person in range(40)]
    people += [("sex", "m", person, 1, 2) for person in range(50, 59)]
    macros.connection.register(
        "people",
        pd.DataFrame(
            people,
            columns=["dimension", "group_name", "true_person_id", "n_records", "n_true_links"],
        ),
    )
    found = macros.connection.execute(
        f"from ({macros.shown_groups(['people'])}) order by dimension, group_name"
    ).fetchall()
    small = ("small groups", 22, 23, False)
    assert found == [
        ("area", "a", "a", 30, 60, False),
        ("area", "b", *small),
        ("area", "c", *small),
        ("area", "d", *small),
        ("sex", "f", "f", 40, 40, False),
        ("sex", "m", "small groups", 9, 9, True),
    ]


def random_records(draw: random.Random) -> pd.DataFrame:
    """Records of people in three nested levels of clusters, in three sources and four groups."""
    rows = []
    for person in range(draw.randint(1, 25)):
        for _ in range(draw.randint(1, 5)):
            low = person // draw.choice([1, 1, 2]) if draw.random() > 0.2 else draw.randrange(25)
            medium = low * 10 + draw.choice([0, 0, 0, 1])
            rows.append((person, low, medium, medium * 10 + draw.choice([0, 0, 0, 1])))
    frame = pd.DataFrame(
        rows, columns=["true_person_id", "cluster_low", "cluster_medium", "cluster_high"]
    )
    frame.insert(0, "record_id", range(len(frame)))
    frame["source_dataset"] = [draw.choice("abc") for _ in rows]
    frame["group_name"] = [draw.choice("wxyz") for _ in rows]
    frame["unit_id"] = frame["true_person_id"]
    frame["is_unlinkable"] = [draw.random() < 0.1 for _ in rows]
    return frame


def links_of(records: pd.DataFrame, column: str) -> set[tuple[int, int]]:
    """Links of records that share a value, both ways round."""
    found = set()
    for rows in records.groupby(column).groups.values():
        for one, other in combinations(rows, 2):
            found |= {(one, other), (other, one)}
    return found


def test_links_by_group_are_those_of_a_count_one_by_one(macros):
    draw = random.Random(3)
    for _ in range(15):
        records = random_records(draw)
        truth = links_of(records, "true_person_id")
        frame = records.drop(columns=["cluster_low", "cluster_medium", "cluster_high"])
        lost = draw.sample(sorted(truth), len(truth) // 3)
        reached = truth - set(lost) - {(other, one) for one, other in lost}
        for name, links in [("n_true_links", truth), ("n_reached_links", reached)]:
            frame[name] = [sum(one == record for one, _ in links) for record in records.index]
        expected = defaultdict(int)
        for level in LEVELS:
            found = links_of(records, f"cluster_{level}")
            for name, links in [("found", found), ("right", found & truth)]:
                frame[f"n_{name}_links_{level}"] = [
                    sum(one == record for one, _ in links) for record in records.index
                ]
            for one in records.index:
                key = (records.loc[one, "group_name"], records.loc[one, "true_person_id"], level)
                mine = {link for link in found if link[0] == one}
                true = {link for link in truth if link[0] == one}
                expected[*key, "n_found_links"] += len(mine)
                expected[*key, "n_right_links"] += len(mine & true)
                for error, wrong in [("false", mine - true), ("missed", true - mine)]:
                    expected[*key, f"n_with_{error}_link"] += bool(wrong)
                    expected[*key, f"n_people_with_{error}_link"] |= bool(wrong)
                for share, of in [("precision", mine), ("recall", true)]:
                    expected[*key, f"b_cubed_{share}_units"] += round(
                        2**20 * (len(mine & true) + 1) / (len(of) + 1)
                    )
        macros.connection.register("given", frame)
        sums = macros.connection.execute(macros.person_link_sums("given")).fetchdf()
        assert sums["n_records"].sum() == len(records)
        assert sums["n_true_links"].sum() == len(truth)
        assert sums["n_reached_links"].sum() == len(reached)
        assert sums["n_unlinkable"].sum() == records["is_unlinkable"].sum()
        sums = sums.set_index(["group_name", "true_person_id"])
        for (group, person, level, name), value in expected.items():
            assert sums.loc[(group, person), f"{name}_{level}"] == value, (group, person, name)


def test_links_between_two_sources_are_those_of_a_count_one_by_one(macros):
    draw = random.Random(4)
    for _ in range(15):
        records = random_records(draw)
        source = records["source_dataset"]
        truth = links_of(records, "true_person_id")
        every = {level: links_of(records, f"cluster_{level}") for level in LEVELS}
        expected = defaultdict(int)
        for one in records.index:
            for other_source in "abc":
                others = {(one, other) for other in records.index[source == other_source]}
                true = truth & others
                if not true and not every["low"] & others:
                    continue
                pair = " and ".join(sorted([source[one], other_source]))
                key = (pair, records.loc[one, "true_person_id"])
                expected[*key, "n_records"] += 1
                expected[*key, "n_true_links"] += len(true)
                for level in LEVELS:
                    mine = every[level] & others
                    expected[*key, f"n_found_links_{level}"] += len(mine)
                    expected[*key, f"n_right_links_{level}"] += len(mine & true)
                    for error, wrong in [("false", mine - true), ("missed", true - mine)]:
                        expected[*key, f"n_with_{error}_link_{level}"] += bool(wrong)
                        expected[*key, f"n_people_with_{error}_link_{level}"] |= bool(wrong)
        looked_at = {person for person in set(records["true_person_id"]) if draw.random() < 0.7}
        given = records.assign(is_looked_at=records["true_person_id"].isin(looked_at))
        macros.connection.register("given", given)
        sums = macros.connection.execute(macros.source_pair_link_sums("given")).fetchdf()
        expected = {key: value for key, value in expected.items() if key[1] in looked_at}
        assert len(sums) == len({key[:2] for key in expected})
        sums = sums.set_index(["group_name", "true_person_id"])
        for (pair, person, name), value in expected.items():
            assert sums.loc[(pair, person), name] == value, (pair, person, name)


def test_people_who_share_a_cluster_are_one_unit(macros):
    """1 and 2 share cluster 10; 2 has cluster 5 besides, and 3 has that too; 4 is alone."""
    cells = pd.DataFrame(
        [(1, 10), (2, 10), (2, 5), (3, 5), (3, 30), (4, 40)],
        columns=["true_person_id", "cluster_low"],
    )
    people = cells.groupby("true_person_id", as_index=False)["cluster_low"].min()
    macros.connection.register("cells", cells)
    macros.connection.register("people", people.rename(columns={"cluster_low": "first_cluster"}))
    found = dict(
        macros.connection.execute(
            f"select true_person_id, unit_id from ({macros.merged_people('cells', 'people')})"
        ).fetchall()
    )
    assert found == {1: 5, 2: 5, 3: 5, 4: 40}


def test_origins_of_names_leave_the_extracts_as_they_are():
    """What the systems make by themselves is what is written; every true person has an origin."""
    run = writer.Run(150, 5)
    written = writer.part_tables(run, 0)
    schemas = writer.schemas(run)
    lives = Lives(run.part(0))
    for system, module in run.systems().items():
        for table, frame in module.tables(run.part(0), lives).items():
            path = f"extracts/{system}/{table}"
            if path in schemas:
                assert written[path].equals(writer._arrow(frame, schemas[path], path)), path
    origins = dict(zip(*written["truth/origin"].to_pydict().values(), strict=True))
    assert set(Lives(run.part(0)).persons["person_id"]) <= set(origins)
    assert len(origins) == len(written["truth/origin"])
    assert set(written["truth/person"]["true_person_id"].to_pylist()) <= set(origins)
    assert set(origins.values()) <= set(settings.load().get("origins"))
    for only in (writer.Run(50, 5, only_people=True), writer.Run(50, 5, for_linkage=True)):
        assert "truth/origin" in writer.part_tables(only, 0)


def test_every_origin_of_the_generator_lies_in_some_part_of_the_world():
    broad = pd.read_csv(ROOT / "seeds" / "quality" / "name_origins.csv")
    assert set(broad["name_origin"]) == set(settings.load().get("origins"))


@pytest.mark.built
def test_links_of_records_are_those_of_the_published_clusters():
    """The table against pairs listed from clusters and truth, and from candidate pairs."""
    folder = os.environ.get("DATA_FIRST_WAREHOUSE", "warehouse")
    with duckdb.connect(str(ROOT / folder / "workspace.duckdb"), read_only=True) as connection:
        records = connection.execute(
            """
            select record_id, true_person_id, profile_id, cluster_medium
            from linkage.link_person__record_clusters
            inner join quality.quality_true_records using (record_id)
            """
        ).fetchall()
        owners = dict(
            connection.execute(
                "select identity_id, profile_id from linkage.link_person__identities"
            ).fetchall()
        )
        compared = {
            frozenset((owners[one], owners[other]))
            for one, other in connection.execute(
                "select identity_id_l, identity_id_r from linkage.link_person__pairs"
            ).fetchall()
        }
        reported = connection.execute(
            """
            select record_id, n_true_links, n_found_links_medium, n_right_links_medium,
                n_reached_links
            from quality.quality_record_links order by record_id
            """
        ).fetchall()
    people, clusters, shared = defaultdict(list), defaultdict(list), defaultdict(list)
    for record, person, profile, cluster in records:
        people[person].append((record, profile))
        clusters[cluster].append(record)
        shared[person, cluster].append(record)
    expected = []
    for record, person, profile, cluster in sorted(records):
        reached = sum(
            other != record
            and (other_profile == profile or frozenset((profile, other_profile)) in compared)
            for other, other_profile in people[person]
        )
        links = (len(people[person]), len(clusters[cluster]), len(shared[person, cluster]))
        expected.append((record, *(n - 1 for n in links), reached))
    assert reported, "the sample has a truth"
    assert reported == expected


@pytest.mark.built
def test_every_dimension_of_groups_is_there():
    """Also the origin of names, which comes with the sample's truth."""
    folder = os.environ.get("DATA_FIRST_WAREHOUSE", "warehouse")
    with duckdb.connect(str(ROOT / folder / "workspace.duckdb"), read_only=True) as connection:
        n_groups = dict(
            connection.execute(
                """
                select dimension, count(*) filter (where not is_suppressed)
                from quality.quality_accuracy_by_group where level = 'medium' group by dimension
                """
            ).fetchall()
        )
    assert set(n_groups) == {
        *("all", "sex", "ethnic group", "age band", "area", "source", "source pair"),
        *("origin of name", "broad origin of name"),
    }
    assert n_groups.pop("all") == 1
    assert min(n_groups.values()) > 1

"""The report says what the tables say, shows it in any browser, and holds no identifier."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import report_frames as frames
from scipy.stats import binomtest

from report.charts import (
    calibration,
    churn,
    flows,
    groups,
    pairs_by_rule,
    rule_overlap,
    trade_off,
    training,
)
from report.headline import headline
from report.page import write
from report.sections import SECTIONS
from report.words import at_most, percent, wilson

PROJECT = Path(__file__).parents[2]
NBSP = "\u00a0"
NOTHING = (pd.DataFrame(), pd.DataFrame())
IDENTIFIERS = ("pnc_std", "cro_std", "prison_number_std", "crn_std", "ni_number_std")
OUR_TABLES = (
    "quality_weight_distribution",
    "quality_match_weights",
    "quality_training",
    "quality_rule_overlap",
    "quality_waterfalls",
    "quality_threshold_trade_off",
    "quality_link_errors",
    "quality_case_link_timing",
    "quality_flows",
)


# Claims, from numbers worked out by hand.


def test_claim_of_blocking_is_of_true_pairs_where_they_are_known():
    claim = pairs_by_rule.draw(frames.pairs_by_rule([0.42, 0.86])).claim
    assert claim.replace(NBSP, " ") == (
        "PNC number finds 42 % of the true pairs, surname and date of birth another 44 %; "
        "all 2 rules reach 86 %"
    )


def test_claim_of_blocking_without_truth_is_of_pairs():
    claim = pairs_by_rule.draw(frames.pairs_by_rule([None, None])).claim
    assert "true" not in claim
    assert "60 % of them first by PNC number" in claim.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("expected", "words"),
    [(0.001, "too sure of itself"), (0.012, "the model expects 1.2 %"), (0.05, "too cautious")],
)
def test_claim_of_thresholds_judges_the_model_by_the_interval_of_truth(expected, words):
    claim = trade_off.draw(frames.trade_off(expected), *NOTHING).claim.replace(NBSP, " ")
    assert "1.0 % of links are false (95 % interval 0.50 % to 2.0 %)" in claim
    assert words in claim


def test_accuracy_by_labels_is_drawn_as_errors():
    labels = pd.DataFrame(
        {
            "method": ["pairs"],
            "threshold": [0.8],
            "precision": [0.98],
            "precision_low": [0.97],
            "precision_high": [0.99],
            "recall": [0.9],
            "recall_low": [0.8],
            "recall_high": [0.95],
        }
    )
    rates = trade_off._of_labels(labels).set_index("error")
    assert rates.rate_low["false links"] == pytest.approx(0.01)
    assert rates.rate_high["false links"] == pytest.approx(0.03)
    assert rates.rate["missed links"] == pytest.approx(0.1)


def test_claim_of_groups_names_who_is_worse_off_and_by_how_much():
    claim = groups.draw(frames.by_group(worse=True)).claim.replace(NBSP, " ")
    assert claim == (
        "1 of 2 groups is worse off than the rest; most of all sex: f, with 10 % missed links "
        "against 3.0 %"
    )


def test_groups_are_not_called_worse_off_without_a_test_that_says_so():
    assert groups.draw(frames.by_group(worse=False)).claim.startswith("None of 2 groups")


def test_claim_of_calibration_is_the_mean_distance_and_the_worst_bin():
    claim = calibration.draw(frames.calibration()).claim.replace(NBSP, " ")
    assert claim == (
        "Match probabilities are off by 5.0 % on average, most where they say 90 %: there 80 % are "
        "matches"
    )


def test_bins_of_calibration_keep_their_own_numbers_whatever_the_order_of_rows():
    chart = calibration.draw(frames.calibration().sort_values("bin_no", ascending=False)).panels[0]
    data = pd.concat(pd.DataFrame(rows) for rows in chart.chart.to_dict()["datasets"].values())
    said = dict(zip(data["bin"], data["mean_predicted"], strict=True))
    assert said == {"40–60": 0.5, "80–100": 0.9}


@pytest.mark.parametrize(("last", "verb"), [(0.5001, "settled"), (0.6, "was still moving")])
def test_claim_of_training_says_whether_em_settled(last, verb):
    claim = training.draw(frames.training([0.4, 0.5, last])).claim
    assert claim.startswith(f"EM {verb} after 3 steps in 1 round")
    assert claim.endswith("the log-likelihood rose by 20")


def test_claim_of_churn_counts_split_and_merged_people():
    claim = churn.draw(frames.churn()).claim.replace(NBSP, " ")
    assert claim.startswith("2.0 % of 100 records changed person")
    assert "of it 1 person split, of this one 3 people merged" in claim


@pytest.mark.parametrize("draw", [groups.draw, calibration.draw, churn.draw])
def test_table_of_another_form_is_no_error(draw):
    assert draw(pd.DataFrame({"sex": ["f"], "precision": [0.9]})) is None


def test_rules_that_find_nothing_are_no_picture():
    overlap = pd.DataFrame({"match_key": [0], "n_pairs": [0], "share_of_pairs": [None]})
    assert rule_overlap.draw(overlap) is None


def test_no_false_link_at_all_is_drawn():
    rates = frames.trade_off(0.0)
    rates.loc[rates.error == "false links", ["rate", "rate_low"]] = 0.0
    picture = trade_off.draw(rates, *NOTHING)
    assert "0 % of links are false" in picture.claim.replace(NBSP, " ")
    assert "Infinity" not in str([panel.chart.to_dict() for panel in picture.panels])


def test_thresholds_without_matches_are_no_picture():
    rates = frames.trade_off(0.001)
    assert trade_off.draw(rates[rates.error == "false links"], *NOTHING) is None


# The layout of the flows.


def test_blocks_of_a_flow_are_as_high_as_their_people_are_many():
    nodes = flows.layout_nodes(frames.flows().dropna()).set_index(["step", "system"])
    heights = nodes.bottom - nodes.top
    assert heights[1, "mags_hocas"] == pytest.approx(1.0)
    assert heights[2, "crown_xhibit"] == pytest.approx(0.6)
    assert heights[2, "none"] == pytest.approx(0.4)
    assert (1, "crown_xhibit") not in nodes.index, "its only move is suppressed"


def test_bands_of_a_flow_fill_the_blocks_at_both_ends():
    seen = frames.flows().dropna()
    nodes = flows.layout_nodes(seen)
    bands = flows.layout_links(seen, nodes)
    left = bands[bands.x.round(6) == round(1 + flows.NODE, 6)].sort_values("top")
    block = nodes[(nodes.step == 1) & (nodes.system == "mags_hocas")].iloc[0]
    assert left.top.iloc[0] == pytest.approx(block.top)
    assert left.bottom.iloc[-1] == pytest.approx(block.bottom)
    assert left.bottom.iloc[0] == pytest.approx(left.top.iloc[1]), "bands leave a gap or overlap"
    right = bands[(bands.x.round(6) == 2) & (bands["to"] == "Crown Court")].iloc[0]
    block = nodes[(nodes.step == 2) & (nodes.system == "crown_xhibit")].iloc[0]
    assert (right.top, right.bottom) == pytest.approx((block.top, block.bottom))


# Numbers.


@pytest.mark.parametrize(("wrong", "of"), [(0, 20), (1, 20), (19, 20), (20, 20), (300, 1000)])
def test_wilson_interval_is_that_of_scipy(wrong, of):
    interval = binomtest(wrong, of).proportion_ci(method="wilson")
    assert wilson(wrong, of) == pytest.approx((interval.low, interval.high), abs=1e-9)


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0 %"), (1, "100 %"), (0.5, "50 %"), (0.05, "5.0 %"), (0.9978, "99.78 %"),
     (0.00041, "0.04 %"), (None, "not known")],
)  # fmt: skip
def test_per_cent_has_the_digits_that_tell_it_from_none_and_all(share, text):
    assert percent(share).replace(NBSP, " ") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0000145, "0.00002"), (0.00001, "0.00001"), (0.95, "1.0"), (3.2, "4"), (0, "0")],
)
def test_bound_is_never_below_what_it_bounds(value, text):
    assert at_most(value) == text


def clustered(macros, units: list[tuple[int, int]]) -> tuple[float, float, float]:
    """The rate and interval that the macro gives for units of (n_of, n_wrong)."""
    macros.connection.register("given", pd.DataFrame(units, columns=["n_of", "n_wrong"]))
    macros.connection.execute(
        "create or replace temp table units as select 1 as part, * from given"
    )
    sql = macros.clustered_rate("units", ["part"])
    return macros.connection.execute(f"select rate, rate_low, rate_high from ({sql})").fetchone()


@pytest.mark.parametrize(("wrong", "of"), [(0, 30), (3, 30), (15, 30), (30, 30)])
def test_rate_over_units_of_one_is_wilsons(macros, wrong, of):
    found = clustered(macros, [(1, 1)] * wrong + [(1, 0)] * (of - wrong))
    interval = binomtest(wrong, of).proportion_ci(method="wilson")
    assert found == pytest.approx((wrong / of, interval.low, interval.high), abs=1e-9)


def test_rate_over_units_that_err_together_is_as_sure_as_their_number(macros):
    """Five trials a unit, all with one answer, say no more than one trial a unit."""
    found = clustered(macros, [(5, 5)] * 3 + [(5, 0)] * 27)
    interval = binomtest(3, 30).proportion_ci(method="wilson")
    assert found == pytest.approx((0.1, interval.low, interval.high), abs=1e-9)


# The first screen.


def first_screen(**tables: pd.DataFrame):
    return headline(lambda name: tables.get(name, pd.DataFrame()), {})


def link_errors(false: float, missed: float) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "error": ["false links", "missed links"],
            "level": ["medium", "medium"],
            "rate": [false, missed],
            "rate_low": [false / 2, missed / 2],
            "rate_high": [false * 2, missed * 2],
        }
    )


@pytest.mark.parametrize(
    ("false", "missed", "begins"),
    [
        (0.003, 0.01, "The linkage is sound: of 1,000 links about 3 are false"),
        (0.03, 0.01, "Look before you publish: too many links may join strangers"),
        (0.003, 0.1, "Look before you publish: too many true links may be missed"),
    ],
)
def test_verdict_goes_by_the_upper_ends_of_the_intervals(false, missed, begins):
    assert first_screen(quality_link_errors=link_errors(false, missed)).verdict.startswith(begins)


def test_verdict_without_truth_or_labels_says_that_nobody_checked():
    expected = frames.trade_off(0.001)
    verdict = first_screen(
        quality_threshold_trade_off=expected[expected.basis == "posteriors"]
    ).verdict
    assert verdict.startswith("Not checked yet")
    assert first_screen().verdict.startswith("Nothing is known")


def test_verdict_names_a_shut_gate():
    checks = pd.DataFrame({"state": ["breached", "passes"], "overruled_by": [None, None]})
    tables = {"quality_link_errors": link_errors(0.001, 0.01), "release.release_checks": checks}
    assert "The release gate is shut: 1 limit breached." in first_screen(**tables).verdict


# The page.


@pytest.fixture(scope="module")
def bare_page(tmp_path_factory) -> str:
    """The report of a warehouse that has one quality table."""
    folder = tmp_path_factory.mktemp("bare")
    with duckdb.connect(str(folder / "workspace.duckdb")) as connection:
        connection.execute("create schema quality")
        connection.execute("""
            create table quality.quality_completeness as select * from (values
                ('mags_hocas', 'surname_std', 10, 10, 1.0, 9),
                ('mags_hocas', 'dob_std', 10, 9, 0.9, 9),
                ('mags_hocas', 'forename1_std', 10, 10, 1.0, 9)
            ) as rows(
                source_dataset, field_name, n_records, n_present, share_present, n_distinct
            )
        """)
    page, pictures = write(folder)
    assert [picture.name for picture in pictures] == ["completeness.svg"]
    assert page.parent == folder
    return page.read_text(encoding="utf-8")


def test_picture_without_its_table_is_one_sentence(bare_page):
    said = re.findall(r'<p class="missing">(.*?)</p>', bare_page)
    assert len(said) == len(SECTIONS) - 1
    assert all(sentence.startswith("Nothing to show yet: ") for sentence in said)


def test_numbers_stand_behind_the_picture(bare_page):
    assert "The numbers behind it: <code>quality_completeness</code>, 3 rows" in bare_page
    assert "<td>dob_std</td><td>10</td><td>9</td><td>0.9</td>" in bare_page


def test_report_of_no_warehouse_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="run `make` first"):
        write(tmp_path)


# A report of a build.


def warehouse() -> Path:
    return Path(os.environ.get("DATA_FIRST_WAREHOUSE", "warehouse"))


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> Path:
    return write(warehouse(), tmp_path_factory.mktemp("report"))[0]


@pytest.fixture(scope="module")
def workspace():
    with duckdb.connect(str(warehouse() / "workspace.duckdb"), read_only=True) as connection:
        yield connection


def words_of(text: str) -> set[str]:
    return set(re.findall(r"(?<!\w)[A-Z][A-Z'-]+(?!\w)", text.upper()))


def shown_text(page: Path) -> str:
    """What a page shows or could show: its text, and the data of its charts; no program."""
    html = page.read_text(encoding="utf-8")
    data = re.search(r'<script type="application/json" id="specs">(.*?)</script>', html, re.S)
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.S)
    return " ".join([re.sub(r"<[^>]+>", " ", body), *_strings(json.loads(data[1]))])


def _strings(value) -> list[str]:
    if isinstance(value, dict):
        return [text for key, one in value.items() for text in [key, *_strings(one)]]
    if isinstance(value, list):
        return [text for one in value for text in _strings(one)]
    return [value] if isinstance(value, str) else []


def our_words() -> set[str]:
    """Words that the report and the settings use themselves; some people are called so."""
    paths = [*(PROJECT / "report").rglob("*"), *(PROJECT / "macros/linkage").rglob("*.sql")]
    paths += [*(PROJECT / "models/quality").glob("*"), *(PROJECT / "seeds").rglob("*.csv")]
    text = " ".join(
        path.read_text(encoding="utf-8")
        for path in paths
        if path.suffix in (".py", ".j2", ".css", ".js", ".sql", ".yml", ".md")
    )
    return words_of(text.replace("_", " "))


def leaks(text: str, connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Names, dates of birth and identifiers of the people of a build that a text holds."""
    names = connection.execute("""
        select distinct unnest([forename1_std, middle_names_std, surname_std])
        from people.people_records
    """).fetchall()
    # Some people are called like a region, or like where names come from.
    groups = connection.execute("select distinct group_name from quality.quality_record_groups")
    words_of_groups = words_of(" ".join(group for (group,) in groups.fetchall()))
    found = words_of(text) - our_words() - words_of_groups
    leaked = {word for (name,) in names if name for word in words_of(name) & found}
    dates = set(re.findall(r"\b\d{4}-\d{2}-\d{2}\b", text))
    dates |= {f"{d[6:]}-{d[3:5]}-{d[:2]}" for d in re.findall(r"\b\d{2}/\d{2}/\d{4}\b", text)}
    born = connection.execute("select distinct cast(dob_std as varchar) from people.people_records")
    leaked |= dates & {date for (date,) in born.fetchall()}
    tokens = set(re.findall(r"[\w/]+", text.upper()))
    for column in IDENTIFIERS:
        values = connection.execute(f"select distinct {column} from people.people_records")
        leaked |= tokens & {value for (value,) in values.fetchall() if value}
    keys = connection.execute(
        "select source_dataset || '|' || record_key from people.people_records"
    ).fetchall()
    return leaked | ({key for (key,) in keys} & set(re.findall(r"[\w]+\|[\w]+", text)))


@pytest.mark.built
def test_report_holds_no_identifier_of_anybody(page, workspace):
    leaked = leaks(shown_text(page), workspace)
    assert not leaked, f"{sorted(leaked)[:5]} stand in the report: show levels and counts instead"


@pytest.mark.built
def test_search_for_identifiers_finds_what_is_put_in(page, workspace):
    surname, dob, pnc, key = workspace.execute("""
        select
            max(surname_std) filter (where length(surname_std) > 8),
            cast(max(dob_std) as varchar),
            max(pnc_std),
            max(source_dataset || '|' || record_key)
        from people.people_records
    """).fetchone()
    found = leaks(f"{shown_text(page)} {surname.title()} {dob} {pnc} {key}", workspace)
    assert {dob, pnc, key} <= found
    assert words_of(surname) <= found


@pytest.mark.built
@pytest.mark.parametrize("table", OUR_TABLES)
def test_table_behind_a_picture_holds_hashed_keys_alone(table, workspace):
    columns = dict(workspace.execute(
        "select column_name, data_type from duckdb_columns()"
        " where schema_name = 'quality' and table_name = ?", [table]
    ).fetchall())  # fmt: skip
    assert columns, f"quality.{table} is not built: run `dbt build --select {table}`"
    private = {"record_key", "record_id", "profile_id", "node_id", "identity_id", "true_person_id"}
    assert not private & {re.sub("_[lr]$", "", column) for column in columns}
    for column, data_type in columns.items():
        if data_type == "VARCHAR":
            keys = workspace.execute(
                f"select {column} from quality.{table}"
                " where exists (from people.people_records where record_key = " + column + ")"
                " and not regexp_full_match(" + column + ", '[12][0-9]{3}')"
            ).fetchall()
            assert not keys, f"quality.{table}.{column} holds keys of records"


DRAWN = """() => [...document.querySelectorAll('[data-chart]')].every(
    (place) => place.querySelector('svg, canvas') || place.textContent)"""


@pytest.mark.built
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_browser_draws_every_chart_without_network_or_error(page, chromium, width, scheme):
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True
    )
    tab = context.new_page()
    tab.set_default_timeout(180_000)
    asked, said = [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    tab.on("pageerror", lambda error: said.append(f"error: {error}"))
    tab.goto(page.resolve().as_uri())
    tab.wait_for_function(DRAWN)
    charts = tab.locator("[data-chart]").count()
    assert charts > 20
    assert tab.locator("[data-chart] > svg, [data-chart] > canvas").count() == charts
    assert said == [], "the browser complains of the page"
    assert asked == [page.resolve().as_uri()], "the page asks for something else than itself"
    titles = [title.strip() for title in tab.locator("main h2").all_inner_texts()]
    assert len(titles) >= 12
    assert all(len(title) > 20 for title in titles)
    wide = tab.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"the page is {wide} pixels wider than a screen of {width}"
    context.close()

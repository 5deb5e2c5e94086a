"""The review app loses no decision, shows nobody another's, and talks to this machine alone."""

from __future__ import annotations

import csv
import io
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest
from macro_runner import PROJECT
from review_fixtures import N_PAIRS, pair_id, write_workspace

from review.app import create_app, entrance
from review.compare import (
    compare_dates,
    compare_names,
    compare_numbers,
    compare_postcodes,
    compare_records,
    first_values,
)
from review.decisions import (
    Decision,
    DecisionLog,
    NotAccepted,
    read_decisions,
)
from review.figure_pages import AGREEMENT_STEP
from review.server import listen
from review.sharing import reviewer_of, share
from review.tables import Event, Identity, Tables
from review.timeline import timeline

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BASE = "http://127.0.0.1:5000"
# Milliseconds that a page may take on a machine that has other work too.
PATIENCE = 120_000


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory) -> Path:
    return write_workspace(tmp_path_factory.mktemp("warehouse"))


@pytest.fixture(scope="module")
def tables(warehouse) -> Tables:
    return Tables(warehouse / "workspace.duckdb")


@pytest.fixture
def log(tmp_path):
    found = DecisionLog(tmp_path, "analyst_1")
    yield found
    found.close()


def decided(log: DecisionLog, item: str, word: str, note: str = "") -> Decision:
    made = Decision(
        *(log.next_moment(), log.reviewer, "pairs", item),
        *("mags_hocas", "1", "prison_nomis", "2", word, note),
    )
    log.append([made])
    return made


# Sharing out


def test_pairs_are_shared_out_evenly_and_stay_where_they_are_when_one_more_comes():
    items = [f"item {place}" for place in range(3000)]
    two = {item: reviewer_of(item, ["analyst_2", "analyst_1"]) for item in items}
    three = {item: reviewer_of(item, ["analyst_1", "analyst_2", "analyst_3"]) for item in items}
    n_first = list(two.values()).count("analyst_1")
    # 1500 each, give or take four standard deviations of 27
    assert 1390 < n_first < 1610
    assert two == {item: reviewer_of(item, ["analyst_1", "analyst_2"]) for item in items}
    moved = {item for item in items if three[item] != two[item]}
    assert {three[item] for item in moved} == {"analyst_3"}
    assert 890 < len(moved) < 1110


def test_double_scored_pairs_are_everybodys_and_others_one_persons(tables):
    reviewers = ["analyst_1", "analyst_2"]
    shares = [share(tables.pairs, name, reviewers, lambda _: False) for name in reviewers]
    for pair in tables.pairs:
        n_shown = sum(pair in found for found in shares)
        assert n_shown == (2 if pair.is_double_scored else 1), pair.pair_id
    one = next(pair for pair in shares[1] if not pair.is_double_scored)
    kept = share(tables.pairs, "analyst_1", reviewers, lambda item: item == one.pair_id)
    assert one in kept


# What is equal, similar, different


@pytest.mark.parametrize(
    ("left", "right", "state", "marked"),
    [
        ("kierane", "kierane", "equal", ["", ""]),
        ("kierane", "kiarane", "similar", ["e", "a"]),
        ("jon", "john", "similar", ["", "h"]),
        ("smith", "smiht", "similar", ["h", "h"]),
        ("j", "john", "similar", ["", "ohn"]),
        ("khan", "wood", "different", ["Khan", "Wood"]),
        (None, "wood", "missing", ["", ""]),
        ("lee james", "james", "similar", ["Lee ", ""]),
    ],
)
def test_names_are_marked_where_they_differ(left, right, state, marked):
    found = compare_names("Surname", left, right)
    assert found.state == state
    texts = [
        "".join(part.text for value in side for part in value.parts if part.kind)
        for side in (found.left, found.right)
    ]
    assert texts == marked


@pytest.mark.parametrize(
    ("left", "right", "state", "remark"),
    [
        (date(1990, 3, 4), date(1990, 3, 4), "equal", ""),
        (date(1990, 3, 4), date(1990, 4, 3), "similar", "day and month swapped"),
        (date(1990, 3, 4), date(1991, 3, 4), "similar", "another year"),
        (date(1990, 3, 4), date(1991, 3, 5), "different", ""),
        (date(1990, 3, 4), None, "missing", ""),
    ],
)
def test_dates_say_in_which_part_they_differ(left, right, state, remark):
    found = compare_dates("Date of birth", left, right)
    assert (found.state, found.remark) == (state, remark)


def test_digits_of_a_date_are_marked_in_their_places():
    (value,) = compare_dates("Date of birth", date(1990, 3, 4), date(1991, 3, 4)).right
    assert [(part.text, part.kind) for part in value.parts] == [("04/03/199", ""), ("1", "changed")]


@pytest.mark.parametrize(
    ("left", "right", "state", "remark"),
    [
        ("A1234BC", "A1234BC", "equal", ""),
        ("A1234BC", "A1234BD", "similar", "one character differs"),
        ("A1234BC", "A1243BC", "similar", "two characters swapped"),
        ("A1234BC", "Z9934BC", "different", ""),
        ("A1234BC", None, "missing", ""),
    ],
)
def test_numbers_with_one_slip_are_similar(left, right, state, remark):
    found = compare_numbers("PNC", left, right)
    assert (found.state, found.remark) == (state, remark)


@pytest.mark.parametrize(
    ("left", "right", "state", "remark"),
    [
        (["M50AA", "OL12TW"], ["OL12TW"], "equal", "1 in common"),
        (["M50AA"], ["M50AB"], "similar", "a sector in common"),
        (["M50AA"], ["M51AB"], "similar", "a district in common"),
        (["M50AA"], ["M15AA"], "different", ""),
        (["M50AA"], [], "missing", ""),
    ],
)
def test_postcodes_have_a_code_a_sector_or_a_district_in_common(left, right, state, remark):
    found = compare_postcodes("Postcodes", left, right)
    assert (found.state, found.remark) == (state, remark)


def test_the_main_identity_is_found_behind_an_alias(tables):
    (found,) = tables.records([101])
    assert (found.main.surname, found.main.is_main) == ("kiarane", True)
    assert [(alias.surname, alias.is_main) for alias in found.aliases] == [("o'neill", False)]


def test_swapped_names_and_aliases_are_noticed(tables):
    left, right = tables.records([104, 105])
    swapped = Identity(left.main.surname, None, left.main.forename, left.main.date_of_birth, True)
    alias = Identity("ahmed", None, "khan", left.main.date_of_birth, False)
    right = replace(right, identities=(swapped, alias))
    rows = {row.label: row for row in compare_records(left, right)}
    assert rows["Surname"].remark == rows["Forename"].remark == "forename and surname swapped"
    assert [value.remark for value in rows["Other names"].right] == ["same as the main name across"]
    assert rows["Other names"].state == "equal"


def test_a_cluster_is_compared_with_the_first_record_that_has_the_field(tables):
    records = tables.records([102, 103])
    bare = replace(records[0], pnc=None, sex=None, postcodes=())
    base = first_values([bare, *records[1:]])
    assert (base.record_id, base.main.surname) == (102, records[0].main.surname)
    assert (base.pnc, base.sex, base.postcodes, base.prison_number) == (
        *(records[1].pnc, records[1].sex, records[1].postcodes, records[1].prison_number),
    )


def test_records_of_the_commonest_identity_come_first(app, client, tmp_path):
    text = client.get("/clusters/7", base_url=BASE).text
    # all four differ: by source and key
    assert re.findall(r'name="letter_(\d+)"', text) == ["100", "112", "101", "113"]
    folder = write_workspace(tmp_path / "w")
    with duckdb.connect(str(folder / "workspace.duckdb")) as connection:
        connection.execute(
            "update review.review_records set identities = ("
            " select any_value(identities) from review.review_records where record_id = 101"
            ") where record_id = 113"
        )
    log = DecisionLog(tmp_path / "d", "analyst_1")
    app = create_app(Tables(folder / "workspace.duckdb"), log)
    client = app.test_client()
    client.get(entrance(app), base_url=BASE)
    text = client.get("/clusters/7", base_url=BASE).text
    assert re.findall(r'name="letter_(\d+)"', text) == ["101", "113", "100", "112"]
    log.close()


def test_the_time_line_knows_the_days_in_common():
    line = timeline(
        [Event(date(2010, 1, 1), "a"), Event(date(2012, 6, 15), "b")],
        [Event(date(2012, 6, 15), "c"), Event(date(2020, 1, 1), "d")],
    )
    assert [day.date for day in line.days if day.is_shared] == ["15/06/2012"]
    assert (line.left[0].x, line.right[-1].x) == (2, 98)
    assert [label for _, label in line.ticks] == ["2010", "2012", "2014", "2016", "2018", "2020"]
    assert timeline([], []).days == ()
    assert len(timeline([Event(date(2010, 1, 1), "a")], []).left) == 1


# The database


def test_a_build_can_write_while_the_review_is_open(warehouse, tables):
    with duckdb.connect(str(warehouse / "workspace.duckdb")) as connection:
        connection.execute("create or replace table beside as select 1 as x")
    assert tables.records([100])[0].main.surname == "kierane"


def test_a_warehouse_without_tables_says_which_command_makes_them(tmp_path):
    with pytest.raises(NotAccepted, match="workspace.duckdb does not exist. Run `make` first"):
        Tables(tmp_path / "workspace.duckdb")
    duckdb.connect(str(tmp_path / "workspace.duckdb")).close()
    with pytest.raises(NotAccepted, match="no tables to review.*models/review"):
        Tables(tmp_path / "workspace.duckdb")


# The pages


@pytest.fixture
def app(tables, log):
    return create_app(tables, log)


@pytest.fixture
def client(app):
    client = app.test_client()
    client.get(entrance(app), base_url=BASE)
    return client


def token_of(app) -> str:
    return app.extensions["review"].token


@pytest.mark.parametrize("host", ["evil.example", "evil.example:5000", "127.0.0.1.evil.example"])
def test_another_host_is_refused_everywhere(app, client, host):
    for path in ("/", f"/pairs/{pair_id(0)}", "/static/review.css", entrance(app), "/nothing"):
        answer = client.get(path, base_url=BASE, headers={"Host": host})
        assert answer.status_code == 400, path
        assert "kierane" not in answer.text.lower()


def test_a_browser_that_was_not_let_in_sees_nothing(app, client):
    assert client.get(f"/pairs/{pair_id(0)}", base_url=BASE).status_code == 200
    stranger = app.test_client()
    for path in (
        "/",
        f"/pairs/{pair_id(0)}",
        "/clusters/7",
        "/people/p1",
        "/progress",
        "/agreement",
    ):
        answer = stranger.get(path, base_url=BASE)
        assert (answer.status_code, "Kierane" in answer.text) == (403, False), path
    assert stranger.get("/enter/guess", base_url=BASE).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        f"/pairs/{pair_id(0)}/decision",
        f"/pairs/{pair_id(0)}/opinion",
        f"/pairs/{pair_id(0)}/undo",
        "/clusters/7/decision",
        "/undo/pairs",
    ],
)
def test_a_post_without_the_token_changes_nothing(client, log, path):
    before = log.path.read_bytes()
    for token in ({}, {"token": "guess"}):
        answer = client.post(path, base_url=BASE, data={"decision": "match", **token})
        assert answer.status_code == 403
    assert log.path.read_bytes() == before
    assert not log.opinion_seen(pair_id(0))


def test_pages_allow_only_what_this_server_sends(client):
    headers = client.get("/pairs", base_url=BASE, follow_redirects=True).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    # nothing inline that the policy would stop, and no other address anywhere
    for path in sorted((PROJECT / "review").glob("**/*.*")):
        if path.suffix in (".html", ".css", ".js"):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"https?://|//cdn|@import|\sstyle=|\son\w+=|url\(", text), path


def test_the_server_listens_on_loopback_only(app):
    server = listen(app, 0)
    try:
        assert server.effective_host == "127.0.0.1"
    finally:
        server.close()


def test_a_port_that_is_taken_is_said_so(app):
    server = listen(app, 0)
    try:
        with pytest.raises(NotAccepted, match="cannot be had.*any free port is taken"):
            listen(app, server.effective_port)
    finally:
        server.close()


def test_a_build_without_anything_to_review_is_said_so(log, tmp_path):
    folder = write_workspace(tmp_path / "w")
    with duckdb.connect(str(folder / "workspace.duckdb")) as connection:
        connection.execute(
            "delete from review.review_pairs; delete from review.review_clusters;"
            " delete from review.review_people"
        )
    app = create_app(Tables(folder / "workspace.duckdb"), log)
    client = app.test_client()
    client.get(entrance(app), base_url=BASE)
    for queue in ("pairs", "clusters", "people"):
        text = client.get(f"/{queue}", base_url=BASE, follow_redirects=True).text
        assert f"There are no {queue} to review" in text
    assert client.get("/progress", base_url=BASE).status_code == 200


def test_a_decision_that_is_not_on_disk_is_said_so(app, client, log, monkeypatch):
    def full(handle, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("review.decisions.os.write", full)
    form = {"token": token_of(app), "decision": "match"}
    answer = client.post(f"/pairs/{pair_id(0)}/decision", base_url=BASE, data=form)
    assert answer.status_code == 500
    assert "The decision is not on disk: No space left on device" in answer.text
    assert log.latest("pairs", pair_id(0)) is None


def test_the_opinion_is_not_in_the_page_until_asked_for_and_then_in_the_note(app, client, log):
    address = f"/pairs/{pair_id(2)}"
    for query in ("", "?opinion=shown"):
        text = client.get(address + query, base_url=BASE).text
        assert "98.77%" not in text and "+4.4" not in text and "mags_hocas+prison_nomis" not in text
    form = {"token": token_of(app), "note": "=twins"}
    answer = client.post(f"{address}/opinion", base_url=BASE, data=form, follow_redirects=True)
    assert "98.77%" in answer.text and "+4.4" in answer.text
    assert 'value="=twins"' in answer.text
    client.post(f"{address}/decision", base_url=BASE, data={**form, "decision": "match"})
    assert log.latest("pairs", pair_id(2)).note == "opinion seen: =twins"
    log.close()
    again = DecisionLog(log.folder, "analyst_1")
    assert again.opinion_seen(pair_id(2)) and not again.opinion_seen(pair_id(3))
    again.close()


def test_an_answer_that_is_none_is_refused(app, client, log):
    before = log.path.read_bytes()
    for decision in ("", "undone", "MATCH", "=1"):
        form = {"token": token_of(app), "decision": decision}
        answer = client.post(f"/pairs/{pair_id(0)}/decision", base_url=BASE, data=form)
        assert answer.status_code == 400
    form = {"token": token_of(app), "decision": "match"}
    assert client.post("/pairs/none/decision", base_url=BASE, data=form).status_code == 404
    # one record of the cluster without a letter
    form = {"token": token_of(app), **{f"letter_{record}": "A" for record in (100, 101, 112)}}
    assert client.post("/clusters/7/decision", base_url=BASE, data=form).status_code == 400
    assert log.path.read_bytes() == before


def test_a_cluster_is_saved_with_one_row_a_record(app, client, log):
    form = {"token": token_of(app), "note": "two people"}
    letters = {"letter_100": "A", "letter_101": "A", "letter_112": "B", "letter_113": "cannot_tell"}
    client.post("/clusters/7/decision", base_url=BASE, data=form | letters)
    rows = list(csv.DictReader(io.StringIO(log.path.read_text())))
    assert [(row["record_key_l"], row["decision"], row["record_key_r"]) for row in rows] == [
        ("L0", "A", ""),
        ("L6", "B", ""),
        ("N0", "A", ""),
        ("N6", "cannot_tell", ""),
    ]
    assert {(row["queue"], row["item_id"], row["note"]) for row in rows} == {
        ("clusters", "7", "two people")
    }
    client.post("/clusters/7/undo", base_url=BASE, data=form)
    assert list(log.in_force()) == []


def test_a_person_is_shown_with_records_that_are_near(app, client, log):
    text = client.get("/people", base_url=BASE, follow_redirects=True).text
    assert re.findall(r'name="letter_(\d+)"', text) == ["112", "113", "100", "101"]
    drawn, near = text.index('class="drawn"'), text.index("Near, in other clusters now")
    assert text.index("letter_112") < drawn < text.index("letter_113") < near
    assert near < text.index("letter_100")
    form = {"token": token_of(app), "note": ""}
    letters = {"letter_112": "B", "letter_113": "A", "letter_100": "A", "letter_101": "C"}
    client.post("/people/p1/decision", base_url=BASE, data=form | letters)
    rows = list(csv.DictReader(io.StringIO(log.path.read_text())))
    assert {(row["queue"], row["item_id"]) for row in rows} == {("people", "p1")}
    assert [(row["record_key_l"], row["decision"]) for row in rows] == [
        ("L6", "B"),
        ("N6", "A"),
        ("L0", "A"),
        ("N0", "C"),
    ]
    text = client.get("/people", base_url=BASE, follow_redirects=True).text
    assert "All 1 people are decided" in text
    client.post("/undo/people", base_url=BASE, data=form)
    assert list(log.in_force()) == []


def test_nobody_sees_anothers_decisions(tables, tmp_path):
    double = [pair for pair in tables.pairs if pair.is_double_scored]
    assert 0 < len(double) < AGREEMENT_STEP
    pages = []
    for word in ("match", "not_match"):
        folder = tmp_path / word
        other = DecisionLog(folder, "analyst_2")
        for pair in double:
            decided(other, pair.pair_id, word)
        other.close()
        log = DecisionLog(folder, "analyst_1")
        app = create_app(tables, log, ["analyst_1", "analyst_2"])
        # the secrets of the app and its folder differ; nothing else may
        app.extensions["review"].token = "t"
        decided(log, double[0].pair_id, "match")
        client = app.test_client()
        client.get(entrance(app), base_url=BASE)
        paths = ["/progress", "/agreement", *(f"/pairs/{pair.pair_id}" for pair in double)]
        texts = [client.get(path, base_url=BASE).text for path in paths]
        pages.append([text.replace(str(folder), "") for text in texts])
        log.close()
    assert pages[0] == pages[1]


def test_a_reviewer_must_be_among_the_reviewers(tables, log):
    with pytest.raises(NotAccepted, match="analyst_1 is not among the reviewers analyst_2"):
        create_app(tables, log, ["analyst_2"])


def test_names_cannot_bring_markup_into_a_page(tables, log, tmp_path):
    folder = write_workspace(tmp_path / "w")
    with duckdb.connect(str(folder / "workspace.duckdb")) as connection:
        connection.execute(
            "update review.review_records set record_key = '<script>alert(1)</script>',"
            " events = [{event_date: date '2010-01-01', event: '<img src=x>'}],"
            " ethnic_group = '\"><i>x'"
        )
    app = create_app(Tables(folder / "workspace.duckdb"), log)
    client = app.test_client()
    client.get(entrance(app), base_url=BASE)
    for path in (f"/pairs/{pair_id(0)}", "/clusters/7"):
        text = client.get(path, base_url=BASE).text
        assert "&lt;script&gt;" in text
        assert "<script>" not in text and "<img" not in text and '"><i>x' not in text


# In a browser


class Server:
    """The review as a person starts it, in a process of its own."""

    def __init__(self, warehouse: Path, decisions: Path) -> None:
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "review", "--reviewer", "analyst_1", "--no-browser"),
                *("--warehouse", str(warehouse), "--decisions", str(decisions)),
            ],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        said = []
        for line in self.process.stdout:
            said.append(line)
            if line.startswith("Review: "):
                self.entrance = line.split()[1]
                self.base = self.entrance.partition("/enter")[0]
                return
        pytest.fail(f"the review did not start: {''.join(said)}")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def start(warehouse, tmp_path):
    servers = []

    def start_one() -> Server:
        servers.append(Server(warehouse, tmp_path / "decisions"))
        return servers[-1]

    yield start_one
    for server in servers:
        if server.process.poll() is None:
            server.kill()


@pytest.fixture(scope="module")
def chromium():
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        pytest.skip("no browser found; get one with `apt-get install chromium`")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=browser, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield launched
        launched.close()


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.asked, page.complaints = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "console",
        lambda message: message.type == "error" and page.complaints.append(message.text),
    )
    yield page
    context.close()


def press(page, key: str) -> None:
    """Press a key that leads to another page, and wait for it."""
    with page.expect_navigation():
        page.keyboard.press(key)


def heading(page) -> str:
    return " ".join(page.inner_text("h1").split())


def rows_of(folder: Path) -> list[tuple[str, str]]:
    return [
        (row.item_id, row.decision) for _, row in read_decisions(folder / "decisions/analyst_1.csv")
    ]


def test_ten_pairs_labelled_by_keys_survive_reload_and_kill(start, page, tmp_path):
    server = start()
    page.goto(server.entrance)
    assert heading(page) == "Pair 1 of 12"
    words = {"m": "match", "n": "not_match", "c": "cannot_tell"}
    expected = []
    for place, key in enumerate("mnmcmnnmcm"):
        assert heading(page) == f"Pair {place + 1} of 12"
        press(page, key)
        expected.append((pair_id(place), words[key]))
        # on disk before the next pair is on the screen
        assert rows_of(tmp_path) == expected
    assert "10 of 12 pairs decided" in page.inner_text(".done")
    page.reload()
    assert "10 of 12 pairs decided" in page.inner_text(".done")
    for place, (_, word) in enumerate(expected):
        page.goto(f"{server.base}/pairs/{pair_id(place)}")
        assert page.get_attribute("button[aria-pressed=true]", "value") == word
    server.kill()

    again = start()
    page.goto(again.entrance)
    assert heading(page) == "Pair 11 of 12"
    assert "10 of 12 pairs decided" in page.inner_text(".done")
    press(page, "u")
    assert heading(page) == "Pair 10 of 12"
    assert "9 of 12 pairs decided" in page.inner_text(".done")
    press(page, "n")
    assert rows_of(tmp_path)[10:] == [(pair_id(9), "undone"), (pair_id(9), "not_match")]
    # Back to a pair that is decided: another key changes it.
    page.goto(f"{again.base}/pairs/{pair_id(0)}")
    press(page, "n")
    assert rows_of(tmp_path)[-1] == (pair_id(0), "not_match")
    assert heading(page) == "Pair 11 of 12"
    press(page, "m")
    press(page, "m")
    assert heading(page) == f"All {N_PAIRS} pairs are decided"

    assert page.complaints == []
    bases = (server.base, again.base)
    assert page.asked and all(url.startswith(bases) for url in page.asked), page.asked


def test_keys_for_going_about_and_for_the_opinion_and_the_note(start, page, tmp_path):
    page.goto(start().entrance)
    assert page.locator("#opinion-shown").count() == 0
    press(page, "ArrowRight")
    assert heading(page) == "Pair 2 of 12"
    press(page, "ArrowLeft")
    assert heading(page) == "Pair 1 of 12"
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("m")  # means nothing while the help is open
    page.keyboard.press("Escape")
    # Letters typed into the note decide nothing; Enter only leaves it.
    page.keyboard.press("t")
    page.keyboard.type("=same mother, cmn")
    page.keyboard.press("Enter")
    assert rows_of(tmp_path) == []
    press(page, "o")
    assert "98.77%" in page.inner_text("#opinion")
    page.keyboard.press("o")
    assert not page.locator("#opinion-shown").is_visible()
    press(page, "c")
    (row,) = (row for _, row in read_decisions(tmp_path / "decisions/analyst_1.csv"))
    assert (row.decision, row.note) == ("cannot_tell", "opinion seen: =same mother, cmn")
    assert page.locator("#opinion-shown").count() == 0
    assert page.complaints == []


def test_letters_of_a_cluster_by_keys(start, page, tmp_path):
    server = start()
    page.goto(server.entrance)
    page.goto(f"{server.base}/clusters")
    assert heading(page) == "Cluster 1 of 2"
    page.keyboard.press("z")  # four records are four people at most
    assert "The last letter for 4 records is D." in page.inner_text(".left-over")
    page.click("text=All different")
    page.focus(".records select")
    letters = "() => [...document.querySelectorAll('.records select')].map((one) => one.value)"
    assert page.evaluate(letters) == ["A", "B", "C", "D"]
    for _ in range(4):
        page.keyboard.press("Delete")
        page.keyboard.press("ArrowDown")
    assert page.evaluate(letters) == [""] * 4
    page.focus(".records select")
    for key in "aba":
        page.keyboard.press(key)
    page.keyboard.press("Enter")  # one record has no letter yet: nothing is saved
    assert "One record has no letter yet" in page.inner_text(".left-over")
    assert rows_of(tmp_path) == []
    page.keyboard.press("0")
    press(page, "Enter")
    assert [word for _, word in rows_of(tmp_path)] == ["A", "B", "A", "cannot_tell"]
    assert heading(page) == "Cluster 2 of 2"
    press(page, "Backspace")
    assert heading(page) == "Cluster 1 of 2"
    assert [word for _, word in rows_of(tmp_path)[4:]] == ["undone"] * 4
    assert page.complaints == []


def test_no_page_is_wider_than_the_screen_and_text_stands_out(start, chromium):
    server = start()
    for width, scheme in ((390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")):
        context = chromium.new_context(
            viewport={"width": width, "height": 844}, color_scheme=scheme
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(server.entrance)
        for path in ("/pairs", "/clusters", "/people", "/progress", "/agreement"):
            page.goto(server.base + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, path)
            assert page.evaluate(CONTRASTS) == [], (scheme, path)
        context.close()


# Texts whose contrast with what lies under them is below 4.5 (WCAG 2.2, 1.4.3).
CONTRASTS = """() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => channels(colour).slice(0, 3).map((c) => c / 255)
    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((channels(colour)[3] ?? 1) > 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    const faint = element.closest(":disabled, [aria-hidden], .hidden, .skip, dialog, option");
    if (!own || faint || !element.getClientRects().length) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.push(`${element.tagName} ${element.className}: ${ratio.toFixed(2)}`);
  }
  return found;
}"""


def test_a_second_start_is_refused_with_a_message(start, warehouse, tmp_path):
    start()
    again = subprocess.run(
        [
            *(sys.executable, "-m", "review", "--reviewer", "analyst_1", "--no-browser"),
            *("--warehouse", str(warehouse), "--decisions", str(tmp_path / "decisions")),
        ],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert again.returncode == 1
    assert again.stderr.startswith("No review. analyst_1 has the decisions in")

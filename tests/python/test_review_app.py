"""The review app loses no decision, shows nobody another's, and talks to this machine alone."""

from __future__ import annotations

import csv
import io
import re

import duckdb
import pytest
from macro_runner import PROJECT
from review_fixtures import pair_id, write_workspace

from review.app import create_app, entrance
from review.decisions import Decision, DecisionLog, NotAccepted
from review.figure_pages import AGREEMENT_STEP
from review.server import listen
from review.tables import Tables

BASE = "http://127.0.0.1:5000"


@pytest.fixture(scope="module")
def tables(review_warehouse) -> Tables:
    return Tables(review_warehouse / "workspace.duckdb")


@pytest.fixture
def log(tmp_path):
    found = DecisionLog(tmp_path, "analyst_1")
    yield found
    found.close()


@pytest.fixture
def app(tables, log):
    return create_app(tables, log)


@pytest.fixture
def client(app):
    client = app.test_client()
    client.get(entrance(app), base_url=BASE)
    return client


def decided(log: DecisionLog, item: str, word: str, note: str = "") -> Decision:
    made = Decision(
        *(log.next_moment(), log.reviewer, "pairs", item),
        *("mags_hocas", "1", "prison_nomis", "2", word, note),
    )
    log.append([made])
    return made


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

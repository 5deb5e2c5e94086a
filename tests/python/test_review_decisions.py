"""Decisions of reviewers are kept whole and merged without loss; their agreement is right."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from review import decisions as decisions_module
from review.agreement import agreements, cohen_kappa, pair_decisions
from review.decision_table import DecisionTable
from review.decisions import (
    COLUMNS,
    Decision,
    DecisionLog,
    NotAccepted,
    check_reviewer,
    note_for_file,
    note_for_reader,
    read_decisions,
)
from review.merge import main as merge_main
from review.merge import merge


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


# Keeping decisions


def test_a_decision_is_one_row_of_the_file_in_the_columns_agreed(log):
    log.append(
        [
            Decision(
                *("2026-01-31T09:30:00.000001Z", "analyst_1", "pairs", "ab12"),
                *("mags_hocas", "1", "prison_nomis", "2", "not_match", 'two, "or" more'),
            )
        ]
    )
    assert log.path.read_text(encoding="utf-8") == (
        "decided_at,reviewer,queue,item_id,source_dataset_l,record_key_l,"
        "source_dataset_r,record_key_r,decision,note\n"
        "2026-01-31T09:30:00.000001Z,analyst_1,pairs,ab12,"
        'mags_hocas,1,prison_nomis,2,not_match,"two, ""or"" more"\n'
    )


def test_a_decision_is_on_disk_before_it_counts(log, monkeypatch):
    on_disk = []
    synced = os.fsync

    def fsync(handle):
        synced(handle)
        on_disk.append((log.path.read_text().count("\n"), log.latest("pairs", "p")))

    monkeypatch.setattr(decisions_module.os, "fsync", fsync)
    decided(log, "p", "match")
    assert on_disk[0] == (2, None)
    assert log.latest("pairs", "p").decision == "match"


def test_a_full_disk_leaves_the_file_as_it_was(log, monkeypatch):
    decided(log, "p", "match")
    before = log.path.read_bytes()
    write = os.write

    def half(handle, content):
        write(handle, content[: len(content) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(decisions_module.os, "write", half)
    with pytest.raises(OSError, match="No space left"):
        decided(log, "q", "match")
    assert log.path.read_bytes() == before
    assert log.latest("pairs", "q") is None


def test_wherever_a_write_is_cut_off_every_whole_row_survives(tmp_path):
    log = DecisionLog(tmp_path, "analyst_1")
    decided(log, "p", "match", 'first, with a comma and "quotes"')
    whole = log.path.read_bytes()
    decided(log, "q", "not_match", "second, gr\u00fc\u00df dich")
    log.close()
    both = log.path.read_bytes()
    for cut in range(len(both)):
        folder = tmp_path / str(cut)
        folder.mkdir()
        path = folder / "analyst_1.csv"
        path.write_bytes(both[:cut])
        again = DecisionLog(folder, "analyst_1")
        found = {row.item_id: row.decision for row in again.in_force()}
        assert found.get("p") == "match" or cut < len(whole) - 1, f"cut at byte {cut}"
        assert {*found.items()} <= {("p", "match"), ("q", "not_match")}, f"cut at byte {cut}"
        # What is set aside is kept too, and the file takes the next decision.
        torn = folder / "analyst_1.csv.torn"
        kept = path.read_bytes() + (torn.read_bytes() if torn.exists() else b"")
        assert both[:cut].rpartition(b"\n")[2] in kept, f"cut at byte {cut}"
        decided(again, "r", "match")
        again.close()
        assert [row.item_id for _, row in read_decisions(path)][-1] == "r", f"cut at byte {cut}"


def test_a_quote_that_never_closes_is_refused_rather_than_cut_off(tmp_path):
    log = DecisionLog(tmp_path, "analyst_1")
    decided(log, "p", "match")
    decided(log, "q", "match")
    log.close()
    text = log.path.read_text()
    log.path.write_text(text.replace(",p,", ',"p,'))
    with pytest.raises(NotAccepted, match="analyst_1.csv, line 2: a quotation mark opens there"):
        DecisionLog(tmp_path, "analyst_1")
    assert log.path.read_text() == text.replace(",p,", ',"p,')


def test_a_second_process_of_one_reviewer_is_refused(log, tmp_path):
    with pytest.raises(NotAccepted, match=f"analyst_1 has the decisions.*process {os.getpid()}"):
        DecisionLog(tmp_path, "analyst_1")
    other = DecisionLog(tmp_path, "analyst_2")
    other.close()
    log.close()
    DecisionLog(tmp_path, "analyst_1").close()


def test_the_latest_row_counts_and_undone_takes_it_back(log, tmp_path):
    decided(log, "p", "match")
    decided(log, "q", "match")
    decided(log, "p", "not_match")
    assert log.latest("pairs", "p").decision == "not_match"
    assert log.last_item("pairs") == "p"
    decided(log, "p", "undone")
    assert log.latest("pairs", "p") is None
    assert log.last_item("pairs") == "q"
    log.close()
    again = DecisionLog(tmp_path, "analyst_1")
    assert [(row.item_id, row.decision) for row in again.in_force()] == [("q", "match")]
    again.close()


def test_moments_go_forward_when_the_clock_goes_back(log):
    log.append(
        [
            Decision(
                *("2999-01-01T00:00:00.000000Z", "analyst_1", "pairs", "p"),
                *("a", "1", "b", "2", "match", ""),
            )
        ]
    )
    assert decided(log, "p", "undone").decided_at == "2999-01-01T00:00:00.000001Z"
    assert log.latest("pairs", "p") is None


@pytest.mark.parametrize("note", ["=1+1", "+44 20", "-2", "@sum(a1)", "\uff1dcmd|x"])
def test_no_spreadsheet_takes_a_note_for_a_formula(note):
    assert note_for_file(note) == f"'{note}"
    assert note_for_reader(note_for_file(note)) == note


def test_a_note_is_one_line_and_says_that_the_opinion_was_seen():
    assert note_for_file("  two\r\nlines\t=x\x00 ") == "two lines =x"
    assert note_for_file("twins?", opinion_seen=True) == "opinion seen: twins?"
    assert note_for_file("", opinion_seen=True) == "opinion seen"
    assert note_for_reader("opinion seen: twins?") == "twins?"
    assert note_for_reader("opinion seen") == ""


@pytest.mark.parametrize(
    "name", ["", "../x", "a b", "a/b", "-x", "a.csv", "a-b", "x" * 65, "\u00e9"]
)
def test_a_reviewer_who_cannot_be_a_file_is_refused(name):
    with pytest.raises(NotAccepted, match="letters, digits and _, such"):
        check_reviewer(name)


# Merging

ROW = "2026-01-31T09:30:00.000000Z,analyst_1,pairs,ab12,mags_hocas,1,prison_nomis,2,match,"


def file_of(folder: Path, name: str, *rows: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text("\n".join([",".join(COLUMNS), *rows, ""]), encoding="utf-8")
    return path


def test_merging_keeps_every_row_once_in_the_order_of_time(tmp_path):
    early, late = ROW.replace("09:30", "08:00"), ROW.replace("09:30", "10:00")
    other = ROW.replace("analyst_1", "analyst_2")
    file_of(tmp_path / "here", "analyst_1.csv", ROW, late)
    file_of(tmp_path / "there", "analyst_1 (copy).csv", early, ROW)
    file_of(tmp_path / "there", "analyst_2.csv", other)
    merged = merge(tmp_path / "there", tmp_path / "here")
    assert merged == {"analyst_1": (2, 1), "analyst_2": (1, 1)}
    header = ",".join(COLUMNS)
    assert (tmp_path / "here/analyst_1.csv").read_text().splitlines() == [header, early, ROW, late]
    assert (tmp_path / "here/analyst_2.csv").read_text().splitlines() == [header, other]
    assert merge(tmp_path / "there", tmp_path / "here") == {
        "analyst_1": (2, 0),
        "analyst_2": (1, 0),
    }


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (ROW.replace("T09:30", " half nine"), "line 3, column decided_at: `2026-01-31 half nine"),
        (ROW.replace("0Z", "0+01:00"), "line 3, column decided_at: .* Write a time in UTC"),
        (ROW.replace("analyst_1", "Jo Bloggs"), "line 3, column reviewer: `Jo Bloggs`"),
        (ROW.replace("pairs", "pears"), "line 3, column queue: `pears`. Write `pairs`"),
        (ROW.replace("ab12", ""), "line 3, column item_id: ``. It must not be empty"),
        (ROW.replace("prison_nomis", ""), "line 3, column source_dataset_r: ``. A pair has two"),
        (ROW.replace("match", "yes"), "line 3, column decision: `yes`. Write one of match"),
        (ROW.replace("pairs", "clusters"), "line 3, column decision: `match`. Write a letter"),
        (ROW + ",more", "line 3: 11 columns instead of 10"),
        (ROW.replace("match", "not_match"), "line 3, column decision: `not_match`, but `match` in"),
        (ROW.replace("ab12", '"ab12'), "line 3: the last line is not whole"),
    ],
)
def test_merging_refuses_a_bad_row_and_writes_nothing(tmp_path, row, message):
    file_of(tmp_path / "there", "analyst_1.csv", ROW, row)
    have = file_of(tmp_path / "here", "analyst_1.csv", ROW.replace("09:30", "08:00"))
    before = have.read_bytes()
    with pytest.raises(NotAccepted, match=message):
        merge(tmp_path / "there", tmp_path / "here")
    assert have.read_bytes() == before
    assert [path.name for path in have.parent.glob("*.csv")] == ["analyst_1.csv"]


def test_merging_on_the_command_line_says_what_came(tmp_path, capsys):
    file_of(tmp_path / "there", "analyst_1.csv", ROW)
    arguments = ["--from", str(tmp_path / "there"), "--decisions", str(tmp_path / "here")]
    assert merge_main(arguments) == 0
    assert capsys.readouterr().out == "analyst_1: 1 decisions came, 1 of them new\n"
    assert merge_main(["--from", str(tmp_path / "nowhere")]) == 1
    assert "Nothing merged." in capsys.readouterr().err
    with pytest.raises(NotAccepted, match="is the folder to merge into"):
        merge(tmp_path / "here", tmp_path / "here")


def test_merging_waits_for_a_reviewer_who_is_at_work(log, tmp_path):
    file_of(tmp_path / "there", "analyst_1.csv", ROW)
    with pytest.raises(NotAccepted, match="Go on in that window, or stop that process first"):
        merge(tmp_path / "there", tmp_path)


# Agreement

# Table of answers (rows: one rater; columns: the other), kappa and its 95 % interval, by
#   from sklearn.metrics import cohen_kappa_score              # scikit-learn 1.9.1
#   from statsmodels.stats.inter_rater import cohens_kappa     # statsmodels 0.15.0
#   answers = [(i, j) for i in range(3) for j in range(3) for _ in range(table[i][j])]
#   cohen_kappa_score(*zip(*answers))
#   cohens_kappa(np.array(table)).kappa_low, .kappa_upp
ORACLE = [
    ([[53, 5, 2], [11, 14, 5], [1, 6, 3]], 0.4285714285714286, 0.2796948545, 0.5774480027),
    ([[5, 10, 10], [10, 2, 8], [4, 9, 2]], -0.2723492723492724, -0.4068553416, -0.1378432031),
    ([[7, 0, 0], [0, 9, 0], [0, 0, 4]], 1.0, 1.0, 1.0),
    ([[20, 3, 0], [4, 15, 0], [2, 1, 0]], 0.577861163227017, 0.3604684381, 0.7952538884),
]


@pytest.mark.parametrize(("table", "kappa", "low", "high"), ORACLE)
def test_kappa_is_that_of_the_reference_libraries(table, kappa, low, high):
    answers = [
        (left, right)
        for left, row in zip("mnc", table, strict=True)
        for right, n in zip("mnc", row, strict=True)
        for _ in range(n)
    ]
    left, right = zip(*answers, strict=True)
    found = cohen_kappa(left, right)
    assert found.kappa == pytest.approx(kappa, abs=1e-12)
    assert (found.kappa_low, found.kappa_high) == pytest.approx((low, high), abs=1e-9)


def test_kappa_worked_by_hand():
    # Of 4 pairs they agree on 3; by chance on 3/4 * 2/4 + 1/4 * 2/4 = 1/2; (3/4 - 1/2) / (1/2)
    found = cohen_kappa(["m", "m", "m", "n"], ["m", "m", "n", "n"])
    assert (found.n_pairs, found.n_agreed, found.kappa) == (4, 3, 0.5)


def test_kappa_is_not_defined_for_one_answer_or_no_pairs():
    assert cohen_kappa(["m", "m"], ["m", "m"]).kappa is None
    assert cohen_kappa([], []).kappa is None


def test_agreement_is_shown_in_whole_steps_until_all_is_decided(tmp_path):
    order = [str(place) for place in range(23)]
    one = dict.fromkeys(order, "match")
    other = {item: "match" if int(item) % 2 else "not_match" for item in order[:19]}
    ((*names, n_both, found),) = agreements({"b": other, "a": one}, order, step=10)
    assert (names, n_both, found.n_pairs, found.n_agreed) == (["a", "b"], 19, 10, 5)
    assert agreements({"a": one, "b": dict(list(other.items())[:9])}, order, 10)[0][3] is None
    assert agreements({"a": one, "b": one}, order, 10)[0][3].n_pairs == 23


def test_agreement_reads_the_latest_decision_of_every_reviewer(tmp_path):
    undone = ROW.replace("09:30", "09:40").replace("match", "undone").replace("ab12", "cd34")
    file_of(
        tmp_path,
        "analyst_1.csv",
        ROW,
        ROW.replace("ab12", "cd34"),
        ROW.replace("09:30", "09:35").replace("match", "cannot_tell"),
        undone,
    )
    assert pair_decisions(tmp_path) == {"analyst_1": {"ab12": "cannot_tell"}}


def decision(item: str, word: str) -> Decision:
    return Decision(
        *(f"2026-01-31T09:30:00.00000{ord(item) - 96}Z", "analyst_1", "pairs", item),
        *("mags_hocas", "1", "prison_nomis", "2", word, ""),
    )


def table_rows(folder: Path) -> list[tuple]:
    with duckdb.connect(str(folder / "decisions.duckdb"), read_only=True) as connection:
        return connection.execute(
            "select row_number, reviewer, item_id, decision from decisions order by all"
        ).fetchall()


def test_the_table_has_the_rows_of_the_file_as_they_are_made(tmp_path):
    first, second, third = (decision(item, "match") for item in ("a", "b", "c"))
    table = DecisionTable(tmp_path, "analyst_1")
    assert table.follow([first])
    assert table_rows(tmp_path) == [(1, "analyst_1", "a", "match")]
    assert table.follow([first, second])
    # another reviewer's rows stay, and a file that was merged anew is taken as it is
    other = replace(third, reviewer="analyst_2")
    assert DecisionTable(tmp_path, "analyst_2").follow([other])
    earlier = replace(third, decided_at="2020-01-01T00:00:00.000000Z")
    assert table.follow([earlier, first, second])
    assert table_rows(tmp_path) == [
        (1, "analyst_1", "c", "match"),
        (1, "analyst_2", "c", "match"),
        (2, "analyst_1", "a", "match"),
        (3, "analyst_1", "b", "match"),
    ]


def test_while_another_program_has_the_table_open_the_rows_come_later(tmp_path):
    table = DecisionTable(tmp_path, "analyst_1")
    rows = [decision("a", "match"), decision("b", "not_match")]
    assert table.follow(rows[:1])
    holder = (
        "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('open', flush=True); input()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", holder, str(tmp_path / "decisions.duckdb")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stdout.readline() == "open\n"
    assert not table.follow(rows)
    process.communicate("\n")
    assert table.follow(rows)
    assert [row[2] for row in table_rows(tmp_path)] == ["a", "b"]

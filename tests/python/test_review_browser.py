"""The review as its reviewer has it: a server of its own, a browser, keys."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from macro_runner import PROJECT
from review_fixtures import N_PAIRS, pair_id

from review.decisions import read_decisions

# Milliseconds that a page may take on a machine that has other work too.
PATIENCE = 120_000


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
def start(review_warehouse, tmp_path):
    servers = []

    def start_one() -> Server:
        servers.append(Server(review_warehouse, tmp_path / "decisions"))
        return servers[-1]

    yield start_one
    for server in servers:
        if server.process.poll() is None:
            server.kill()


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


def test_a_second_start_is_refused_with_a_message(start, review_warehouse, tmp_path):
    start()
    again = subprocess.run(
        [
            *(sys.executable, "-m", "review", "--reviewer", "analyst_1", "--no-browser"),
            *("--warehouse", str(review_warehouse), "--decisions", str(tmp_path / "decisions")),
        ],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert again.returncode == 1
    assert again.stderr.startswith("No review. analyst_1 has the decisions in")

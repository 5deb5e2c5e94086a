"""The generator's core: people, careers, what follows; same seed, same bytes."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from synthetic import dirt, identifiers, names, places, settings, slips, writer
from synthetic.lives import Lives
from synthetic.part import Part

FROM, UNTIL = pd.Timestamp("2011-01-01"), pd.Timestamp("2020-12-31")


@pytest.fixture(scope="module")
def parts() -> list[Lives]:
    """Lives of 100,000 people: shares below have a standard error of about 0.3 points."""
    values = settings.load()
    return [Lives(Part(number, 20_000, 7, values)) for number in range(5)]


@pytest.fixture(scope="module")
def lives(parts: list[Lives]) -> Lives:
    return parts[0]


def _in_window(part: Lives) -> pd.DataFrame:
    cases = part.appearances
    return cases[cases["first_hearing_date"].between(FROM, UNTIL)]


def test_returners_agree_with_the_published_shares(parts: list[Lives]) -> None:
    """Criminal Courts Linked Data, March 2022: 56 % return, 17 % once, 18 % six times or more."""
    returns = []
    for part in parts:
        cases = _in_window(part).drop_duplicates(["person_id", "first_hearing_date"])
        first = cases.groupby("person_id")["first_hearing_date"].min()
        cohort = first.index[first <= pd.Timestamp("2011-12-31")]
        seen = cases[
            cases["person_id"].isin(cohort)
            & (cases["first_hearing_date"] <= pd.Timestamp("2019-12-31"))
        ]
        returns.append(seen.groupby("person_id").size() - 1)
    found = pd.concat(returns)
    assert (found > 0).mean() == pytest.approx(0.56, abs=0.015)
    assert (found == 1).mean() == pytest.approx(0.17, abs=0.012)
    assert (found >= 6).mean() == pytest.approx(0.18, abs=0.012)


def test_volumes_are_in_real_proportion(parts: list[Lives]) -> None:
    """Crown records 2013-2020 are 0.075 and prisoners 0.16 for each magistrates' record."""
    mags = sum(len(_in_window(part)) for part in parts)
    crown = sum(
        part.crown_cases["receipt_date"].between(pd.Timestamp("2013-01-01"), UNTIL).sum()
        for part in parts
    )
    prison = sum(part.custody_spells["person_id"].nunique() for part in parts)
    assert crown / mags == pytest.approx(0.075, rel=0.06)
    assert prison / mags == pytest.approx(0.16, rel=0.08)


def test_some_cases_split_and_some_roll_up(parts: list[Lives]) -> None:
    sources = pd.concat([part.crown_sources for part in parts])
    assert 0.01 < (sources.groupby("crown_id").size() > 1).mean() < 0.06
    assert 0.01 < (sources.groupby("appearance_id").size() > 1).mean() < 0.06
    assert (sources.groupby("crown_id")["is_main"].sum() == 1).all()
    cases = pd.concat([part.crown_cases for part in parts])
    assert 0.01 < cases["is_appeal"].mean() < 0.12
    assert cases["is_voluntary_bill"].any()


def test_dates_of_a_case_are_in_order(lives: Lives) -> None:
    cases = lives.appearances
    order = [
        "offence_date",
        "arrest_date",
        "charge_date",
        "first_hearing_date",
        "final_hearing_date",
    ]
    for earlier, later in itertools.pairwise(order):
        assert (cases[earlier] <= cases[later]).all(), (earlier, later)
    crown = lives.crown_cases
    assert (crown["receipt_date"] < crown["first_hearing_date"]).all()
    assert (crown["first_hearing_date"] <= crown["final_hearing_date"]).all()
    assert (
        lives.persons["birth_date"].to_numpy()[cases["at"]] < cases["offence_date"].to_numpy()
    ).all()


def test_co_defendants_share_case_court_and_dates(lives: Lives) -> None:
    shared = lives.appearances.groupby("mags_case_id")
    assert 0.03 < (shared.size() > 1).mean() < 0.15
    for column in ("court_code", "case_no", "urn", "first_hearing_date", "final_hearing_date"):
        assert (shared[column].nunique() == 1).all(), column
    assert (shared["person_id"].nunique() == shared.size()).all()
    assert lives.appearances["case_no"].nunique() == shared.ngroups


def test_custody_follows_sentences_and_never_overlaps(lives: Lives) -> None:
    spells, sentences = lives.custody_spells, lives.sentences.set_index("sentence_id")
    closed = spells["end_date"].notna()
    assert (spells["start_date"] < spells["end_date"])[closed].all()
    same = spells["person_id"].to_numpy()[1:] == spells["person_id"].to_numpy()[:-1]
    later, before = spells["start_date"].iloc[1:].array, spells["end_date"].iloc[:-1].array
    assert (later >= before)[same & closed.to_numpy()[:-1]].all()
    assert not (same & ~closed.to_numpy()[:-1]).any()
    served = spells[spells["sentence_id"].notna()]
    given = sentences.loc[served["sentence_id"].astype(np.int64)]
    assert (given["kind"].isin(["custody", "life"])).all()
    assert (given["person_id"].to_numpy() == served["person_id"].to_numpy()).all()
    assert (given["sentence_date"].to_numpy() <= served["start_date"].to_numpy()).all()
    assert set(spells["spell_kind"]) == {"remand", "sentence", "recall"}


def test_ids_are_unique_over_parts(parts: list[Lives]) -> None:
    for table, key in (
        ("persons", "person_id"),
        ("appearances", "appearance_id"),
        ("offences", "offence_id"),
        ("crown_cases", "crown_id"),
        ("sentences", "sentence_id"),
        ("custody_spells", "spell_id"),
    ):
        ids = pd.concat([getattr(part, table)[key] for part in parts[:2]])
        assert ids.is_unique, table
    people = pd.concat([part.persons for part in parts])
    for key in ("pnc", "cro", "crn", "prison_number", "ni_number"):
        assert people[key].is_unique, key


def test_identifiers_have_valid_check_letters(lives: Lives) -> None:
    people = lives.persons
    letters = "ZABCDEFGHJKLMNPQRTUVWXY"
    for pnc in people["pnc"].head(2000):
        found = re.fullmatch(r"\d\d(\d\d)/(\d{7})([A-Z])", pnc)
        assert found and letters[int(found[1] + found[2]) % 23] == found[3], pnc
    for cro in people["cro"].head(2000):
        found = re.fullmatch(r"(\d{6})/(\d\d)([A-Z])", cro)
        year, serial, letter = (
            (found[2], found[1], found[3])
            if found
            else re.fullmatch(r"SF(\d\d)/(\d{6})([A-Z])", cro).groups()
        )
        assert letters[int(year + serial) % 23] == letter, cro
    assert people["crn"].str.fullmatch(r"[A-Z]\d{6}").all()
    assert people["prison_number"].str.fullmatch(r"[A-Z]\d{4}[A-Z]{2}").all()
    assert lives.appearances["urn"].str.fullmatch(r"\d\d[A-Z][A-Z0-9]\d{7}").all()
    assert lives.appearances["asn"].dropna().str.len().eq(20).all()
    assert lives.appearances["case_no"].str.fullmatch(r"\d{10}").all()


def test_known_check_letter() -> None:
    """Worked by hand: 990123456 = 23 * 43048845 + 21, and letter 21 (from 0) is X."""
    assert identifiers.check_letter(np.array([99]), np.array([123456]), 7)[0] == "X"


def test_surnames_are_long_tailed() -> None:
    """Expected at five million people: 100,000 different surnames, 1.2 % Smith."""
    share: dict[str, float] = {}
    for origin, spec in settings.load().get("origins").items():
        pool = names.surname_pool(origin)
        chance = np.diff(pool.edges, prepend=0) / pool.edges[-1] * spec["share"]
        for name, value in zip(pool.names, chance, strict=True):
            share[name] = share.get(name, 0.0) + value
    expected = (1 - np.exp(-5e6 * np.array(list(share.values())))).sum()
    assert expected >= 100_000
    assert share["Smith"] == pytest.approx(0.0125, abs=0.0015)
    assert max(share, key=share.get) == "Smith"


def test_given_names_follow_birth_decade(lives: Lives) -> None:
    people = lives.persons[lives.persons["origin"] == "english"]
    old = people[people["birth_date"] < pd.Timestamp("1960-01-01")]["forename1"]
    young = people[people["birth_date"] > pd.Timestamp("1995-01-01")]["forename1"]
    assert (old == "John").mean() > 3 * (young == "John").mean()
    assert (young == "Jordan").mean() > 3 * (old == "Jordan").mean()


def test_families_twins_and_namesakes_exist(lives: Lives) -> None:
    people = lives.persons
    twins = people[people["role"] == "twin"]
    head = people.iloc[twins["head"]]
    assert len(twins) > 20
    assert (twins["birth_date"].to_numpy() == head["birth_date"].to_numpy()).all()
    children = people[people["role"] == "child"]
    parent = people.iloc[children["head"]]
    same = children["forename1"].to_numpy() == parent["forename1"].to_numpy()
    assert same.sum() > 5
    first = lives.addresses[lives.addresses["address_no"] == 0]["postcode"].to_numpy(dtype=object)
    assert (first[twins.index] == first[twins["head"]]).all()


def test_names_change_by_marriage_and_alias(lives: Lives) -> None:
    table = lives.names
    assert {"CN", "MAID", "A", "NICK"} == set(table["name_type"])
    assert (
        table[table["name_no"] == 0]["person_id"].to_numpy()
        == lives.persons["person_id"].to_numpy()
    ).all()
    assert (table[table["name_type"] == "CN"].groupby("person_id").size() == 1).all()


def test_lookup_knows_every_postcode(lives: Lives) -> None:
    lookup = places.postcode_lookup(settings.load())
    assert lookup["postcode"].is_unique
    assert lookup["lsoa11cd"].str.fullmatch(r"[EW]01\d{6}").all()
    used = lives.addresses["postcode"].dropna().str.replace(" ", "")
    assert used.isin(lookup["postcode"]).all()
    wales = lookup["region"] == "Wales"
    assert (lookup["lsoa11cd"].str[0] == np.where(wales, "W", "E")).all()


def test_slips_change_words() -> None:
    changed = [slips.typing("Williams", draw) != "Williams" for draw in range(200)]
    assert np.mean(changed) > 0.85
    assert slips.hearing("Philip", 0).lower() != "philip"
    assert slips.digit("2003/0012345X", 5) != "2003/0012345X"


def test_recorded_draws_its_own_errors_a_key(lives: Lives) -> None:
    part = lives.part
    ids = lives.persons["person_id"].to_numpy()
    on = np.full(len(ids), np.datetime64("2015-06-01"))
    one, same, other = (dirt.recorded(part, lives, "nomis", ids, on, key) for key in "aab")
    pd.testing.assert_frame_equal(one, same)
    assert (one["surname"] != other["surname"]).any()


def test_unknown_setting_names_itself() -> None:
    with pytest.raises(KeyError, match=r"dirt\.libra\.nothing"):
        settings.load().get("dirt.libra.nothing")
    with pytest.raises(ValueError, match="no dirt profile 'awful'"):
        settings.load("awful")
    assert settings.load("heavy").get("dirt.libra.dob_january") == 0.10


def _hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        writer.write(writer.Run(300, seed), tmp_path / name, workers=1, progress=False)
    assert _hashes(tmp_path / "a") == _hashes(tmp_path / "b")
    assert _hashes(tmp_path / "a") != _hashes(tmp_path / "c")


def test_same_bytes_with_more_workers(tmp_path: Path) -> None:
    run = writer.Run(20_300, 3, only_people=True)
    for workers in (1, 2):
        writer.write(run, tmp_path / str(workers), workers=workers, progress=False)
    assert _hashes(tmp_path / "1") == _hashes(tmp_path / "2")


def test_marker_lists_files_and_strangers_are_left_alone(tmp_path: Path) -> None:
    files = writer.write(writer.Run(50, 1), tmp_path, progress=False)
    marker = json.loads((tmp_path / "extracts" / "_sample.json").read_text())
    assert marker["generator"] == "synthetic" and marker["people"] == 50 and marker["seed"] == 1
    assert marker["files"] == files
    assert all((tmp_path / "extracts" / path).exists() for path in files)
    writer.write(writer.Run(0, 1), tmp_path, progress=False)
    assert json.loads((tmp_path / "extracts" / "_sample.json").read_text())["people"] == 0
    (tmp_path / "extracts" / "_sample.json").unlink()
    with pytest.raises(FileExistsError, match="not written by the generator"):
        writer.write(writer.Run(50, 1), tmp_path, progress=False)

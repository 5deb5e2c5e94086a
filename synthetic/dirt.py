"""How a system writes a person down.

``recorded`` gives, for people and dates, what one system holds of them: the name of the time or an
alias, an address of the time, identifiers, each with the system's own slips and gaps. The
functions under it corrupt single columns and can be used alone. All rates are settings under
``dirt.<system>``; errors in names are more frequent for names from elsewhere (``typing`` of the
origin) and gaps for some groups (``missing``).

Every draw comes from ``part.rng(key)``: two calls with one key give the same errors.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from anyascii import anyascii

from synthetic import names, people, places, slips
from synthetic.arrays import date_text, text, to_days
from synthetic.part import Part

Rates = dict[str, Any]
_FORENAMES = people.GIVEN


def _hit(
    rng: np.random.Generator, rate: float, values: np.ndarray, factor: np.ndarray | float = 1.0
) -> np.ndarray:
    """Rows of ``values`` that are there and struck with chance ``rate * factor``."""
    rows = np.flatnonzero(rng.random(len(values)) < rate * factor)
    return rows[pc.is_valid(pa.array(values[rows], pa.string())).to_numpy(zero_copy_only=False)]


def _change(
    rng: np.random.Generator,
    values: np.ndarray,
    rows: np.ndarray,
    change: Callable[[str, int], str],
) -> None:
    draws = rng.integers(0, 2**40, len(rows))
    for row, draw in zip(rows.tolist(), draws.tolist(), strict=True):
        values[row] = change(values[row], draw)


def dirty_name(
    part: Part, values: np.ndarray, key: str, rates: Rates, factor: np.ndarray | float = 1.0
) -> np.ndarray:
    """Names (object) with slips of hand and ear and cut ends; rates typo, phonetic, truncated."""
    rng = part.rng(f"dirty name {key}")
    values = values.copy()
    _change(rng, values, _hit(rng, rates["typo"], values, factor), slips.typing)
    _change(rng, values, _hit(rng, rates["phonetic"], values, factor), slips.hearing)
    for row in _hit(rng, rates["truncated"], values):
        values[row] = values[row][:4]
    return values


def other_form(
    part: Part, values: np.ndarray, key: str, rate: float, forms: dict[str, list[str]]
) -> np.ndarray:
    """Names that have other usual forms, replaced by one of them at ``rate``."""
    rng = part.rng(f"other form {key}")
    values = values.copy()

    def change(name: str, draw: int) -> str:
        known = forms.get(name)
        return known[draw % len(known)] if known else name

    _change(rng, values, _hit(rng, rate, values), change)
    return values


def dirty_date(
    part: Part, days: np.ndarray, key: str, rates: Rates, factor: np.ndarray | float = 1.0
) -> np.ndarray:
    """Dates of birth as ISO text with wrong digits, years, placeholders and gaps (None)."""
    rng = part.rng(f"dirty date {key}")
    days, n = days.copy(), len(days)
    out = rng.random(n) < rates["dob_days"]["rate"]
    span = rates["dob_days"]["days"]
    days += np.where(out, rng.integers(-span, span + 1, n), 0)
    january = rng.random(n) < rates["dob_january"]
    days[january] = days[january].astype("M8[D]").astype("M8[Y]").astype("M8[D]").astype(np.int64)
    year = rng.random(n) < rates["dob_year"]
    days += np.where(year, rng.choice([-3652, -365, 365, 366, 731, 3653], n), 0)
    values = date_text(days)
    for row in _hit(rng, rates["dob_typo"], values, factor):
        values[row] = _wrong_date(values[row], int(rng.integers(0, 2**40)))
    placeholder = rates["dob_placeholder"]
    rows = np.flatnonzero(rng.random(n) < placeholder["rate"])
    texts = np.array([str(t) for t in placeholder["text"]], dtype=object)
    values[rows] = texts[rng.integers(0, len(texts), len(rows))]
    values[rng.random(n) < rates["dob_missing"] * factor] = None
    return values


def _wrong_date(value: str, draw: int) -> str:
    """Day and month exchanged where that is a date, else one digit of the day or month wrong."""
    year, month, on = value.split("-")
    if draw % 3 == 0 and int(on) <= 12:
        return f"{year}-{on}-{month}"
    if draw % 3 == 1:
        return f"{year}-{(int(month) + draw // 3 % 11) % 12 + 1:02d}-{min(int(on), 28):02d}"
    return f"{year}-{month}-{(int(on) + draw // 3 % 26) % 28 + 1:02d}"


def dirty_postcode(
    part: Part, values: np.ndarray, key: str, rates: Rates, factor: np.ndarray | float = 1.0
) -> np.ndarray:
    """Postcodes with wrong characters, outward halves only, and gaps."""
    rng = part.rng(f"dirty postcode {key}")
    values = values.copy()
    _change(rng, values, _hit(rng, rates["postcode_typo"], values), slips.postcode)
    for row in _hit(rng, rates["postcode_outcode"], values):
        values[row] = values[row].split(" ")[0]
    values[rng.random(len(values)) < rates["postcode_missing"] * factor] = None
    return values


def dirty_identifier(
    part: Part,
    values: np.ndarray,
    key: str,
    rates: Rates,
    kind: str,
    factor: np.ndarray | float = 1.0,
) -> np.ndarray:
    """PNC or CRO numbers (``kind`` 'pnc', 'cro') with wrong digits, known junk, and gaps."""
    rng = part.rng(f"dirty {kind} {key}")
    values = values.copy()
    _change(rng, values, _hit(rng, rates[f"{kind}_typo"], values), slips.digit)
    junk = rates[f"{kind}_junk"]
    rows = np.flatnonzero(rng.random(len(values)) < junk["rate"])
    values[rows] = np.array(junk["text"], dtype=object)[
        rng.integers(0, len(junk["text"]), len(rows))
    ]
    missing = np.minimum(rates[f"{kind}_missing"] * factor, 0.95)
    values[rng.random(len(values)) < missing] = None
    return values


def _name_rows(
    part: Part, lives: Any, at: np.ndarray, on: np.ndarray, key: str, rates: Rates
) -> np.ndarray:
    """Row of ``lives.names`` under which each person is recorded."""
    rng = part.rng(f"name used {key}")
    table = lives.names
    kind = table["name_type"].to_numpy(dtype=object)
    owner, since = table["at"].to_numpy(), to_days(table["from_date"])
    row = np.searchsorted(owner, at, side="left")
    current = np.minimum(row + 1, len(table) - 1)
    married = (kind[row] == "MAID") & (since[current] <= on)
    row = row + (married & (rng.random(len(at)) >= rates["old_surname"]))
    alias = np.flatnonzero(kind == "A")
    count = np.bincount(owner[alias], minlength=part.size)[at]
    first = np.searchsorted(owner[alias], at, side="left")
    uses = (count > 0) & (rng.random(len(at)) < rates["alias_used"])
    chosen = first + (rng.random(len(at)) * count).astype(np.int64)
    return np.where(uses, np.append(alias, 0)[np.minimum(chosen, len(alias))], row)


def _folded(values: np.ndarray) -> np.ndarray:
    """Names without accents."""
    plain = pc.string_is_ascii(pa.array(values, pa.string())).fill_null(True)
    values = values.copy()
    for row in np.flatnonzero(~plain.to_numpy(zero_copy_only=False)).tolist():
        values[row] = anyascii(values[row])
    return values


def _split_marks(rng: np.random.Generator, surname: np.ndarray, rates: Rates) -> None:
    """Hyphens lost or one half left out, apostrophes lost; in place."""
    marked = pc.match_substring_regex(pa.array(surname, pa.string()), "[-']")
    rows = np.flatnonzero(marked.fill_null(False).to_numpy(zero_copy_only=False))
    for row, draw in zip(rows.tolist(), rng.random(len(rows)).tolist(), strict=True):
        name = surname[row]
        if "-" in name and draw < rates["half_surname"]:
            surname[row] = name.split("-")[-1 if draw < rates["half_surname"] * 0.7 else 0]
        elif "-" in name and draw < rates["half_surname"] + rates["hyphen_lost"]:
            surname[row] = name.replace("-", " ")
        elif "'" in name and draw < rates["apostrophe_lost"]:
            surname[row] = name.replace("'", "" if draw < rates["apostrophe_lost"] * 0.6 else " ")


def _place_forenames(
    rng: np.random.Generator, column: dict[str, np.ndarray], rates: Rates, missing: np.ndarray
) -> None:
    """Names in the wrong field, initials, and fields left out; in place."""
    first, second, third, surname = (column[c] for c in (*_FORENAMES, "surname"))
    rows = _hit(rng, rates["middle_as_first"], second)
    first[rows], second[rows] = second[rows], first[rows].copy()
    for values in (second, third):
        for row in _hit(rng, rates["middle_initial"], values):
            values[row] = values[row][:1]
    gone = rng.random(len(first)) < np.minimum(rates["middle_missing"] * missing, 0.9)
    second[gone], third[gone] = None, None
    rows = np.flatnonzero(rng.random(len(first)) < rates["swapped"])
    first[rows], surname[rows] = surname[rows], first[rows].copy()
    placeholder = rates["forename_placeholder"]
    rows = np.flatnonzero(rng.random(len(first)) < placeholder["rate"])
    first[rows] = np.array(placeholder["text"], dtype=object)[
        rng.integers(0, len(placeholder["text"]), len(rows))
    ]
    first[rng.random(len(first)) < rates["forename_missing"] * missing] = None
    prefix = rates["surname_prefix"]
    for row in _hit(rng, prefix["rate"], surname):
        surname[row] = prefix["text"][row % len(prefix["text"])] + surname[row]


def _names(
    part: Part,
    lives: Any,
    rows: np.ndarray,
    key: str,
    rates: Rates,
    typing: np.ndarray,
    missing: np.ndarray,
) -> dict[str, np.ndarray]:
    """Forenames and surname as recorded, from ``rows`` of lives.names."""
    rng = part.rng(f"names {key}")
    fold = rng.random(len(rows)) < rates["folded"]
    column = {}
    for name in (*_FORENAMES, "surname"):
        raw = text(lives.names[name])
        values = np.where(fold, _folded(raw)[rows], raw[rows])
        if name == "forename1":
            values = other_form(part, values, f"{key} nick", rates["nickname"], names.nicknames())
        values = other_form(part, values, f"{key} {name}", rates["variant"], names.variants())
        column[name] = dirty_name(part, values, f"{key} {name}", rates, typing)
    _split_marks(rng, column["surname"], rates)
    _place_forenames(rng, column, rates, missing)
    capitals = rng.random(len(rows)) < rates["upper_case"]
    for name, values in column.items():
        upper = pc.utf8_upper(pa.array(values, pa.string())).to_numpy(zero_copy_only=False)
        column[name] = np.where(capitals, upper, values)
    column["is_upper_case"] = capitals
    return column


def _address(
    part: Part,
    lives: Any,
    at: np.ndarray,
    on: np.ndarray,
    key: str,
    rates: Rates,
    missing: np.ndarray,
    held: np.ndarray,
) -> dict[str, np.ndarray]:
    """Address lines as recorded; ``held`` marks people in custody at the time."""
    rng = part.rng(f"address {key}")
    late = rng.random(len(at)) < rates["address_lag"]
    rows = lives.address_arrays.at(at, on - np.where(late, 540, 0))
    lines = people.address_lines(part, lives.address_arrays, rows)
    lines["postcode"] = dirty_postcode(part, lines["postcode"], key, rates, missing)
    homeless = lines["is_no_fixed_abode"]
    stands_for = rates["nfa_postcode"]
    rows = np.flatnonzero(homeless & (rng.random(len(at)) < stands_for["rate"]))
    texts = np.array([t or None for t in stands_for["text"]], dtype=object)
    lines["postcode"][rows] = texts[rng.integers(0, len(texts), len(rows))]
    jail = places.load(part.settings).prisons
    rows = np.flatnonzero(held & (rng.random(len(at)) < rates["prison_address"]))
    which = at[rows] % len(jail)
    lines["house"][rows] = jail["name"].to_numpy(dtype=object)[which]
    for column in ("street", "town", "postcode"):
        lines[column][rows] = jail[column].to_numpy(dtype=object)[which]
    return lines


def recorded(
    part: Part,
    lives: Any,
    system: str,
    person_id: np.ndarray,
    on: np.ndarray,
    key: str = "",
    held: np.ndarray | None = None,
) -> pd.DataFrame:
    """What ``system`` holds of each person on each date: one row for each of ``person_id``.

    Args:
        system: a key under ``dirt`` in settings.yml (libra, xhibit, nomis, delius).
        person_id: people of this part (int64), in any order, repeated at will.
        on: the date of each record (datetime64 or days since 1970).
        key: tells apart several calls for one system (each draws its own errors).
        held: True where the person is in custody at the time (may give the prison's address).

    Returns:
        forename1..3, surname (None where missing), is_upper_case, is_alias, name_no;
        birth_date (ISO text, may be a placeholder or None); sex ('M', 'F', 'NS');
        house, street, town, county, postcode, is_no_fixed_abode; pnc, cro (None where missing).
        Object columns hold text or None.
    """
    rates = part.setting(f"dirt.{system}")
    key = f"{system} {key}"
    at = np.asarray(person_id, dtype=np.int64) - part.person_ids()[0] if part.size else person_id
    on = to_days(on) if np.asarray(on).dtype.kind == "M" else np.asarray(on, dtype=np.int64)
    held = np.zeros(len(at), dtype=bool) if held is None else np.asarray(held)
    origins = list(part.setting("origins").values())
    origin = lives.persons["origin_no"].to_numpy()[at]
    typing = np.array([spec["typing"] for spec in origins])[origin]
    missing = np.array([spec["missing"] for spec in origins])[origin]
    rows = _name_rows(part, lives, at, on, key, rates)
    column = _names(part, lives, rows, key, rates, typing, missing)
    kind = lives.names["name_type"].to_numpy(dtype=object)[rows]
    column["is_alias"] = kind == "A"
    column["name_no"] = lives.names["name_no"].to_numpy()[rows]
    born = to_days(lives.names["birth_date"])[rows]
    column["birth_date"] = dirty_date(part, born, key, rates, missing)
    rng = part.rng(f"sex {key}")
    sex = text(lives.persons["sex"])[at]
    wrong = rng.random(len(at)) < rates["sex_wrong"]
    sex = np.where(wrong, np.where(sex == "M", "F", "M"), sex).astype(object)
    sex[rng.random(len(at)) < rates["sex_missing"] * missing] = "NS"
    column["sex"] = sex
    column |= _address(part, lives, at, on, key, rates, missing, held)
    for kind in ("pnc", "cro"):
        values = text(lives.persons[kind])[at]
        column[kind] = dirty_identifier(part, values, key, rates, kind, missing)
    return pd.DataFrame(
        {name: pd.Series(values, dtype=values.dtype) for name, values in column.items()}
    )

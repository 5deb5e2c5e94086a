"""Two records beside each other: what is equal, similar, different or missing, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler, Levenshtein

from review.tables import Identity, Record

EQUAL = "equal"
SIMILAR = "similar"
DIFFERENT = "different"
MISSING = "missing"

SIMILAR_NAMES = 0.88
"""Jaro-Winkler similarity from which names are called similar."""

SOURCES = {
    "mags_hocas": "Magistrates' courts (Libra)",
    "crown_xhibit": "Crown Court (XHIBIT)",
    "prison_nomis": "Prisons (NOMIS)",
    "probation_delius": "Probation (nDelius)",
    "familyman": "Family courts (FamilyMan)",
    "civil_caseman_pcol": "Civil courts (CaseMan, PCOL)",
    "prison_oasys": "Assessments (OASys)",
}
NUMBERS = {
    "pnc": "PNC",
    "cro": "CRO",
    "prison_number": "Prison no.",
    "crn": "CRN",
    "ni_number": "NI no.",
}
SEXES = {"f": "female", "m": "male"}


@dataclass(frozen=True)
class Part:
    """A piece of a value; ``kind`` is empty, ``changed``, or ``lacking`` (the other has more)."""

    text: str
    kind: str = ""


@dataclass(frozen=True)
class Value:
    """A value as it is shown, with what to say of it."""

    parts: tuple[Part, ...]
    remark: str = ""

    @property
    def text(self) -> str:
        """The value without marks."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True)
class Field:
    """A row of the comparison: how two records stand to each other in one thing."""

    label: str
    state: str
    left: tuple[Value, ...]
    right: tuple[Value, ...]
    remark: str = ""


def source_name(source_dataset: str) -> str:
    """A source as people call it."""
    return SOURCES.get(source_dataset, source_dataset)


def short_source_name(source_dataset: str) -> str:
    """The system of a source alone."""
    return source_name(source_dataset).rpartition("(")[2].rstrip(")")


def show_name(name: str | None) -> str:
    """A name as it is read: standardised ones get their capitals back."""
    name = name or ""
    return name.title() if name.islower() else name


def show_date(value: date | None) -> str:
    """A date as the source systems write it."""
    return f"{value:%d/%m/%Y}" if value else ""


def show_postcode(code: str) -> str:
    """A postcode with its space."""
    joined = code.replace(" ", "")
    return f"{joined[:-3]} {joined[-3:]}" if 5 <= len(joined) <= 7 else code


def mark(left: str, right: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Both texts, with the characters marked in which they differ, whatever their case."""
    found_l: list[Part] = []
    found_r: list[Part] = []
    for step in Levenshtein.opcodes(_one_case(left), _one_case(right)):
        part_l = left[step.src_start : step.src_end]
        part_r = right[step.dest_start : step.dest_end]
        is_equal = step.tag == "equal"
        for found, part in ((found_l, part_l), (found_r, part_r)):
            if is_equal:
                found.append(Part(part))
            else:
                found.append(Part(part, "changed" if part else "lacking"))
    return tuple(found_l), tuple(found_r)


def _one_case(text: str) -> str:
    """The text in lower case, where that leaves every character in its place."""
    lower = text.casefold()
    return lower if len(lower) == len(text) else text


def mark_in_place(left: str, right: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """As ``mark``, for texts of one length whose characters have their places, such as dates."""

    def parts(text: str, other: str) -> tuple[Part, ...]:
        found: list[Part] = []
        for char, other_char in zip(text, other, strict=True):
            kind = "" if char == other_char else "changed"
            if found and found[-1].kind == kind:
                found[-1] = Part(found[-1].text + char, kind)
            else:
                found.append(Part(char, kind))
        return tuple(found)

    return parts(left, right), parts(right, left)


def compare_names(label: str, left: str | None, right: str | None) -> Field:
    """Two names of one kind."""
    shown_l, shown_r = show_name(left), show_name(right)
    state, remark = _state_of_names(shown_l.casefold(), shown_r.casefold())
    return _field(label, state, shown_l, shown_r, remark)


def _state_of_names(left: str, right: str) -> tuple[str, str]:
    if not left or not right:
        return MISSING, ""
    if left == right:
        return EQUAL, ""
    shorter, longer = sorted((left, right), key=len)
    if len(shorter) == 1 and longer.startswith(shorter):
        return SIMILAR, "initial"
    if set(shorter.split()) < set(longer.split()):
        return SIMILAR, "one has more names"
    if sorted(shorter.split()) == sorted(longer.split()):
        return SIMILAR, "another order"
    n_slips = DamerauLevenshtein.distance(left, right)
    is_similar = (
        JaroWinkler.similarity(left, right) >= SIMILAR_NAMES
        or (n_slips == 1 and len(shorter) >= 3)
        or (n_slips == 2 and len(shorter) >= 7)
    )
    return (SIMILAR if is_similar else DIFFERENT), ""


def compare_dates(label: str, left: date | None, right: date | None) -> Field:
    """Two dates of birth."""
    state, remark = _state_of_dates(left, right)
    shown_l, shown_r = show_date(left), show_date(right)
    if state in (SIMILAR, DIFFERENT):
        parts_l, parts_r = mark_in_place(shown_l, shown_r)
        return Field(label, state, (Value(parts_l),), (Value(parts_r),), remark)
    return _field(label, state, shown_l, shown_r, remark)


def _state_of_dates(left: date | None, right: date | None) -> tuple[str, str]:
    if left is None or right is None:
        return MISSING, ""
    if left == right:
        return EQUAL, ""
    if (left.year, left.month, left.day) == (right.year, right.day, right.month):
        return SIMILAR, "day and month swapped"
    other = {
        "day": left.day != right.day,
        "month": left.month != right.month,
        "year": left.year != right.year,
    }
    differing = [name for name, is_other in other.items() if is_other]
    if len(differing) == 1:
        return SIMILAR, f"another {differing[0]}"
    return DIFFERENT, ""


def compare_codes(label: str, left: str | None, right: str | None) -> Field:
    """Two values that are equal or not: sex, ethnic group."""
    left, right = left or "", right or ""
    state = MISSING if not left or not right else EQUAL if left == right else DIFFERENT
    return _field(label, state, left, right)


def compare_numbers(label: str, left: str | None, right: str | None) -> Field:
    """Two numbers of one kind; one wrong or swapped character still makes them similar."""
    left, right = left or "", right or ""
    if not left or not right:
        return _field(label, MISSING, left, right)
    if left == right:
        return _field(label, EQUAL, left, right)
    is_swap = (
        sorted(left) == sorted(right)
        and sum(one != other for one, other in zip(left, right, strict=True)) == 2
    )
    if is_swap:
        return _field(label, SIMILAR, left, right, "two characters swapped")
    if Levenshtein.distance(left, right, score_cutoff=1) == 1:
        return _field(label, SIMILAR, left, right, "one character differs")
    return _field(label, DIFFERENT, left, right)


def compare_postcodes(label: str, left: Sequence[str], right: Sequence[str]) -> Field:
    """Two sets of postcodes: a postcode in common, only a sector or district, or none."""
    shown_l = [show_postcode(code) for code in left]
    shown_r = [show_postcode(code) for code in right]
    common = set(shown_l) & set(shown_r)
    if not left or not right:
        state, remark = MISSING, ""
    elif common:
        state, remark = EQUAL, f"{len(common)} in common"
    elif _shared_beginning(shown_l, shown_r, 2):
        state, remark = SIMILAR, "a sector in common"
    elif _shared_beginning(shown_l, shown_r, 4):
        state, remark = SIMILAR, "a district in common"
    else:
        state, remark = DIFFERENT, ""

    def values(codes: Iterable[str]) -> tuple[Value, ...]:
        ordered = sorted(codes, key=lambda code: (code not in common, code))
        return tuple(Value((Part(code),), "in both" if code in common else "") for code in ordered)

    return Field(label, state, values(shown_l), values(shown_r), remark)


def _shared_beginning(left: Sequence[str], right: Sequence[str], n_less: int) -> bool:
    """Whether two postcodes are the same without their last characters (two: a sector)."""
    beginnings = [{code[:-n_less] for code in codes if " " in code} for codes in (left, right)]
    return bool(beginnings[0] & beginnings[1])


def compare_records(left: Record, right: Record) -> list[Field]:
    """Every row of the comparison but the events; what both lack is a row of state missing."""
    main_l, main_r = left.main, right.main
    is_swapped = (
        main_l.forename is not None
        and main_l.surname is not None
        and main_l.forename == main_r.surname
        and main_l.surname == main_r.forename
        and main_l.forename != main_l.surname
    )
    names = [
        compare_names("Surname", main_l.surname, main_r.surname),
        compare_names("Forename", main_l.forename, main_r.forename),
    ]
    if is_swapped:
        names = [
            Field(name.label, SIMILAR, name.left, name.right, "forename and surname swapped")
            for name in names
        ]
    fields = [
        *names,
        compare_names("Middle names", main_l.middle_names, main_r.middle_names),
        compare_dates("Date of birth", main_l.date_of_birth, main_r.date_of_birth),
        compare_aliases("Other names", left, right),
        compare_codes("Sex", *(SEXES.get(one.sex or "", one.sex) for one in (left, right))),
        compare_codes("Ethnic group", left.ethnic_group, right.ethnic_group),
        compare_postcodes("Postcodes", left.postcodes, right.postcodes),
    ]
    for name, label in NUMBERS.items():
        fields.append(compare_numbers(label, getattr(left, name), getattr(right, name)))
    return fields


def first_values(records: Sequence[Record]) -> Record:
    """The first record, with what it lacks from the first one that has it."""

    def first(values: Iterable[Any]) -> Any:
        return next((value for value in values if value), None)

    mains = [record.main for record in records]
    names = ("forename", "middle_names", "surname", "date_of_birth")
    main = Identity(*(first(getattr(one, name) for one in mains) for name in names), is_main=True)
    lacking = {
        name: first(getattr(record, name) for record in records)
        for name in ("sex", "ethnic_group", *NUMBERS)
    }
    postcodes = first(record.postcodes for record in records) or ()
    return replace(records[0], identities=(main,), postcodes=postcodes, **lacking)


def show_identity(identity: Identity) -> str:
    """A whole identity in one line."""
    names = (identity.forename, identity.middle_names, identity.surname)
    name = " ".join(show_name(one) for one in names if one)
    return ", ".join(part for part in (name, show_date(identity.date_of_birth)) if part)


def compare_aliases(label: str, left: Record, right: Record) -> Field:
    """The other identities of two records, each beside the nearest identity of the other record."""

    def values(record: Record, other: Record) -> tuple[Value, ...]:
        return tuple(_beside_nearest(alias, other) for alias in record.aliases)

    shown_l, shown_r = values(left, right), values(right, left)
    remarks = {value.remark for value in (*shown_l, *shown_r)}
    if not shown_l and not shown_r:
        state = MISSING
    elif any(remark.startswith("same as") for remark in remarks):
        state = EQUAL
    elif any(remark.startswith("like") for remark in remarks):
        state = SIMILAR
    elif not shown_l or not shown_r:
        state = MISSING
    else:
        state = DIFFERENT
    return Field(label, state, shown_l, shown_r)


def _beside_nearest(alias: Identity, other: Record) -> Value:
    text = show_identity(alias)
    plain = Value((Part(text),))
    if not other.identities:
        return plain
    # of equally near ones the first, which is the main one
    nearest = max(other.identities, key=lambda identity: sum(_nearness(alias, identity)))
    what = "main name" if nearest is other.main else "other name"
    near = show_identity(nearest)
    if text == near:
        return Value((Part(text),), f"same as the {what} across")
    if min(_nearness(alias, nearest)):
        return Value(mark(text, near)[0], f"like the {what} across")
    return plain


def _nearness(one: Identity, other: Identity) -> list[int]:
    """Of surname, forename and date of birth: 2 where equal, 1 where similar, otherwise 0."""
    states = [
        _state_of_names((one.surname or "").casefold(), (other.surname or "").casefold())[0],
        _state_of_names((one.forename or "").casefold(), (other.forename or "").casefold())[0],
        _state_of_dates(one.date_of_birth, other.date_of_birth)[0],
    ]
    return [{EQUAL: 2, SIMILAR: 1}.get(state, 0) for state in states]


def _field(label: str, state: str, left: str, right: str, remark: str = "") -> Field:
    if state == SIMILAR:
        parts_l, parts_r = mark(left, right)
    elif state == DIFFERENT:
        parts_l, parts_r = (Part(left, "changed"),), (Part(right, "changed"),)
    else:
        parts_l, parts_r = (Part(left),), (Part(right),)
    return Field(
        label,
        state,
        (Value(parts_l),) if left else (),
        (Value(parts_r),) if right else (),
        remark,
    )

"""Numbers and names as people read them."""

from __future__ import annotations

import math

SOURCES = {
    "mags_hocas": "Magistrates",
    "crown_xhibit": "Crown Court",
    "prison_nomis": "Prison",
    "probation_delius": "Probation",
    "familyman": "Family courts",
    "civil_caseman_pcol": "Civil courts",
    "prison_oasys": "Assessments",
    "all": "All sources",
}
FIELDS = {
    "forename1_std": "forename",
    "middle_names_std": "middle names",
    "surname_std": "surname",
    "dob_std": "date of birth",
    "sex_std": "sex",
    "pnc_std": "PNC number",
    "cro_std": "CRO number",
    "prison_number_std": "prison number",
    "crn_std": "probation number (CRN)",
    "ni_number_std": "national insurance number",
    "ethnic_group": "ethnic group",
    "record_date": "date of the record",
    "area_postcode_std": "postcode of the area",
    "postcodes_std": "any postcode",
    "aliases": "other names",
}


def source(code: str) -> str:
    """A source's name; a source of somebody's own goes by its code."""
    return SOURCES.get(code, str(code))


def plain(code: str) -> str:
    """A column or code as words: ``date_of_birth`` is ``date of birth``."""
    return FIELDS.get(code, str(code).replace("_", " "))


def sentence(text: str) -> str:
    """``text`` with a capital first letter."""
    return text[:1].upper() + text[1:]


def percent(share: float | None, digits: int | None = None) -> str:
    """A share as per cent, with as many digits as tell it from 0 and from 100."""
    if share is None or not math.isfinite(share):
        return "not known"
    value = 100 * share
    if digits is None:
        distance = round(min(abs(value), abs(100 - value)), 9)
        digits = 0 if distance >= 10 or distance == 0 else 1 if distance >= 1 else 2
        if 0 < distance < 0.01:
            digits = 3
    return f"{value:.{digits}f}\u00a0%"


def bits(weight: float, digits: int = 1) -> str:
    """A match weight with its sign."""
    return f"{weight:+.{digits}f}".replace("-", "−")


def at_most(value: float) -> str:
    """The least number of one digit that is not below ``value``; ``0.0000145`` is ``0.00002``."""
    if value <= 0:
        return "0"
    exponent = math.floor(math.log10(value))
    digit = math.ceil(round(value / 10.0**exponent, 9))
    return f"{digit * 10.0**exponent:.{max(0, -exponent)}f}".rstrip(".")


def count(number: float | None) -> str:
    """A whole number with commas."""
    if number is None or not math.isfinite(number):
        return "not known"
    return f"{round(number):,}"


def several(number: float, one: str, more: str | None = None) -> str:
    """``1 record``, ``2 records``."""
    return f"{count(number)} {one if round(number) == 1 else more or one + 's'}"


def wilson(wrong: float, of: float) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    z2 = 1.959963985**2 / of
    rate = wrong / of
    middle, half = rate + z2 / 2, math.sqrt(z2 * rate * (1 - rate) + z2 * z2 / 4)
    low, high = (middle - half) / (1 + z2), (middle + half) / (1 + z2)
    return max(low, 0.0), min(high, 1.0)

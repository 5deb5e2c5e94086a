"""Identifiers of the justice systems from integers, vectorised.

Formats: PNC ``YYYY/NNNNNNNL``, CRO ``NNNNNN/YYL`` or ``SFYY/NNNNNNL``, CRN letter + 6 digits,
prison number ``A1234BC`` (Core Person Record, MIT). The check letter of PNC and CRO is
``CHECK_LETTERS[int(YY + serial) mod 23]``. URN, ASN and Libra case number follow their public
shapes; the check letter of the ASN is inferred.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
_CHECK = np.array(list(CHECK_LETTERS), dtype=object)
_CRN_LETTERS = np.array(list("ABCDEFGHJKLMNPQRSTUVWXYZ"), dtype=object)
_PRISON_LETTERS = np.array(list("ACDEFGHJKLMNPQRTVWXYZ"), dtype=object)
_FORCE_UNITS = np.array(
    ["AA", "BB", "CD", "DA", "EF", "GH", "K1", "M2", "QA", "TD", "XX", "ZD"], dtype=object
)
_NI_PREFIXES = np.array([a + b for a in "QDFIUV" for b in "QDFIUV"], dtype=object)


def digits(values: np.ndarray, width: int) -> pa.Array:
    """Integers as text, padded with zeros on the left to ``width``."""
    text = pa.array(np.asarray(values, dtype=np.int64)).cast(pa.string())
    return pc.utf8_lpad(text, width=width, padding="0")


def join(*pieces: pa.Array | np.ndarray | str) -> np.ndarray:
    """Texts joined element by element (arrays of one length and plain strings); object array."""
    arrays = [p if isinstance(p, str) else pa.array(p, type=pa.string()) for p in pieces]
    joined = pc.binary_join_element_wise(*arrays, "")
    return joined.to_numpy(zero_copy_only=False)


def scramble(values: np.ndarray, modulus: int, multiplier: int) -> np.ndarray:
    """A one-to-one shuffle of 0..modulus-1 (the two without a common divisor).

    Each kind of identifier has its own multiplier, so that none can be told from another.
    """
    return (np.asarray(values, dtype=np.int64) * multiplier + 12_345) % modulus


def check_letter(two_digit_year: np.ndarray, serial: np.ndarray, width: int) -> np.ndarray:
    """Check letter of a PNC (width 7) or CRO (width 6) number."""
    number = np.asarray(two_digit_year, dtype=np.int64) * 10**width + np.asarray(serial)
    return _CHECK[number % 23]


def pnc(year: np.ndarray, person: np.ndarray) -> np.ndarray:
    """PNC numbers 'YYYY/NNNNNNNL', unique for up to ten million people."""
    serial = scramble(person, 10_000_000, 7_368_787)
    letter = check_letter(year % 100, serial, 7)
    return join(digits(year, 4), "/", digits(serial, 7), letter)


def cro(year: np.ndarray, person: np.ndarray, small_file: np.ndarray) -> np.ndarray:
    """CRO numbers: 'NNNNNN/YYL', or 'SFYY/NNNNNNL' where ``small_file``.

    The year is put back by up to four years so that people who share a serial never share a year;
    beyond five million people by 35 years more (years are 1992 to 2021: unique for ten million).
    """
    block = person // 1_000_000
    year = year - (year + block) % 5 - 35 * (block // 5 % 2)
    serial = scramble(person, 1_000_000, 314_159)
    letter = check_letter(year % 100, serial, 6)
    number, short = digits(serial, 6), digits(year % 100, 2)
    return np.where(
        small_file, join("SF", short, "/", number, letter), join(number, "/", short, letter)
    )


def crn(person: np.ndarray) -> np.ndarray:
    """nDelius case reference numbers: letter and six digits, unique for 24 million people."""
    number = scramble(person, 24_000_000, 15_485_863)
    return join(_CRN_LETTERS[number // 1_000_000], digits(number % 1_000_000, 6))


def prison_number(person: np.ndarray) -> np.ndarray:
    """NOMIS numbers 'A1234BC', unique for 92 million people."""
    n = len(_PRISON_LETTERS)
    number = scramble(person, 10_000 * n**3, 32_452_843)
    return join(
        _PRISON_LETTERS[number // 10_000 // n // n],
        digits(number % 10_000, 4),
        _PRISON_LETTERS[number // 10_000 // n % n],
        _PRISON_LETTERS[number // 10_000 % n],
    )


def ni_number(person: np.ndarray) -> np.ndarray:
    """National Insurance numbers of letters that are never issued; unique for 144 million people.

    The first four million begin with 'QQ'.
    """
    number = scramble(person, 4_000_000, 2_750_159)
    suffix = np.array(list("ABCD"), dtype=object)[number // 1_000_000]
    prefix = _NI_PREFIXES[np.asarray(person, dtype=np.int64) // 4_000_000 % len(_NI_PREFIXES)]
    return join(prefix, digits(number % 1_000_000, 6), suffix)


def urn(force: np.ndarray, year: np.ndarray, case: np.ndarray) -> np.ndarray:
    """Police/CPS unique reference numbers 'FFUUNNNNNYY': force, unit, serial, year."""
    number = scramble(case, 1_200_000, 611_953)
    return join(
        np.asarray(force, dtype=object),
        _FORCE_UNITS[number // 100_000],
        digits(number % 100_000, 5),
        digits(year % 100, 2),
    )


def asn(force: np.ndarray, year: np.ndarray, arrest: np.ndarray) -> np.ndarray:
    """Arrest-summons numbers, 20 characters: YY, force, '00', unit, 11 digits, check letter."""
    unit = _FORCE_UNITS[np.asarray(arrest) % len(_FORCE_UNITS)]
    letter = check_letter(year % 100, np.asarray(arrest), 11)
    return join(
        digits(year % 100, 2),
        np.asarray(force, dtype=object),
        "00",
        unit,
        digits(arrest, 11),
        letter,
    )


def case_number(year: np.ndarray, case: np.ndarray) -> np.ndarray:
    """Libra case numbers: two digits of the year and eight of a serial.

    Ids of a part use the first few of a long range (``Part.ids``); where the serial begins again,
    after 100 million ids, it is put into the unused rest.
    """
    case = np.asarray(case, dtype=np.int64)
    case = case + case // 100_000_000 * 100_000
    return join(digits(year % 100, 2), digits(scramble(case, 100_000_000, 49_979_687), 8))

"""Who stands before the Crown Court: defendants on cases, as arrays, and where they came from.

Beside the people of ``Lives`` there are companies, and cases of types that statistics leave out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic.arrays import pick_key, ranks, to_days
from synthetic.lives import Lives
from synthetic.part import Part
from synthetic.xhibit_values import rows_of, taken

LIVES, OTHER_TYPE, COMPANY = 0, 1, 2


@dataclass(frozen=True)
class Records:
    """Defendants on cases as arrays, one element each; the first ones are ``Lives.crown_cases``.

    ``crown``: row of ``crown_cases``; ``row``: row of the main appearance; ``has_source``: the
    case came from a magistrates' court; ``kind``: of Lives, another type of case, or a company;
    ``case``: 0-based place of the case; ``case_first``: for each case, its first record.
    Days count from 1970-01-01.
    """

    crown: np.ndarray
    row: np.ndarray
    at: np.ndarray
    has_source: np.ndarray
    kind: np.ndarray
    case: np.ndarray
    case_first: np.ndarray
    case_type: np.ndarray
    number: np.ndarray
    receipt: np.ndarray
    first_hearing: np.ndarray
    final_hearing: np.ndarray
    case_id: np.ndarray
    record_id: np.ndarray

    def __len__(self) -> int:
        """Number of defendants on cases."""
        return len(self.crown)


def records(part: Part, lives: Lives) -> Records:
    """Every defendant on a case of this part."""
    rng = part.rng("xhibit records")
    cases = lives.crown_cases
    n = len(cases)
    other = np.flatnonzero(rng.random(n) < part.setting("xhibit.other_types"))
    company = np.flatnonzero(rng.random(n) < part.setting("xhibit.companies"))
    crown = np.concatenate([np.arange(n), other, company])
    kind = np.repeat([LIVES, OTHER_TYPE, COMPANY], [n, len(other), len(company)])
    # A company stands beside a person on the case; a case of another type is one of its own.
    key = cases["crown_case_id"].to_numpy()[crown] * 2
    key[kind == OTHER_TYPE] = 2 * cases["crown_id"].to_numpy()[other] + 1
    _, first, case = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(case, kind="stable")
    start = np.searchsorted(case[order], np.arange(len(first)))
    number = np.empty(len(crown), dtype=np.int64)
    number[order] = np.arange(len(crown)) - start[case[order]] + 1

    case_type = taken(cases["case_type"], crown)
    case_type[kind == OTHER_TYPE] = pick_key(
        rng, part.setting("xhibit.other_type_shares"), len(other)
    )
    case_type = case_type[first[case]]
    before = np.where(kind == OTHER_TYPE, 20, 0)
    main = cases["main_row"].to_numpy()[crown]
    row = cases["row"].to_numpy()[crown]
    days = {
        name: to_days(cases[name])[crown] - before
        for name in ("receipt_date", "first_hearing_date", "final_hearing_date")
    }
    return Records(
        crown=crown,
        row=row,
        at=cases["at"].to_numpy()[crown],
        has_source=(main >= 0) & (kind != OTHER_TYPE),
        kind=kind,
        case=case,
        case_first=first,
        case_type=case_type,
        number=number,
        receipt=days["receipt_date"],
        first_hearing=days["first_hearing_date"],
        final_hearing=np.where(
            kind == OTHER_TYPE, days["first_hearing_date"], days["final_hearing_date"]
        ),
        case_id=part.ids(len(first))[ranks(days["receipt_date"][first])],
        record_id=part.ids(len(crown))[ranks(days["receipt_date"])],
    )


def sources(lives: Lives) -> tuple[np.ndarray, np.ndarray]:
    """Of each row of ``Lives.crown_sources``: row of ``crown_cases`` and row of ``appearances``."""
    sources = lives.crown_sources
    return (
        rows_of(lives.crown_cases["crown_id"].to_numpy(), sources["crown_id"].to_numpy()),
        rows_of(lives.appearances["appearance_id"].to_numpy(), sources["appearance_id"].to_numpy()),
    )

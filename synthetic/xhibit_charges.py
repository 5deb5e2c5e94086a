"""Charges of XHIBIT: the offences that each defendant on a case is tried or sentenced for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from synthetic.arrays import counts_to_rows, ranks, to_days
from synthetic.lives import Lives
from synthetic.part import Part
from synthetic.xhibit_records import Records, sources
from synthetic.xhibit_values import chosen, stamp, taken


@dataclass(frozen=True)
class Counts:
    """Counts of the indictments, one element a defendant on an offence, sorted by record.

    ``record``: place of the record; ``offence``: row of ``Lives.offences``; ``number``: 1 for the
    record's principal count.
    """

    record: np.ndarray
    offence: np.ndarray
    number: np.ndarray
    id: np.ndarray

    def __len__(self) -> int:
        """Number of counts against defendants."""
        return len(self.record)


def counts(part: Part, lives: Lives, found: Records) -> Counts:
    """The offences of the appearances behind each Crown record of Lives.

    Halves of a split case share the principal offence and deal the others out between them. A
    case without a magistrates' case, and an appeal, has the principal offence alone.
    """
    heard = lives.appearances
    record, row = sources(lives)
    is_main = lives.crown_sources["is_main"].to_numpy()
    alone = np.flatnonzero(~found.has_source[: len(lives.crown_cases)])
    row = np.concatenate([row, found.row[alone]])
    record = np.concatenate([record, alone])
    is_main = np.concatenate([is_main, np.ones(len(alone), dtype=bool)])
    order = np.lexsort((row, ~is_main, record))
    row, record = row[order], record[order]

    # Which of the records that share an appearance this one is, and of how many.
    by_row = np.argsort(row, kind="stable")
    start = np.searchsorted(row[by_row], np.arange(len(heard)))
    share = np.empty(len(row), dtype=np.int64)
    share[by_row] = np.arange(len(row)) - start[row[by_row]]
    sharers = np.bincount(row, minlength=len(heard))

    offence_row = lives.offences["row"].to_numpy()
    n_offences = np.bincount(offence_row, minlength=len(heard))
    first_offence = np.cumsum(n_offences) - n_offences
    parent, place = counts_to_rows(n_offences[row])
    single = (found.case_type[record] == "A") | ~found.has_source[record]
    kept = (place == 0) | (~single[parent] & (place % sharers[row[parent]] == share[parent]))
    parent, place = parent[kept], place[kept]
    of_record = record[parent]
    start = np.searchsorted(of_record, of_record, side="left")
    return Counts(
        record=of_record,
        offence=first_offence[row[parent]] + place,
        number=np.arange(len(of_record)) - start + 1,
        id=part.ids(len(of_record))[ranks(found.record_id[of_record])],
    )


def charge_tables(
    part: Part, lives: Lives, found: Records, counted: Counts
) -> dict[str, pd.DataFrame]:
    """One charge a case, its offences, and who is charged with them."""
    rng = part.rng("xhibit charges")
    case, charge = np.unique(found.case[counted.record], return_inverse=True)
    case_type = found.case_type[found.case_first[case]]
    charge_id = part.ids(len(case))[ranks(found.case_id[case])]
    listed = lives.offences
    column = {
        name: taken(listed[name], counted.offence)
        for name in ("offence_code", "ho_class", "ho_sub_class", "description")
    }
    offended = to_days(listed["offence_date"])[counted.offence]
    appeal = found.case_type[counted.record] == "A"
    against = np.array(["C", "S", "B"], dtype=object)[rng.integers(0, 3, len(counted))]
    return {
        "xhb_charge": pd.DataFrame(
            {
                "charge_id": charge_id,
                "charge_type": chosen(case_type == "T", "I", case_type),
                "crest_charge_seq_no": 1,
                "case_id": found.case_id[case],
                "ind_signed_date": stamp(
                    found.receipt[found.case_first[case]] + 14, case_type != "T"
                ),
                "ref_system_code": chosen(
                    case_type == "T", "01", chosen(case_type == "S", "02", "03")
                ),
            }
        ),
        "xhb_offence": pd.DataFrame(
            {
                "offence_id": counted.id,
                "charge_id": charge_id[charge],
                "offence_code": column["offence_code"],
                "crest_offence_seq_no": counted.number,
                "crest_offence_freetext": pc.utf8_upper(
                    pa.array(column["description"], pa.string())
                ).to_numpy(zero_copy_only=False),
                "multiple": chosen(rng.random(len(counted)) < 0.02, "Y", "N"),
                "crest_hoo_class_freetext": column["ho_class"],
                "crest_hoo_subclass_freetext": column["ho_sub_class"],
            }
        ),
        "xhb_defendant_on_offence": pd.DataFrame(
            {
                "defendant_on_offence_id": counted.id,
                "defendant_on_case_id": found.record_id[counted.record],
                "offence_id": counted.id,
                "is_stayed": "N",
                "crn_id": None,
                "appeal_against_type": chosen(appeal, against, None),
                "vco_date": stamp(offended),
            }
        ),
    }

"""Probation records as nDelius holds them: offenders, events, sentences and their parts.

Who is there: people with a sentence that probation supervises (community and suspended sentences,
custody with a licence or supervision after release) and some whom it only reported on. A few per
cent of them have two offender records. Names and identifiers of the person records are in
``delius_people.py``, events in ``delius_events.py``. What hangs on an event is in
``delius_areas.py``, ``delius_offences.py``, ``delius_disposals.py``, ``delius_custody.py``,
``delius_requirements.py``, ``delius_court.py``, ``delius_proposed.py`` and ``delius_scores.py``.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from synthetic import (
    delius_areas,
    delius_court,
    delius_custody,
    delius_disposals,
    delius_events,
    delius_offences,
    delius_people,
    delius_requirements,
    delius_scores,
)
from synthetic import delius_codes as codes
from synthetic.arrays import day
from synthetic.lives import Lives
from synthetic.part import Part

SCHEMA = codes.SCHEMA
PERSON_TABLES = codes.PERSON_TABLES
LINKAGE_TABLES = ("event",)


def tables(part: Part, lives: Lives) -> dict[str, pd.DataFrame]:
    """Source-shaped tables of one part; the person tables alone under ``part.only_people``."""
    frame = delius_events.events(part, lives)
    offenders = delius_people.offenders(part, frame)
    made = delius_people.tables(part, lives, offenders)
    if not part.only_people:
        made |= _event_tables(part, lives, frame)
    elif part.for_linkage:
        made |= _events(part, lives, frame)
    shaped = {name: _shape(part, name, table) for name, table in made.items()}
    # Not in the schema and so in no extract: for ``truth`` alone.
    shaped["offender"]["true_person_id"] = offenders["person_id"].to_numpy()
    return shaped


def truth(part: Part, lives: Lives, made: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The true person of every offender record of ``made``, which carries it beside its columns."""
    key = made["offender"]["offender_id"].to_numpy(dtype=np.int64)
    return {
        "person": pd.DataFrame(
            {
                "source_dataset": np.full(len(key), "probation_delius", dtype=object),
                "record_key": pa.array(key).cast(pa.string()).to_numpy(zero_copy_only=False),
                "true_person_id": made["offender"]["true_person_id"].to_numpy(),
            }
        )
    }


def _shape(part: Part, name: str, table: pd.DataFrame) -> pd.DataFrame:
    """The table's columns in order, with those rows that staff deleted marked."""
    if "soft_deleted" not in table:
        share = part.setting("delius.soft_deleted")
        table["soft_deleted"] = (
            part.rng(f"delius deleted.{name}").random(len(table)) < share
        ).astype(np.int64)
    return table[SCHEMA[name].names].copy()


def _events(part: Part, lives: Lives, frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The events alone, as ``_event_tables`` has them."""
    stays = delius_custody.spells(lives, frame)
    delius_disposals.add_disposals(part, lives, frame, stays)
    freed = delius_custody.releases(part, stays)
    custody = delius_custody.standing(frame, stays, day(part.setting("delius.extract_day")))
    return {"event": delius_events.event_table(part, lives, frame, freed, custody)}


def _event_tables(part: Part, lives: Lives, frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    extract = day(part.setting("delius.extract_day"))
    stays = delius_custody.spells(lives, frame)
    delius_disposals.add_disposals(part, lives, frame, stays)
    freed = delius_custody.releases(part, stays)
    needed = delius_requirements.requirements(part, frame)
    custody = delius_custody.standing(frame, stays, extract)
    made = {
        "event": delius_events.event_table(part, lives, frame, freed, custody),
        "order_manager": delius_areas.order_manager_table(part, lives, frame),
        "main_offence": delius_offences.main_offence_table(part, lives, frame),
        "additional_offence": delius_offences.additional_offence_table(part, lives, frame),
        "disposal": delius_disposals.disposal_table(part, frame, needed),
        "rqmnt": delius_requirements.rqmnt_table(frame, needed),
        "custody": delius_custody.custody_table(part, lives, frame, custody, stays),
        "release": delius_custody.release_table(part, lives, frame, freed),
        "recall": delius_custody.recall_table(freed),
        "lic_condition": delius_requirements.lic_condition_table(part, freed),
        "pss_rqmnt": delius_requirements.pss_rqmnt_table(part, custody),
        "ogrs_assessment": delius_scores.ogrs_assessment_table(part, lives, frame),
    }
    return made | delius_court.court_tables(part, lives, frame)

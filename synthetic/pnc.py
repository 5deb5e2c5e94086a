"""The Police National Computer at the end of 2017: offenders, names, offences, disposals.

Who is there: people of the criminal courts with a conviction or a caution by then, and others who
were only ever cautioned (``pnc_events.py``). Offences and disposals are those of ``Lives``, so that
a record agrees with what courts and prisons hold of the same person. Column names are inferred;
dates are ISO text. Codes are those of the seeds under ``seeds/reference/pnc``.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from synthetic import dirt, pnc_disposals, pnc_events
from synthetic.arrays import date_text, ranks, text, to_days
from synthetic.lives import Lives
from synthetic.part import Part
from synthetic.schemas import empty_tables, in_shape, schemas
from synthetic.school_only import Population, populations

_COLUMNS = {
    "offenders": """offender_id:int pnc_number cro_number sex birth_date ethnic_appearance
        nationality owning_force postcode first_record_date last_record_date""",
    "names": """offender_id:int name_no:int name_type forename1 forename2 forename3 surname
        birth_date""",
    "offences": """offence_id:int offender_id:int record_no:int offence_no:int record_type
        offence_code offence_date record_date plea country""",
    "disposals": """offence_id:int disposal_no:int disposal_code duration:int duration_unit
        fine_amount:float""",
}
SCHEMA = schemas(_COLUMNS)
KEYS = {
    "offenders": ["offender_id"],
    "names": ["offender_id", "name_no"],
    "offences": ["offence_id"],
    "disposals": ["offence_id", "disposal_no"],
}
# The share's people are linked apart from those of the justice systems.
PERSON_TABLES = ()
LINKAGE_TABLES = ()
# What officers see, for the broad ethnic group that a person states.
_APPEARANCE = {"W": "1", "B": "3", "A": "4", "M": "3", "O": "6"}


def tables(part: Part, lives: Lives) -> dict[str, pd.DataFrame]:
    """Source-shaped tables of one part; none under ``part.only_people``."""
    if part.only_people:
        return empty_tables(SCHEMA)
    found = [_of_population(people) for people in populations(part, lives)]
    made = {
        name: pd.concat([frames[name] for frames in found], ignore_index=True) for name in SCHEMA
    }
    # Numbers rise with time over all populations: neighbours in an extract are strangers.
    offenders, offences = made["offenders"], made["offences"]
    offenders["offender_id"] = part.ids(len(offenders))[ranks(offenders["first_record_date"])]
    number = offenders.set_index("identity")["offender_id"]
    for name in ("names", "offences"):
        made[name]["offender_id"] = number.reindex(made[name]["identity"]).to_numpy()
    offences["offence_id"] = part.ids(len(offences))[ranks(offences["record_date"])]
    key = offences.set_index("offence_key")["offence_id"]
    made["disposals"]["offence_id"] = key.reindex(made["disposals"]["offence_key"]).to_numpy()
    return in_shape(made, SCHEMA, KEYS)


def truth(part: Part, lives: Lives, made: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The true person of every offender of ``made``."""
    if part.only_people:
        return {}
    offenders = made["offenders"]
    key = pa.array(offenders["offender_id"], pa.int64()).cast(pa.string())
    return {
        "education": pd.DataFrame(
            {
                "source_dataset": np.full(len(offenders), "pnc", dtype=object),
                "record_key": key.to_numpy(zero_copy_only=False),
                "true_person_id": offenders["true_person_id"].to_numpy(),
            }
        )
    }


def _of_population(people: Population) -> dict[str, pd.DataFrame]:
    """Tables of one population; ``identity`` and ``offence_key`` stand for the ids to come."""
    events = pnc_events.events(people)
    offences = pnc_events.offences(people, events)
    offenders = _offenders(people, events)
    label = people.name + " "
    offences["offence_key"] = label + np.arange(len(offences)).astype(str).astype(object)
    disposals = pnc_disposals.disposals(people, offences)
    made = {
        "offenders": offenders,
        "names": _names(people, offenders),
        "offences": offences,
        "disposals": disposals,
    }
    for frame in (offenders, made["names"], offences):
        frame["identity"] = label + frame["identity"].astype(str)
    return made


def _offenders(people: Population, events: pd.DataFrame) -> pd.DataFrame:
    """One row an identity, as written down at its last event."""
    part, lives = people.part, people.lives
    grouped = events.groupby("identity", sort=True)["on"]
    first, last = grouped.min(), grouped.max()
    identity = first.index.to_numpy()
    at = identity // 2
    rng = part.rng("pnc offenders")
    who = part.person_ids()[at] if part.size else at
    written = dirt.recorded(part, lives, "pnc", who, last.to_numpy())
    code = text(lives.persons["ethnicity"])[at]
    seen = np.array([_APPEARANCE.get(c[0], "0") if c else "0" for c in code], dtype=object)
    seen[code == "A4"] = "5"
    seen[rng.random(len(at)) < part.setting("pnc.appearance_missing")] = "0"
    sex = np.where(written["sex"] == "NS", "U", written["sex"]).astype(object)
    return pd.DataFrame(
        {
            "identity": identity,
            "at": at,
            "true_person_id": who,
            "pnc_number": text(lives.persons["pnc"])[at],
            "cro_number": text(written["cro"]),
            "sex": sex,
            "birth_date": text(written["birth_date"]),
            "ethnic_appearance": seen,
            "nationality": text(lives.persons["nationality"])[at],
            "owning_force": events.groupby("identity", sort=True)["force"].first().to_numpy(),
            "postcode": text(written["postcode"]),
            "first_record_date": first.to_numpy(),
            "last_record_date": last.to_numpy(),
            "name_no": written["name_no"].to_numpy(),
            **{c: text(written[c]) for c in ("forename1", "forename2", "forename3", "surname")},
        }
    )


def _names(people: Population, offenders: pd.DataFrame) -> pd.DataFrame:
    """The name of the record (number 1), then the other names that the police know."""
    part, lives = people.part, people.lives
    rng = part.rng("pnc names")
    columns = ["forename1", "forename2", "forename3", "surname", "birth_date"]
    main = offenders[["identity", *columns]].assign(name_type="M", order=0)
    known = lives.names
    named = offenders[["identity", "at", "name_no", "last_record_date"]].merge(
        known[["at", "name_no", "forename1", "forename2", "forename3", "surname"]].assign(
            birth_day=to_days(known["birth_date"]), since=to_days(known["from_date"])
        ),
        on="at",
        suffixes=("_used", ""),
    )
    listed = rng.random(len(named)) < part.setting("pnc.alias_listed")
    other = named["name_no"] != named["name_no_used"]
    named = named[other & (named["since"] <= named["last_record_date"]) & listed]
    aliases = named[["identity", *columns[:4]]].assign(
        birth_date=date_text(named["birth_day"].to_numpy()),
        name_type="A",
        order=named["name_no"].to_numpy() + 1,
    )
    for column in columns[:4]:
        upper = pd.Series(text(aliases[column]), dtype=object, index=aliases.index).str.upper()
        aliases[column] = upper
    found = pd.concat([main, aliases], ignore_index=True)
    found = found.sort_values(["identity", "order"], kind="stable", ignore_index=True)
    found["name_no"] = found.groupby("identity").cumcount() + 1
    return found

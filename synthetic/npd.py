"""The National Pupil Database: pupils, school census, attainment, absence, exclusions.

Who is there: everybody of school age since 2002 who went to a state school in England, whether a
criminal, family or civil court knows them or none does (``school_only.populations``). What happens
at school follows in ``npd_schools.py`` (years at school) and ``npd_outcomes.py``. Column names are
inferred but for those of exclusions; dates are ISO text; a school year is named by the year in
which it ends. Codes are those of the seeds under ``seeds/reference/npd``.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from synthetic import dirt, names, npd_outcomes, npd_schools
from synthetic.arrays import ranks, text
from synthetic.lives import Lives
from synthetic.part import Part
from synthetic.schemas import empty_tables, in_shape, schemas
from synthetic.school_only import Population, populations

_COLUMNS = {
    "pupils": """pupil_id:int forename middle_names surname former_surname birth_date gender
        ethnic_group language_group""",
    "census": """pupil_id:int school_year:int nc_year:int laestab postcode fsm_eligible
        sen_provision""",
    "attainment": """pupil_id:int key_stage school_year:int english_level maths_level
        english_score:int maths_score:int gcse_entries:int gcse_passes_a_to_c:int
        english_and_maths_a_to_c points_best_eight:int""",
    "absence": """pupil_id:int school_year:int term sessions_possible:int sessions_authorised:int
        sessions_unauthorised:int""",
    "exclusions": """pupil_id:int exclusion_no:int category reason startdate sessions:int
        ncyear:int""",
}
SCHEMA = schemas(_COLUMNS)
KEYS = {
    "pupils": ["pupil_id"],
    "census": ["pupil_id", "school_year"],
    "attainment": ["pupil_id", "key_stage"],
    "absence": ["pupil_id", "school_year", "term"],
    "exclusions": ["pupil_id", "exclusion_no"],
}
# The share's people are linked apart from those of the justice systems.
PERSON_TABLES = ()
LINKAGE_TABLES = ()
# Ethnic groups of the school census, for those that the justice systems write.
_ETHNIC = {
    "W1": "WBRI",
    "W2": "WIRI",
    "W3": "WIRT",
    "W9": "WOTH",
    "M1": "MWBC",
    "M2": "MWBA",
    "M3": "MWAS",
    "M9": "MOTH",
    "A1": "AIND",
    "A2": "APKN",
    "A3": "ABAN",
    "A4": "CHNE",
    "A9": "AOTH",
    "B1": "BCRB",
    "B2": "BAFR",
    "B9": "BOTH",
    "O1": "OOTH",
    "O2": "OOTH",
    "O9": "OOTH",
    "NS": "REFU",
}


def tables(part: Part, lives: Lives) -> dict[str, pd.DataFrame]:
    """Source-shaped tables of one part; none under ``part.only_people``."""
    if part.only_people:
        return empty_tables(SCHEMA)
    found = [_of_population(people) for people in populations(part, lives)]
    made = {
        name: pd.concat([frames[name] for frames in found], ignore_index=True) for name in SCHEMA
    }
    # Numbers rise with the first school year over all populations.
    pupils = made["pupils"]
    pupils["pupil_id"] = part.ids(len(pupils))[ranks(pupils["first_year"])]
    number = pupils.set_index("identity")["pupil_id"]
    for name in set(SCHEMA) - {"pupils"}:
        made[name]["pupil_id"] = number.reindex(made[name]["identity"]).to_numpy()
    return in_shape(made, SCHEMA, KEYS)


def truth(part: Part, lives: Lives, made: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The true person of every pupil of ``made``."""
    if part.only_people:
        return {}
    pupils = made["pupils"]
    key = pa.array(pupils["pupil_id"], pa.int64()).cast(pa.string())
    return {
        "education": pd.DataFrame(
            {
                "source_dataset": np.full(len(pupils), "npd", dtype=object),
                "record_key": key.to_numpy(zero_copy_only=False),
                "true_person_id": pupils["true_person_id"].to_numpy(),
            }
        )
    }


def _of_population(people: Population) -> dict[str, pd.DataFrame]:
    """Tables of one population; ``identity`` stands for the pupil's number to come."""
    census = npd_schools.census(people)
    made = {
        "pupils": _pupils(people, census),
        "census": census,
        "attainment": npd_outcomes.attainment(people, census),
        "absence": npd_outcomes.absence(people, census),
        "exclusions": npd_outcomes.exclusions(people, census),
    }
    for frame in made.values():
        frame["identity"] = people.name + " " + frame["identity"].astype(str)
    return made


def _pupils(people: Population, census: pd.DataFrame) -> pd.DataFrame:
    """One row an identity, as the school last wrote it down."""
    part, lives = people.part, people.lives
    grouped = census.groupby("identity", sort=True)
    identity = grouped["school_year"].min().index.to_numpy()
    at = identity // 2
    last = npd_schools.census_day(grouped["school_year"].max().to_numpy())
    who = part.person_ids()[at] if part.size else at
    written = dirt.recorded(part, lives, "npd", who, last)
    rng = part.rng("npd pupils")
    surname, former = _surnames(people, rng, at, text(written["surname"]))
    pairs = zip(text(written["forename2"]), text(written["forename3"]), strict=True)
    middle_names = [" ".join(filter(None, pair)) or None for pair in pairs]
    nation = text(lives.persons["nationality"])[at]
    speaks = np.where(nation == "BRIT", rng.random(len(at)) < 0.93, rng.random(len(at)) < 0.30)
    origin = text(lives.persons["origin"])[at]
    english = np.where(
        np.isin(origin, ["english", "irish", "caribbean", "traveller"]), True, speaks
    )
    sex = text(written["sex"])
    sex[sex == "NS"] = None
    ethnic = [_ETHNIC.get(code, "NOBT") for code in text(lives.persons["ethnicity"])[at].tolist()]
    return pd.DataFrame(
        {
            "identity": identity,
            "true_person_id": who,
            "first_year": grouped["school_year"].min().to_numpy(),
            "forename": text(written["forename1"]),
            "middle_names": np.array(middle_names, dtype=object),
            "surname": surname,
            "former_surname": former,
            "birth_date": text(written["birth_date"]),
            "gender": sex,
            "ethnic_group": np.array(ethnic, dtype=object),
            "language_group": np.where(english, "1_ENG", "2_OTH").astype(object),
        }
    )


def _surnames(
    people: Population, rng: np.random.Generator, at: np.ndarray, surname: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Surnames at school, which are others for some, and the former ones that are known."""
    part = people.part
    differs = rng.random(part.size) < part.setting("npd.other_surname")
    origin = people.lives.persons["origin_no"].to_numpy()
    other = names.draw_surname(rng, list(part.setting("origins")), origin)
    kept = rng.random(part.size) < part.setting("npd.former_surname_kept")
    former = np.where((differs & kept)[at], surname, None)
    return np.where(differs[at], other[at], surname), former

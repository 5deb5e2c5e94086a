"""Possession Claim Online: claims for rented and mortgaged homes, entered by the claimant.

Its tables are publicly listed, its columns are not: these are inferred. Claims, parties and what
becomes of them are made as CaseMan's are (``caseman_claims.py`` and its neighbours), with the rates
of rates/pcol.yml; codes: seeds/reference/pcol/pcol_codes.csv. No claim is in both systems. Dates
are ISO text, amounts pounds.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic.arrays import pick_key, ranks
from synthetic.caseman_claims import Claims, claims
from synthetic.caseman_course import Course, course
from synthetic.caseman_parties import claim_number, party_rows
from synthetic.civil_tables import court_text, dates, mapped, ordered, true_people
from synthetic.lives import Lives
from synthetic.part import Part
from synthetic.schemas import first_columns, in_shape, schemas

_COLUMNS = {
    "claim": """claim_id:int claim_number court_code claim_type total_arrears:float
        court_fee:float solicitor_costs:float issue_date""",
    "party": """party_id:int party_type title first_name middle_names last_name organisation_name
        date_of_birth""",
    "claim_party": """claim_party_id:int claim_id:int party_id:int party_role party_number:int
        represented""",
    "claim_party_contact_details": """contact_details_id:int claim_party_id:int address_line_1
        address_line_2 postcode""",
    "claim_event": "claim_event_id:int claim_id:int event_code event_date",
    "defence": "defence_id:int claim_id:int defence_type received_date",
    "hearing": "hearing_id:int claim_id:int hearing_type hearing_date court_code",
    "judgement": """judgement_id:int claim_id:int judgement_type judgement_date
        arrears_amount:float costs_amount:float instalment_amount:float""",
    "warrant": "warrant_id:int claim_id:int issue_date warrant_amount:float warrant_fee:float",
    "warrant_return": "warrant_return_id:int warrant_id:int return_code return_date",
}
SCHEMA = schemas(_COLUMNS)
KEYS = first_columns(SCHEMA)
PERSON_TABLES = ("claim", "party", "claim_party", "claim_party_contact_details")
LINKAGE_TABLES = ()
# The system's codes of what caseman_claims and caseman_course name in words.
CLAIM_TYPES = {
    "social_landlord_possession": "RENTED_SOCIAL",
    "private_landlord_possession": "RENTED_PRIVATE",
    "mortgage_possession": "MORTGAGE",
}
PARTY_TYPES = {"person": "INDIVIDUAL", "company": "COMPANY", "council": "COUNCIL"}
PARTY_ROLES = {"claimant": "CLAIMANT", "defendant": "DEFENDANT"}
EVENTS = {
    "claim_issued": "ISSUED",
    "claim_served": "SERVED",
    "defence": "DEFENCE_RECEIVED",
    "judgment_entered": "ORDER_MADE",
    "warrant_issued": "WARRANT_ISSUED",
    "dismissed": "DISMISSED",
    "discontinued": "WITHDRAWN",
}
DEFENCES = {"full": "FULL", "arrears_disputed": "ARREARS", "disrepair": "DISREPAIR"}
HEARINGS = {"possession": "POSSESSION", "application": "APPLICATION"}
JUDGEMENTS = {"possession_outright": "OUTRIGHT", "possession_suspended": "SUSPENDED"}
RETURNS = {"possession_given": "EVICTED", "suspended": "SUSPENDED", "withdrawn": "WITHDRAWN"}


def tables(part: Part, lives: Lives) -> dict[str, pd.DataFrame]:
    """All PCOL tables of this part; the person tables alone under ``part.only_people``."""
    found = claims(part, lives, "pcol")
    parties = party_rows(part, "pcol", found)
    on = found.cases["on"].to_numpy().astype(np.int64)
    claim_id = part.ids(len(on))[ranks(on)]
    made = _parties(found, parties, claim_id, on)
    if not part.only_people:
        made |= _course(part, found, course(part, "pcol", found.cases), claim_id)
    return in_shape(made, SCHEMA, KEYS)


def _parties(
    found: Claims, parties: pd.DataFrame, claim_id: np.ndarray, on: np.ndarray
) -> dict[str, pd.DataFrame]:
    cases = found.cases
    return {
        "claim": pd.DataFrame(
            {
                "claim_id": claim_id,
                "claim_number": claim_number(on, claim_id, 15_485_863),
                "court_code": court_text(cases["court"]),
                "claim_type": mapped(cases["kind"], CLAIM_TYPES),
                "total_arrears": cases["amount"],
                "court_fee": cases["fee"].astype(float),
                "solicitor_costs": cases["costs"].astype(float),
                "issue_date": dates(on),
            }
        ),
        "party": pd.DataFrame(
            {
                "party_id": parties["id"],
                "party_type": mapped(parties["kind"], PARTY_TYPES),
                "title": parties["title"],
                "first_name": parties["forename1"],
                "middle_names": parties["others"],
                "last_name": parties["surname"],
                "organisation_name": parties["name"],
                "date_of_birth": parties["birth_date"],
            }
        ),
        "claim_party": pd.DataFrame(
            {
                "claim_party_id": parties["id"],
                "claim_id": claim_id[parties["case"].to_numpy()],
                "party_id": parties["id"],
                "party_role": mapped(parties["role"], PARTY_ROLES),
                "party_number": parties["number"],
                "represented": parties["represented"],
                "true_person_id": parties["true_person_id"],
            }
        ),
        "claim_party_contact_details": pd.DataFrame(
            {
                "contact_details_id": parties["id"],
                "claim_party_id": parties["id"],
                "address_line_1": parties["line1"],
                "address_line_2": parties["line2"],
                "postcode": parties["postcode"],
            }
        ),
    }


def _course(
    part: Part, found: Claims, steps: Course, claim_id: np.ndarray
) -> dict[str, pd.DataFrame]:
    rng = part.rng("pcol course codes")
    events, hearings = steps.events, steps.hearings
    judgments, warrants = steps.judgments, steps.warrants
    claim = {name: claim_id[table["case"].to_numpy()] for name, table in vars(steps).items()}
    defended = (events["event"] == "defence").to_numpy()
    types = pick_key(rng, part.setting("pcol.defence_types"), int(defended.sum()))
    warrant_table = ordered(
        part,
        "warrant_id",
        warrants["day"],
        {
            "claim_id": claim["warrants"],
            "issue_date": dates(warrants["day"]),
            "warrant_amount": warrants["amount"],
            "warrant_fee": warrants["fee"],
            "result": warrants["result"],
            "result_day": warrants["result_day"],
        },
    )
    returned = warrant_table[warrant_table["result"].notna()]
    court = court_text(found.cases["court"])
    return {
        "claim_event": ordered(
            part,
            "claim_event_id",
            events["day"],
            {
                "claim_id": claim["events"],
                "event_code": mapped(events["event"], EVENTS),
                "event_date": dates(events["day"]),
            },
        ),
        "defence": ordered(
            part,
            "defence_id",
            events["day"][defended],
            {
                "claim_id": claim["events"][defended],
                "defence_type": mapped(types, DEFENCES),
                "received_date": dates(events["day"][defended]),
            },
        ),
        "hearing": ordered(
            part,
            "hearing_id",
            hearings["day"],
            {
                "claim_id": claim["hearings"],
                "hearing_type": mapped(hearings["kind"], HEARINGS),
                "hearing_date": dates(hearings["day"]),
                "court_code": court[hearings["case"].to_numpy()],
            },
        ),
        "judgement": ordered(
            part,
            "judgement_id",
            judgments["day"],
            {
                "claim_id": claim["judgments"],
                "judgement_type": mapped(judgments["kind"], JUDGEMENTS),
                "judgement_date": dates(judgments["day"]),
                "arrears_amount": judgments["amount"],
                "costs_amount": judgments["costs"],
                "instalment_amount": judgments["instalment"],
            },
        ),
        "warrant": warrant_table,
        "warrant_return": ordered(
            part,
            "warrant_return_id",
            returned["result_day"],
            {
                "warrant_id": returned["warrant_id"].to_numpy(),
                "return_code": mapped(returned["result"], RETURNS),
                "return_date": dates(returned["result_day"]),
            },
        ),
    }


def truth(part: Part, lives: Lives, made: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Who each party on a claim is; organisations are nobody."""
    parties = made["claim_party"]
    return {"person": true_people("pcol", parties["claim_party_id"], parties)}

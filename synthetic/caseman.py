"""Civil courts as CaseMan holds them: cases, parties, events, judgments, warrants, hearings.

CaseMan's tables are publicly listed, its columns are not: these are inferred. The person record is
a party on a case: a party is entered anew for every case, unless it is one of the organisations
that sue so often that they have a number of their own. Rates: ``civil``, ``caseman`` and
``dirt.caseman`` in rates/caseman.yml; codes: seeds/reference/caseman/caseman_codes.csv. Dates are
ISO text, amounts pounds. How claims come about is in ``caseman_claims.py``, what becomes of them
in ``caseman_course.py``, who is a party in ``caseman_people.py`` and ``caseman_parties.py``.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic import people
from synthetic.arrays import ranks
from synthetic.caseman_claims import Claims, claims, organisations
from synthetic.caseman_course import UNKNOWN, Course, course
from synthetic.caseman_parties import claim_number, party_rows
from synthetic.civil_tables import court_text, dates, mapped, ordered, true_people
from synthetic.lives import Lives
from synthetic.part import Part
from synthetic.schemas import first_columns, in_shape, schemas

_COLUMNS = {
    "cases": """case_number court_code case_type amount_claimed:float court_fee:float
        solicitor_costs:float issue_date service_date track_code""",
    "parties": """party_id:int party_type_code title first_forename other_forenames surname
        organisation_name date_of_birth coded_party_no""",
    "coded_parties": "coded_party_no name party_type_code sector_code",
    "case_party_roles": """case_party_role_id:int case_number party_id:int party_role_code
        party_number:int represented""",
    "given_addresses": """address_id:int party_id:int address_type_code address_line_1
        address_line_2 postcode valid_from valid_to""",
    "case_events": "case_event_id:int case_number standard_event_id event_date",
    "judgments": """judgment_id:int case_number order_type_code judgment_date
        judgment_amount:float judgment_costs:float instalment_amount:float paid_date
        set_aside_date""",
    "warrants": """warrant_id:int case_number warrant_type_code issue_date warrant_amount:float
        warrant_fee:float party_number:int executing_court_code""",
    "warrant_returns": "warrant_return_id:int warrant_id:int return_code return_date",
    "ae_events": "ae_event_id:int case_number ae_event_code event_date party_number:int",
    "hearings": "hearing_id:int case_number hearing_type_code hearing_date court_code",
}
SCHEMA = schemas(_COLUMNS)
KEYS = first_columns(SCHEMA)
PERSON_TABLES = ("cases", "parties", "coded_parties", "case_party_roles", "given_addresses")
LINKAGE_TABLES = ()
# The system's codes of what caseman_claims and caseman_course name in words.
CASE_TYPES = {
    "money_specified": "SPEC",
    "money_unspecified": "UNSPEC",
    "return_of_goods": "GOODS",
    "social_landlord_possession": "RENTS",
    "private_landlord_possession": "RENTP",
    "accelerated_possession": "ACCL",
    "mortgage_possession": "MORT",
}
TRACKS = {"small": "SCT", "fast": "FAST", "multi": "MULTI"}
PARTY_TYPES = {"person": "P", "company": "C", "council": "L"}
PARTY_ROLES = {"claimant": "CLAIMANT", "defendant": "DEFENDANT"}
SECTORS = {
    "bank": "BANK",
    "debt_purchaser": "DEBTP",
    "utility": "UTIL",
    "telecoms": "TELE",
    "housing_association": "HOUS",
    "council": "COUN",
}
EVENTS = {
    "claim_issued": "1",
    "claim_served": "2",
    "acknowledgment": "38",
    "admission": "40",
    "defence": "50",
    "allocated": "196",
    "judgment_entered": "230",
    "judgment_set_aside": "250",
    "judgment_paid": "78",
    "warrant_issued": "380",
    "dismissed": "136",
    "discontinued": "73",
}
ORDER_TYPES = {
    "default": "DEF",
    "admission": "ADM",
    "at_hearing": "TRI",
    "possession_outright": "POO",
    "possession_suspended": "POS",
}
RETURNS = {
    "paid": "100",
    "part_paid": "101",
    "no_goods": "110",
    "gone_away": "111",
    "withdrawn": "120",
    "possession_given": "130",
    "suspended": "131",
}
AE_EVENTS = {"ae_application": "AEAPP", "ae_order": "AEORD", "ae_dismissed": "AEDIS"}
HEARINGS = {"small_claim": "SCH", "trial": "TRIAL", "possession": "POSS", "application": "APP"}
# Warrants of execution became warrants of control on this day.
CONTROL_FROM = "2014-04-06"


def tables(part: Part, lives: Lives) -> dict[str, pd.DataFrame]:
    """All CaseMan tables of this part; the person tables alone under ``part.only_people``."""
    found = claims(part, lives, "caseman")
    parties = party_rows(part, "caseman", found)
    on = found.cases["on"].to_numpy().astype(np.int64)
    number = claim_number(on, part.ids(len(on))[ranks(on)], 7_368_787)
    steps = course(part, "caseman", found.cases)
    made = {
        "cases": _cases(found, steps, number),
        **_parties(part, found, parties, number),
        "coded_parties": _coded_parties(part),
    }
    if not part.only_people:
        made |= _course(part, found, steps, number)
    return in_shape(made, SCHEMA, KEYS)


def _cases(found: Claims, steps: Course, number: np.ndarray) -> pd.DataFrame:
    cases, events = found.cases, steps.events
    served = np.full(len(cases), UNKNOWN)
    rows = events["event"].to_numpy() == "claim_served"
    served[events["case"].to_numpy()[rows]] = events["day"].to_numpy()[rows]
    tracked = np.full(len(cases), False)
    tracked[events["case"].to_numpy()[events["event"].to_numpy() == "allocated"]] = True
    return pd.DataFrame(
        {
            "case_number": number,
            "court_code": court_text(cases["court"]),
            "case_type": mapped(cases["kind"], CASE_TYPES),
            "amount_claimed": cases["amount"],
            "court_fee": cases["fee"].astype(float),
            "solicitor_costs": cases["costs"].astype(float),
            "issue_date": dates(cases["on"]),
            "service_date": dates(served),
            "track_code": np.where(tracked, mapped(cases["track"], TRACKS), None),
        }
    )


def _coded_number(organisation: np.ndarray) -> np.ndarray:
    return np.array([f"CCBC{1000 + number}" for number in organisation], dtype=object)


def _coded_parties(part: Part) -> pd.DataFrame:
    """Organisations with a number of their own, written once for all parts."""
    known = organisations(part)
    rows = np.flatnonzero(known["sector"].isin(list(SECTORS))) if part.number == 0 else []
    known = known.iloc[rows]
    is_council = known["sector"].to_numpy() == "council"
    return pd.DataFrame(
        {
            "coded_party_no": _coded_number(np.asarray(rows, dtype=np.int64)),
            "name": known["name"].str.upper().to_numpy(dtype=object),
            "party_type_code": np.where(is_council, "L", "C").astype(object),
            "sector_code": mapped(known["sector"], SECTORS),
        }
    )


def _parties(
    part: Part, found: Claims, parties: pd.DataFrame, number: np.ndarray
) -> dict[str, pd.DataFrame]:
    """Parties, their roles and addresses. A coded party has no name or address of its own here."""
    sector = organisations(part)["sector"].to_numpy()
    which = parties["organisation"].to_numpy()
    coded = (which >= 0) & np.isin(sector[which], list(SECTORS)) & (parties["kind"] != "person")
    coded = coded.to_numpy()
    addressed = np.flatnonzero(~coded)
    later = _later_addresses(part, found, parties)
    addresses = pd.DataFrame(
        {
            "party_id": parties["id"].to_numpy()[addressed],
            "address_type_code": np.full(len(addressed), "SERVICE", dtype=object),
            "address_line_1": parties["line1"].to_numpy()[addressed],
            "address_line_2": parties["line2"].to_numpy()[addressed],
            "postcode": parties["postcode"].to_numpy()[addressed],
            "on": parties["on"].to_numpy()[addressed],
        }
    )
    addresses = pd.concat([addresses, later], ignore_index=True)
    until = pd.Series(later["on"].to_numpy() - 1, index=later["party_id"].to_numpy())
    ends = np.flatnonzero(
        (addresses["address_type_code"] == "SERVICE") & addresses["party_id"].isin(until.index)
    )
    valid_to = np.full(len(addresses), UNKNOWN)
    valid_to[ends] = until.loc[addresses["party_id"].to_numpy()[ends]].to_numpy()
    addresses["address_id"] = part.ids(len(addresses))[ranks(addresses["on"].to_numpy())]
    addresses["valid_from"], addresses["valid_to"] = dates(addresses["on"]), dates(valid_to)
    return {
        "parties": pd.DataFrame(
            {
                "party_id": parties["id"],
                "party_type_code": mapped(parties["kind"], PARTY_TYPES),
                "title": parties["title"],
                "first_forename": parties["forename1"],
                "other_forenames": parties["others"],
                "surname": parties["surname"],
                "organisation_name": np.where(coded, None, parties["name"]),
                "date_of_birth": parties["birth_date"],
                "coded_party_no": np.where(coded, _coded_number(which), None),
            }
        ),
        "case_party_roles": pd.DataFrame(
            {
                "case_party_role_id": parties["id"],
                "case_number": number[parties["case"].to_numpy()],
                "party_id": parties["id"],
                "party_role_code": mapped(parties["role"], PARTY_ROLES),
                "party_number": parties["number"],
                "represented": parties["represented"],
                "true_person_id": parties["true_person_id"],
            }
        ),
        "given_addresses": addresses,
    }


def _later_addresses(part: Part, found: Claims, parties: pd.DataFrame) -> pd.DataFrame:
    """Further addresses of some defendants, as they are half a year after the claim."""
    rng = part.rng("caseman later addresses")
    draw = rng.random(len(parties)) < part.setting("caseman.new_address")
    draw &= (parties["role"] == "defendant").to_numpy()
    names = ["party_id", "address_type_code", "address_line_1", "address_line_2", "postcode", "on"]
    frames = [pd.DataFrame({name: pd.Series(dtype=object) for name in names})]
    for place, group in enumerate(found.groups):
        rows = np.flatnonzero(draw & (parties["group"] == place).to_numpy())
        on = parties["on"].to_numpy()[rows] + 180
        known = group.lives.address_arrays
        lines = people.address_lines(
            group.lives.part, known, known.at(parties["at"].to_numpy()[rows], on)
        )
        frames.append(
            pd.DataFrame(
                {
                    "party_id": parties["id"].to_numpy()[rows],
                    "address_type_code": np.full(len(rows), "NEW", dtype=object),
                    "address_line_1": lines["street"],
                    "address_line_2": lines["town"],
                    "postcode": lines["postcode"],
                    "on": on,
                }
            )
        )
    kept = [frame for frame in frames if len(frame)] or frames[:1]
    return pd.concat(kept, ignore_index=True).astype({"party_id": np.int64, "on": np.int64})


def _course(
    part: Part, found: Claims, steps: Course, number: np.ndarray
) -> dict[str, pd.DataFrame]:
    """Events, judgments, warrants with their returns, attachments of earnings, hearings."""
    made = {}
    for name, table in vars(steps).items():
        made[name] = table.assign(case_number=number[table["case"].to_numpy()])
    events, judgments = made["events"], made["judgments"]
    warrants, earnings, hearings = made["warrants"], made["earnings"], made["hearings"]
    court = court_text(found.cases["court"])
    home = court_text(101 + found.cases["town"]) if len(found.cases) else court
    sued = found.parties[found.parties["role"] == "defendant"]
    joint = np.bincount(sued["case"].to_numpy(), minlength=len(found.cases)) > 1
    second = part.rng("caseman warrants").random(len(warrants)) < 0.4
    kind = np.where(dates(warrants["day"]) < CONTROL_FROM, "EXE", "CON") if len(warrants) else []
    warrant_table = ordered(
        part,
        "warrant_id",
        warrants["day"],
        {
            "case_number": warrants["case_number"],
            "warrant_type_code": np.where(warrants["kind"] == "possession", "POS", kind),
            "issue_date": dates(warrants["day"]),
            "warrant_amount": warrants["amount"],
            "warrant_fee": warrants["fee"],
            "party_number": np.where(joint[warrants["case"].to_numpy()] & second, 2, 1),
            "executing_court_code": home[warrants["case"].to_numpy()],
            "result": warrants["result"],
            "result_day": warrants["result_day"],
        },
    )
    returned = warrant_table[warrant_table["result"].notna()]
    return {
        "case_events": ordered(
            part,
            "case_event_id",
            events["day"],
            {
                "case_number": events["case_number"],
                "standard_event_id": mapped(events["event"], EVENTS),
                "event_date": dates(events["day"]),
            },
        ),
        "judgments": ordered(
            part,
            "judgment_id",
            judgments["day"],
            {
                "case_number": judgments["case_number"],
                "order_type_code": mapped(judgments["kind"], ORDER_TYPES),
                "judgment_date": dates(judgments["day"]),
                "judgment_amount": judgments["amount"],
                "judgment_costs": judgments["costs"],
                "instalment_amount": judgments["instalment"],
                "paid_date": dates(judgments["paid_day"]),
                "set_aside_date": dates(judgments["set_aside_day"]),
            },
        ),
        "warrants": warrant_table,
        "warrant_returns": ordered(
            part,
            "warrant_return_id",
            returned["result_day"],
            {
                "warrant_id": returned["warrant_id"].to_numpy(),
                "return_code": mapped(returned["result"], RETURNS),
                "return_date": dates(returned["result_day"]),
            },
        ),
        "ae_events": ordered(
            part,
            "ae_event_id",
            earnings["day"],
            {
                "case_number": earnings["case_number"],
                "ae_event_code": mapped(earnings["step"], AE_EVENTS),
                "event_date": dates(earnings["day"]),
                "party_number": np.full(len(earnings), 1),
            },
        ),
        "hearings": ordered(
            part,
            "hearing_id",
            hearings["day"],
            {
                "case_number": hearings["case_number"],
                "hearing_type_code": mapped(hearings["kind"], HEARINGS),
                "hearing_date": dates(hearings["day"]),
                "court_code": home[hearings["case"].to_numpy()],
            },
        ),
    }


def truth(part: Part, lives: Lives, made: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Who each party on a case is; organisations are nobody."""
    roles = made["case_party_roles"]
    return {"person": true_people("caseman", roles["case_party_role_id"], roles)}

"""Magistrates' courts as Libra holds them: a relational extract, every column text.

Column names follow the Libra message of Core Person Record and the tables that MoJ extracts
(cases, defendants, addresses, case offences, hearings, results); dates are dd/mm/yyyy. A row of
``defendants`` is a defendant on a case: a person who comes back is a new row.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from synthetic import offences, places
from synthetic.arrays import counts_to_rows, date_text, ranks, text, to_days
from synthetic.identifiers import case_number, join, urn
from synthetic.libra_people import REMANDS, companies, defendants, key_text, mapped
from synthetic.lives import Lives
from synthetic.part import Part
from synthetic.schemas import schemas
from synthetic.xhibit_cases import case_table
from synthetic.xhibit_records import records, sources

_COLUMNS = {
    # One row a case.
    "cases": """case_id case_no urn court_code court_name police_force initiation_date
        first_hearing_date final_result_date number_of_defendants proceedings_type""",
    # One row a defendant on a case: the person record. defendant_type P person, O organisation;
    # defendant_sex M, F, NS; c_id is nine digits; breach_marker Y/N.
    "defendants": """defendant_id case_id c_id defendant_type title forename1 forename2 forename3
        surname organisation_name defendant_sex defendant_dob address_line1 address_line2
        address_line3 address_line4 address_line5 pcode pnc cro asn ethnicity_observed nationality
        arrest_date charge_date remand_status mode_of_trial breach_marker""",
    # Aliases typed into the case: one row a further name of a defendant row.
    "aliases": "alias_id defendant_id alias_forename1 alias_forename2 alias_surname alias_dob",
    # One row an offence of a defendant row; offence_seq 1 is the principal one. allocation of an
    # either-way offence: S tried by the magistrates, D defendant elected the Crown Court, M
    # magistrates declined.
    "offences": """offence_id defendant_id case_id offence_seq offence_code ho_class
        ho_sub_class offence_description offence_date mode_of_trial allocation plea plea_date
        principal_offence""",
    # One row a hearing of a defendant row. hearing_type FIRST, ADJOURNED, TRIAL, SENTENCE.
    "hearings": """hearing_id defendant_id case_id hearing_seq hearing_date court_code
        hearing_type bail_status""",
    # One row a result of an offence.
    "results": """result_id offence_id defendant_id case_id result_code result_description
        result_group result_date sentence_days fine_amount committed_to_court_code""",
}

SCHEMA = schemas(_COLUMNS)
PERSON_TABLES = ("defendants",)
LINKAGE_TABLES = ("cases", "aliases")

RESULTS = {
    # outcome or sentence kind -> result code, description, result group
    "custody": ("IMP", "Imprisonment", "Immediate custody"),
    "suspended": ("SUSPS", "Suspended sentence order", "Suspended sentence"),
    "community": ("CO", "Community order", "Community sentence"),
    "discharge": ("CD", "Conditional discharge", "Discharge"),
    "fine": ("FO", "Fine", "Fine"),
    "none": ("NSP", "No separate penalty", "Otherwise dealt with"),
    "not_guilty": ("DISM", "Found not guilty, charge dismissed", "Not guilty"),
    "withdrawn": ("WDRN", "Withdrawn", "Withdrawn or discontinued"),
    "sent_for_trial": ("CSUMT", "Sent to the Crown Court for trial", "Sent for trial"),
    "committed_for_sentence": (
        "CCSI",
        "Committed to the Crown Court for sentence",
        "Committed for sentence",
    ),
}
_PLEAS = {"guilty": "G", "not_guilty": "NG", "none": None}


def _cases(part: Part, lives: Lives, defendants: pd.DataFrame, n_people: int) -> pd.DataFrame:
    """One row a case: that of its first defendant row."""
    cases = lives.appearances
    known = places.load(part.settings)
    first = cases.drop_duplicates("mags_case_id")
    first = first.assign(case_id=key_text(first["mags_case_id"].to_numpy()))
    extra = defendants.iloc[n_people:]
    rng = part.rng("libra company cases")
    if len(extra):
        like = cases.iloc[rng.integers(0, len(cases), len(extra))]
        number = part.ids(n_people + len(extra))[n_people:]
        year = to_days(like["first_hearing_date"]) // 365 + 1970
        first = pd.concat(
            [
                first,
                like.assign(
                    case_id=extra["case_id"].to_numpy(),
                    case_no=case_number(year, number),
                    urn=urn(text(like["police_force"]), year, number),
                ),
            ],
            ignore_index=True,
        )
    together = defendants["case_id"].value_counts()
    town = first["town_no"].to_numpy()
    breach = np.isin(offences.load().ho_class[first["offence_no"].to_numpy()], ["190", "195"])
    return pd.DataFrame(
        {
            "case_id": first["case_id"],
            "case_no": first["case_no"],
            "urn": first["urn"],
            "court_code": first["court_code"],
            "court_name": join(
                known.towns["town"].to_numpy(dtype=object)[town], " Magistrates' Court"
            ),
            "police_force": first["police_force"],
            "initiation_date": date_text(to_days(first["charge_date"]), "uk"),
            "first_hearing_date": date_text(to_days(first["first_hearing_date"]), "uk"),
            "final_result_date": date_text(to_days(first["final_hearing_date"]), "uk"),
            "number_of_defendants": key_text(together.reindex(first["case_id"]).to_numpy()),
            "proceedings_type": np.where(
                breach,
                "Breach",
                np.where(first["mode_of_trial"] == "summary", "Summary", "Criminal"),
            ),
        }
    )


def _aliases(part: Part, lives: Lives) -> pd.DataFrame:
    """Aliases known to the court, for some of the defendants who have any."""
    rng = part.rng("libra aliases")
    cases, table = lives.appearances, lives.names
    other = table[table["name_type"] == "A"]
    at = cases["at"].to_numpy()
    owner = other["at"].to_numpy()
    start = np.searchsorted(owner, at, side="left")
    has = np.searchsorted(owner, at, side="right") > start
    rows = np.flatnonzero(has & (rng.random(len(at)) < part.setting("libra.alias_listed")))
    names_used = other.iloc[start[rows]]
    defendant = cases["appearance_id"].to_numpy()[rows]
    return pd.DataFrame(
        {
            "alias_id": key_text(part.ids(len(rows))[ranks(defendant)]),
            "defendant_id": key_text(defendant),
            "alias_forename1": text(names_used["forename1"]),
            "alias_forename2": text(names_used["forename2"]),
            "alias_surname": text(names_used["surname"]),
            "alias_dob": date_text(to_days(names_used["birth_date"]), "uk"),
        }
    )


def _elected(part: Part, lives: Lives) -> np.ndarray:
    """Whether the defendant of each appearance would choose trial by jury (boolean).

    Where the Crown Court has the case, XHIBIT's word stands.
    """
    elected = part.rng("libra allocations").random(len(lives.appearances)) < 0.25
    found = records(part, lives)
    chose = case_table(part, lives, found)["either_way_type"].to_numpy(dtype=object)
    record, row = sources(lives)
    of_row = chose[found.case[record]]
    said = np.isin(of_row, ["D", "M"])
    elected[row[said]] = of_row[said] == "D"
    return elected


def _offences(part: Part, lives: Lives) -> pd.DataFrame:
    charged, cases = lives.offences, lives.appearances
    row = charged["row"].to_numpy()
    plea = mapped(text(charged["plea"]), _PLEAS)
    pleaded = date_text(_plea_days(part, lives)[row], "uk")
    mode = np.array(offences.MODES, dtype=object)[
        offences.load().mode[charged["offence_no"].to_numpy()]
    ]
    sent = text(charged["result"]) == "sent_for_trial"
    away = np.where(_elected(part, lives)[row], "D", "M")
    allocation = np.where(mode == "either_way", np.where(sent, away, "S"), None)
    return pd.DataFrame(
        {
            "offence_id": key_text(charged["offence_id"].to_numpy()),
            "defendant_id": key_text(charged["appearance_id"].to_numpy()),
            "case_id": key_text(cases["mags_case_id"].to_numpy()[row]),
            "offence_seq": key_text(charged["seq"].to_numpy()),
            "offence_code": charged["offence_code"],
            "ho_class": charged["ho_class"],
            "ho_sub_class": charged["ho_sub_class"],
            "offence_description": charged["description"],
            "offence_date": date_text(to_days(charged["offence_date"]), "uk"),
            "mode_of_trial": mode,
            "allocation": allocation,
            "plea": plea,
            "plea_date": np.where(pd.isna(plea), None, pleaded),
            "principal_offence": np.where(charged["seq"] == 1, "Y", "N"),
        }
    )


def _hearing_days(cases: pd.DataFrame, place: np.ndarray) -> np.ndarray:
    """Day of the hearing number ``place`` (from 0) of each row of ``cases``, evenly spread."""
    first, final = (to_days(cases[c]) for c in ("first_hearing_date", "final_hearing_date"))
    return first + (final - first) * place // np.maximum(cases["n_hearings"].to_numpy() - 1, 1)


def _plea_days(part: Part, lives: Lives) -> np.ndarray:
    """Day on which each appearance pleads: at its first hearing, or at a later one.

    Who denies the offence does so before the trial, which is the last hearing.
    """
    rng = part.rng("libra pleas")
    cases = lives.appearances
    n = len(cases)
    denied = text(cases["plea"]) == "not_guilty"
    later = np.maximum(cases["n_hearings"].to_numpy() - 1 - denied, 0)
    place = np.where(rng.random(n) < part.setting("libra.plea_later"), 1 + rng.integers(0, 9, n), 0)
    return _hearing_days(cases, np.minimum(place, later))


def _hearings(part: Part, lives: Lives) -> pd.DataFrame:
    """Hearings spread evenly from the first to the final one."""
    cases = lives.appearances
    row, place = counts_to_rows(cases["n_hearings"].to_numpy())
    count = cases["n_hearings"].to_numpy()[row]
    on = _hearing_days(cases.iloc[row], place)
    plea = text(cases["plea"])[row]
    last = (place == count - 1) & (place > 0)
    kind = np.select(
        [place == 0, last & (plea == "not_guilty"), last],
        ["FIRST", "TRIAL", "SENTENCE"],
        "ADJOURNED",
    ).astype(object)
    return pd.DataFrame(
        {
            "hearing_id": key_text(part.ids(len(row))[ranks(on)]),
            "defendant_id": key_text(cases["appearance_id"].to_numpy()[row]),
            "case_id": key_text(cases["mags_case_id"].to_numpy()[row]),
            "hearing_seq": key_text(place + 1),
            "hearing_date": date_text(on, "uk"),
            "court_code": text(cases["court_code"])[row],
            "hearing_type": kind,
            "bail_status": mapped(text(cases["remand"]), REMANDS)[row],
        }
    )


def _results(part: Part, lives: Lives) -> pd.DataFrame:
    """One result an offence: the sentence on the principal one, none or a fine on the others."""
    rng = part.rng("libra results")
    charged, cases, given = lives.offences, lives.appearances, lives.sentences
    row = charged["row"].to_numpy()
    here = given[(given["court"] == "magistrates") & given["appearance_id"].notna()]
    sentence = pd.DataFrame(
        {"kind": text(here["kind"]), "days": here["length_days"].to_numpy()},
        index=here["appearance_id"].to_numpy(dtype=np.int64),
    ).reindex(charged["appearance_id"].to_numpy())
    principal = charged["seq"].to_numpy() == 1
    result = text(charged["result"])
    sentenced = result == "sentenced"
    fined = rng.random(len(row)) < 0.2
    kind = np.where(
        sentenced & principal,
        text(sentence["kind"]),
        np.where(sentenced, np.where(fined, "fine", "none"), result),
    )
    days = sentence["days"].fillna(0).to_numpy().astype(np.int64)
    days = np.where(sentenced & principal, days, 0)
    amount = (rng.gamma(2.0, 100, len(row)) // 5 * 5 + 40).astype(np.int64)
    known = places.load(part.settings)
    up = np.isin(kind, ["sent_for_trial", "committed_for_sentence"])
    crown = known.crown[cases["town_no"].to_numpy()[row]]
    code, description, group = (
        mapped(kind, {k: v[i] for k, v in RESULTS.items()}) for i in range(3)
    )
    offence_id = key_text(charged["offence_id"].to_numpy())
    return pd.DataFrame(
        {
            "result_id": offence_id,
            "offence_id": offence_id,
            "defendant_id": key_text(charged["appearance_id"].to_numpy()),
            "case_id": key_text(cases["mags_case_id"].to_numpy()[row]),
            "result_code": code,
            "result_description": description,
            "result_group": group,
            "result_date": date_text(to_days(cases["final_hearing_date"])[row], "uk"),
            "sentence_days": np.where(days > 0, key_text(days), None),
            "fine_amount": np.where(kind == "fine", key_text(amount), None),
            "committed_to_court_code": np.where(up, crown, None),
        }
    )


def tables(part: Part, lives: Lives) -> dict[str, pd.DataFrame]:
    """Libra's tables of one part."""
    people = defendants(part, lives)
    firms = companies(part, lives, people)
    rows = pd.concat([people, firms], ignore_index=True) if len(firms) else people
    found = {"defendants": rows}
    if part.for_linkage or not part.only_people:
        found |= {
            "cases": _cases(part, lives, rows, len(people)),
            "aliases": _aliases(part, lives),
        }
    if not part.only_people:
        found |= {
            "offences": _offences(part, lives),
            "hearings": _hearings(part, lives),
            "results": _results(part, lives),
        }
    return {table: _in_order(frame, _COLUMNS[table].split()[0]) for table, frame in found.items()}


def _in_order(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    """Rows by rising id, which is that of time: rows of one person lie apart."""
    order = np.argsort(pa.array(frame[key]).cast(pa.int64()).to_numpy(), kind="stable")
    return frame.iloc[order].reset_index(drop=True)


def truth(part: Part, lives: Lives, tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Whose each defendant row is; companies have no row here."""
    cases = lives.appearances
    return {
        "person": pd.DataFrame(
            {
                "source_dataset": "mags_hocas",
                "record_key": key_text(cases["appearance_id"].to_numpy()),
                "true_person_id": cases["person_id"],
            }
        )
    }

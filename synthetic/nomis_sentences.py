"""Court cases, charges and sentences for which people are in prison.

Works on arrays over the stays of ``nomis_custody``; days are int64 days since 1970-01-01.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic import offences
from synthetic.arrays import counts_to_rows, day, pick_key, to_days
from synthetic.identifiers import digits, join
from synthetic.lives import Lives
from synthetic.nomis_custody import LIFE_DAYS, MISSING, Stays, age_at_start, place_in_run
from synthetic.part import Part


def sentence_types(part: Part, lives: Lives, held: Stays) -> np.ndarray:
    """Calculation type of the sentence that each stay serves; "" on remand."""
    rng = part.rng("nomis sentence types")
    given = lives.sentences
    length = np.append(given["length_days"].to_numpy(), 0)[held.sentence]
    on = np.append(to_days(given["sentence_date"]), 0)[held.sentence]
    age = age_at_start(lives, held)
    # A sentence has one type, whenever it is served: the draw belongs to the sentence.
    draw = np.append(rng.random(len(given)), 1.0)[held.sentence]
    ora = on >= day("2015-02-01")
    life = np.where(draw < 0.7, "MLP", np.where(draw < 0.9, "DLP", "LIFE"))
    laspo = on >= day("2012-12-03")
    extended = (length >= 1461) & (draw < part.setting("nomis.extended")) & laspo
    public = (draw < 0.06) & (length >= 730) & (on >= day("2005-04-04")) & ~laspo
    young = (age < 21) & (age >= 18)
    kinds = np.select(
        [length == LIFE_DAYS, public, extended, (age < 18) & (length <= 730), age < 18, young],
        [
            life,
            "IPP",
            np.where(on >= day("2020-12-01"), "EDS21", "LASPO_DR"),
            np.where(ora, "DTO_ORA", "DTO"),
            np.where(ora, "SEC91_03_ORA", "SEC91_03"),
            np.where(ora, "YOI_ORA", "YOI"),
        ],
        np.where(ora, "ADIMP_ORA", "ADIMP"),
    ).astype(object)
    short = held.end - held.start <= 28
    recalled = np.select(
        [length == LIFE_DAYS, kinds == "IPP", extended, short & (length < 365) & ora, short],
        ["LR_LIFE", "LR_IPP", "LR_LASPO_DR", "14FTR_ORA", np.where(ora, "FTR_ORA", "FTR")],
        np.where(ora, "LR_ORA", "LR"),
    ).astype(object)
    return np.select([held.kind == "remand", held.kind == "recall"], ["", recalled], kinds).astype(
        object
    )


def _matters(lives: Lives, held: Stays) -> pd.DataFrame:
    """What a booking is about, one row a sentence or a remand without one: ``stay`` (its first
    one), ``row`` of the appearance (-1 unknown), offence and dates.
    """
    given = lives.sentences
    sentence = held.sentence.copy()
    # A remand that ends in a sentence is about that sentence's case.
    leads = np.append(held.joins[1:], False) & (held.kind == "remand")
    sentence[leads] = np.append(sentence[1:], -1)[leads]
    key = pd.DataFrame(
        {
            "booking": held.booking,
            "sentence": sentence,
            "lone": np.where(sentence < 0, np.arange(len(held)), -1),
        }
    )
    stay = np.flatnonzero(~key.duplicated().to_numpy())
    of = sentence[stay]
    cases = lives.appearances
    appearance = np.append(given["appearance_id"].fillna(-1).to_numpy(dtype=np.int64), -1)[of]
    ids = cases["appearance_id"].to_numpy()
    row = np.where(appearance < 0, -1, np.searchsorted(ids, appearance))
    # A remand without a sentence: the person's latest case that had begun by then.
    seen = cases["at"].to_numpy() * 2**20 + to_days(cases["first_hearing_date"])
    order = np.argsort(seen, kind="stable")
    found = np.searchsorted(seen[order], held.at[stay] * 2**20 + held.start[stay], "right") - 1
    near = np.append(order, -1)[found] if len(order) else np.full(len(stay), -1)
    same = np.append(cases["at"].to_numpy(), -1)[near] == held.at[stay]
    row = np.where(of >= 0, row, np.where(same, near, -1))
    types = offences.load()
    offence = np.where(
        of >= 0,
        np.append(given["offence_no"].to_numpy(), 0)[of],
        np.append(cases["offence_no"].to_numpy(), 0)[row],
    )
    offended = np.where(
        of >= 0,
        np.append(to_days(given["offence_date"]), 0)[of],
        np.where(
            row >= 0, np.append(to_days(cases["offence_date"]), 0)[row], held.start[stay] - 40
        ),
    )
    return pd.DataFrame(
        {
            "stay": stay,
            "booking": held.booking[stay],
            "sentence": of,
            "row": row,
            "offence_code": types.code[offence],
            "offence_date": offended,
            "length": np.append(given["length_days"].to_numpy(), 0)[of],
        }
    )


def cases_and_charges(
    part: Part, lives: Lives, held: Stays, booking_id: np.ndarray
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Court cases, their charges, and the matters behind them (with ``case_id``)."""
    rng = part.rng("nomis cases")
    matters = _matters(lives, held)
    n = len(matters)
    stay, booking = matters["stay"].to_numpy(), matters["booking"].to_numpy()
    row, sentence = matters["row"].to_numpy(), matters["sentence"].to_numpy()
    matters["case_id"] = part.ids(n)
    cases = lives.appearances
    age = age_at_start(lives, held)[stay]
    number = np.append(cases["case_no"].to_numpy(dtype=object), None)[row]
    number = np.where(rng.random(n) < part.setting("nomis.case_number_known"), number, None)
    crown = np.append(lives.sentences["court"].to_numpy() == "crown", False)[sentence]
    court = np.append(cases["court_code"].to_numpy(dtype=object), None)[row]
    crown_code = join("CC", digits(held.at[stay] % 80 + 401, 3))
    court = np.where(crown | pd.isna(court), crown_code, court)
    table = pd.DataFrame(
        {
            "case_id": matters["case_id"],
            "offender_book_id": booking_id[booking],
            "case_seq": place_in_run(booking),
            "case_info_number": number,
            "case_type": np.where(age < 18, "Y", "A").astype(object),
            "case_status": np.where(rng.random(n) < 0.9, "A", "I").astype(object),
            "agy_loc_id": court,
            "begin_date": held.start[stay],
        }
    )

    extra = rng.poisson(part.setting("nomis.further_charges"), n)
    parent, place = counts_to_rows(extra + 1)
    types = offences.load()
    female = lives.persons["sex"].to_numpy()[held.at[stay]] == "F"
    other = types.code[types.draw(rng, female[parent])]
    main = place == 0
    # The most serious charge of a booking is that of its longest sentence.
    best = pd.Series(matters["length"].to_numpy()).groupby(booking).transform("max").to_numpy()
    top = (matters["length"].to_numpy() == best)[parent] & main
    first_top = top & ~pd.Series(np.where(top, booking[parent], -1)).duplicated().to_numpy()
    flagged = first_top | (main & (rng.random(len(parent)) < 0.01))
    plea = pick_key(rng, part.setting("nomis.plea"), len(parent))
    sentenced = (sentence >= 0)[parent]
    until = np.where(
        rng.random(len(parent)) < 0.06, matters["offence_date"].to_numpy()[parent] + 30, MISSING
    )
    code = np.where(main, matters["offence_code"].to_numpy(dtype=object)[parent], other)
    charges = pd.DataFrame(
        {
            "offender_charge_id": part.ids(len(parent)),
            "offender_book_id": booking_id[booking][parent],
            "case_id": matters["case_id"].to_numpy()[parent],
            "charge_seq": place_in_run(booking[parent]),
            "statute_code": pd.Series(code).str.slice(0, 4).to_numpy(dtype=object),
            "offence_code": code,
            "no_of_offences": 1 + rng.poisson(0.1, len(parent)),
            "offence_date": matters["offence_date"].to_numpy()[parent],
            "offence_range_date": until,
            "plea_code": np.where(plea == "", None, plea),
            "result_code_1": np.where(sentenced, "1002", "4531").astype(object),
            "charge_status": np.where(rng.random(len(parent)) < 0.93, "A", "I").astype(object),
            "most_serious_flag": np.where(flagged, "Y", "N").astype(object),
        }
    )
    return table, charges, matters


def sentences(
    part: Part,
    lives: Lives,
    held: Stays,
    kinds: np.ndarray,
    matters: pd.DataFrame,
    booking_id: np.ndarray,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Sentences and their terms. A long sentence is often two consecutive ones that add up to it,
    or has a shorter one concurrent; a recall is a further sentence row.
    """
    rng = part.rng("nomis sentences")
    given = lives.sentences
    stay = np.flatnonzero(held.sentence >= 0)
    of = held.sentence[stay]
    length = given["length_days"].to_numpy()[of]
    begins = to_days(given["sentence_date"])[of]
    life = (length == LIFE_DAYS) | (kinds[stay] == "IPP")
    recall = held.kind[stay] == "recall"
    splits = ~life & ~recall & (length >= 56)
    splits &= rng.random(len(stay)) < part.setting("nomis.consecutive")
    beside = ~life & ~recall & ~splits & (length >= 28)
    beside &= rng.random(len(stay)) < part.setting("nomis.concurrent")

    parent, place = counts_to_rows(1 + splits + beside)
    whole, first = length[parent], (length * rng.uniform(0.5, 0.8, len(stay))).astype(np.int64)
    days = np.select(
        [splits[parent] & (place == 0), splits[parent], place == 1],
        [
            first[parent],
            whole - first[parent],
            (whole * rng.uniform(0.2, 0.9, len(parent))).astype(np.int64),
        ],
        whole,
    )
    days = np.maximum(days, 1)
    booking = held.booking[stay][parent]
    sequence = place_in_run(booking)
    follows = splits[parent] & (place == 1)
    start = begins[parent]
    no_end = life[parent]
    licence = held.licence_end[stay][parent]
    served = held.end[stay][parent]
    expiry = np.where(no_end, MISSING, np.maximum(start + whole - 1, licence))
    window = np.minimum(whole // 4, 135)  # days of home detention curfew at most
    half = start + whole // 2
    on_curfew = held.reason[stay][parent] == "home_detention_curfew"
    gain = np.minimum(part.setting("sentences.early_release_days"), window)
    # Days on remand count, which `Lives` has taken off; a curfew ends on the conditional day.
    due = np.where(on_curfew, np.maximum(np.minimum(served + gain, half), served), served)
    calculated = ~recall[parent] & (served != MISSING) & (held.reason[stay][parent] != "died")
    conditional = np.where(calculated, due, half)
    code = kinds[stay][parent]
    ora = start >= day("2015-02-01")
    curfew = ~no_end & ~recall[parent] & (whole >= 84) & (whole < 1460)
    room = len(given) + 1
    known = matters[matters["sentence"] >= 0]
    case = pd.Series(
        known["case_id"].to_numpy(),
        index=known["booking"].to_numpy() * room + known["sentence"].to_numpy(),
    )
    case = case.reindex(booking * room + of[parent]).to_numpy()
    known_until = day(part.setting("period.custody_known_until"))
    so_far = np.where(served == MISSING, known_until, served) - start
    tariff = start + np.where(whole == LIFE_DAYS, np.maximum(so_far, 3650), whole // 2)
    extended = np.isin(code, ["LASPO_DR", "EDS21", "LR_LASPO_DR"])
    table = pd.DataFrame(
        {
            "offender_book_id": booking_id[booking],
            "sentence_seq": sequence,
            "case_id": case,
            "sentence_calc_type": code,
            "sentence_category": np.where(code == "EDS21", "2020", "2003").astype(object),
            "sentence_status": np.where(held.end[stay][parent] == MISSING, "A", "I").astype(object),
            "consec_to_sentence_seq": pd.arrays.IntegerArray(sequence - 1, ~follows),
            "start_date": start,
            "end_date": expiry,
            "sed_calculated_date": expiry,
            "led_calculated_date": np.where(ora | (whole >= 365), expiry, MISSING),
            "crd_calculated_date": np.where(no_end | recall[parent], MISSING, conditional),
            "ard_calculated_date": np.where(
                ~no_end & (start < day("2005-04-04")), conditional, MISSING
            ),
            "npd_calculated_date": MISSING,
            "ped_calculated_date": np.where(extended, start + whole * 2 // 3, MISSING),
            "hdced_calculated_date": np.where(curfew, conditional - window, MISSING),
            "prrd_calculated_date": np.where(recall[parent], served, MISSING),
            "tariff_calculated_date": np.where(no_end, tariff, MISSING),
            "tused_calculated_date": held.supervision_end[stay][parent],
            "fine_amount": np.nan,
            "termination_reason": None,
            "termination_date": MISSING,
        }
    )
    return table, _terms(rng, table, days, no_end, extended, expiry)


def _terms(
    rng: np.random.Generator,
    table: pd.DataFrame,
    days: np.ndarray,
    no_end: np.ndarray,
    extended: np.ndarray,
    expiry: np.ndarray,
) -> pd.DataFrame:
    """One custodial term a sentence, and a licence term after it where that is extended.

    Terms are said as courts do: up to half a year in weeks and days, else in years, months, days,
    so that they come to ``days`` exactly.
    """
    start = table["start_date"].to_numpy()
    short = days <= 182
    months = np.where(short | no_end, 0, (days / 30.4369).astype(np.int64))
    over = _add_months(start, months) > start + days
    months = months - over
    rest = np.where(no_end, 0, start + days - _add_months(start, months))
    life_years = np.where(
        no_end, np.maximum((table["tariff_calculated_date"].to_numpy() - start) // 365, 1), 0
    )
    youth = table["sentence_calc_type"].isin(["DTO", "DTO_ORA"]).to_numpy()
    key = table[["offender_book_id", "sentence_seq"]]
    custody = key.assign(
        term_seq=1,
        sentence_term_code=np.where(youth, "DET", "IMP").astype(object),
        years=np.where(no_end, life_years, months // 12),
        months=months % 12,
        weeks=np.where(short, rest // 7, 0),
        days=np.where(short, rest % 7, rest),
        hours=0,
        start_date=start,
        end_date=np.where(no_end, MISSING, start + days - 1),
        life_sentence_flag=np.where(no_end, "Y", "N").astype(object),
    )
    rows = np.flatnonzero(extended)
    licence = key.iloc[rows].assign(
        term_seq=2,
        sentence_term_code="LIC",
        years=rng.integers(1, 6, len(rows)),
        months=0,
        weeks=0,
        days=0,
        hours=0,
        start_date=start[rows],
        end_date=expiry[rows],
        life_sentence_flag="N",
    )
    both = pd.concat([custody, licence], ignore_index=True)
    order = np.lexsort((both["term_seq"], both["sentence_seq"], both["offender_book_id"]))
    return both.iloc[order].reset_index(drop=True)


def _add_months(days: np.ndarray, months: np.ndarray) -> np.ndarray:
    """Days moved on by whole months; the day of the month is cut to the month's last."""
    dates = days.astype("M8[D]")
    month = dates.astype("M8[M]")
    place = (dates - month.astype("M8[D]")).astype(np.int64)
    target = month + months
    room = ((target + 1).astype("M8[D]") - target.astype("M8[D]")).astype(np.int64) - 1
    return target.astype("M8[D]").astype(np.int64) + np.minimum(place, room)

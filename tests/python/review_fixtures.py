"""A small workspace to review, as a build has it: a dozen pairs, two clusters, a person."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb

N_PAIRS = 12

TABLES = """
create schema review;
create schema linkage;
create table review.review_pairs (
    pair_id varchar, review_order bigint, stratum varchar, n_stratum_pairs bigint,
    n_sampled_pairs bigint, inclusion_probability double, record_id_l bigint, record_id_r bigint,
    source_dataset_l varchar, record_key_l varchar, source_dataset_r varchar, record_key_r varchar,
    pair_group varchar, match_weight double, match_probability double, n_record_pairs bigint,
    cluster_unit bigint, is_together_low boolean, is_together_medium boolean,
    is_together_high boolean, is_double_scored boolean
);
create table review.review_clusters (
    cluster_id bigint, review_order bigint, reason varchar, n_records bigint, evidence varchar
);
create table review.review_people (
    item_id varchar, review_order bigint, record_id bigint, stratum varchar
);
create table review.review_near_records (item_id varchar, record_id bigint, place bigint);
create table review.review_records (
    record_id bigint, source_dataset varchar, record_key varchar,
    identities struct(
        forename varchar, middle_names varchar, surname varchar, date_of_birth date, is_main boolean
    )[],
    sex varchar, ethnic_group varchar, postcodes varchar[], pnc varchar, cro varchar,
    prison_number varchar, crn varchar, ni_number varchar, record_date date,
    events struct(event_date date, event varchar)[]
);
create table linkage.link_person__record_clusters (record_id bigint, cluster_medium bigint);
"""

FORENAMES = ["john", "mary", "ahmed", "susan", "peter", "anna"]
SURNAMES = ["kierane", "o'neill", "khan", "smith-jones", "dutt", "wood"]


def identity(forename: str, middle: str | None, surname: str, born: str | None, main: bool) -> dict:
    return {
        "forename": forename,
        "middle_names": middle,
        "surname": surname,
        "date_of_birth": born,
        "is_main": main,
    }


def record(place: int, side: int) -> tuple:
    """A record of pair ``place``; the second one has slips in name, date and numbers."""
    forename, surname = FORENAMES[place % 6], SURNAMES[place % 6]
    is_second = side == 1
    if is_second and place % 3 == 0:
        surname = surname.replace("e", "a", 1)
    born = f"19{60 + place}-0{1 + place % 9}-1{place % 9}"
    if is_second and place % 4 == 1:
        born = f"{born[:-1]}9"
    identities = [identity(forename, "lee" if place % 2 else None, surname, born, True)]
    if is_second and place % 2 == 0:
        # An alias before the main name: the page has to find the main one.
        identities.insert(0, identity(forename, None, SURNAMES[(place + 1) % 6], born, False))
    events = [
        {"event_date": f"20{10 + place % 8}-03-0{1 + side}", "event": "first hearing"},
        {"event_date": f"20{12 + place % 8}-06-15", "event": "sentence" if side else "reception"},
    ]
    return (
        100 + 2 * place + side,
        "prison_nomis" if is_second else "mags_hocas",
        f"{'N' if is_second else 'L'}{place}",
        identities,
        "m" if place % 2 else "f",
        None if is_second and place % 5 == 0 else "white",
        ["M50AA", "OL12TW"] if is_second else ["M50AA"],
        f"2006/105946{place % 10}L",
        None,
        f"A12{place:02}BC" if is_second else None,
        None,
        None,
        "2011-01-31",
        events,
    )


def pair_id(place: int) -> str:
    keys = sorted([f"mags_hocas|L{place}", f"prison_nomis|N{place}"])
    return hashlib.md5("".join(keys).encode(), usedforsecurity=False).hexdigest()


def write_workspace(folder: Path) -> Path:
    """Write ``folder/workspace.duckdb`` with the tables of the review; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(folder / "workspace.duckdb")) as connection:
        connection.begin()
        connection.execute(TABLES)
        pairs = [
            (
                *(pair_id(place), place + 1, "near a threshold" if place % 3 else "far above"),
                *(40, 6, 0.15, 100 + 2 * place, 101 + 2 * place),
                *(
                    "mags_hocas",
                    f"L{place}",
                    "prison_nomis",
                    f"N{place}",
                    "mags_hocas+prison_nomis",
                ),
                *(6.4321 - place, 0.98765, 1, place, True, True, place % 2 == 0, place % 4 == 0),
            )
            for place in range(N_PAIRS)
        ]
        marks = ", ".join("?" * 21)
        connection.executemany(f"insert into review.review_pairs values ({marks})", pairs)
        records = [record(place, side) for place in range(N_PAIRS) for side in (0, 1)]
        marks = ", ".join("?" * 14)
        connection.executemany(f"insert into review.review_records values ({marks})", records)
        connection.executemany(
            "insert into review.review_clusters values (?, ?, ?, ?, ?)",
            [
                (7, 1, "bridge", 4, "Without one pair of records it falls into two parts."),
                (9, 2, "twins", 2, "Two forenames with one surname and date of birth."),
            ],
        )
        # record 113 was drawn; it stands with 112, and records of another cluster are near
        connection.execute("insert into review.review_people values ('p1', 1, 113, 'several')")
        connection.execute(
            "insert into review.review_near_records values"
            " ('p1', 112, 0), ('p1', 113, 0), ('p1', 100, 1), ('p1', 101, 1)"
        )
        # the records of the pairs 0 and 6 (one name), and those of pair 1
        members = [(100, 7), (101, 7), (112, 7), (113, 7), (102, 9), (103, 9)]
        connection.executemany(
            "insert into linkage.link_person__record_clusters values (?, ?)", members
        )
        connection.commit()
    return folder

"""Weight adjustments: conditions on several levels that are worth bits of their own."""

from __future__ import annotations

import itertools

import pandas as pd
import toy_model


def adjustments(m) -> list[dict]:
    return [
        m.weight_adjustment(
            "twins", "gamma_surname = 'equal' and gamma_forename = 0 and gamma_born>='equal'", -5.25
        ),
        m.weight_adjustment("no address", "gamma_postcode = 'missing' or gamma_born = -1", 1),
    ]


def expected(surname: int, forename: int, born: int, postcode: int) -> float:
    """By hand: the levels of the toy are missing -1, else 0, and the best the highest."""
    twins = -5.25 if (surname, forename, born) == (2, 0, 1) else 0
    return twins + (1 if postcode == -1 or born == -1 else 0)


def test_adjustments_are_added_to_the_weight_of_a_pattern(macros):
    m, con = macros, macros.connection
    plain = toy_model.settings(m)
    adjusted = toy_model.settings(m, weight_adjustments=adjustments(m))
    names = [comparison["output_column_name"] for comparison in plain["comparisons"]]
    levels = [range(-1, comparison["n_codes"] - 1) for comparison in plain["comparisons"]]
    rows = [(*gammas, 65, 1) for gammas in itertools.product(*levels)]
    columns = [*(f"gamma_{name}" for name in names), "pair_group", "rules_satisfied"]
    con.register("levels", pd.DataFrame(rows, columns=columns))
    m.create("patterns", f"select {m._pattern(plain)} as pattern from levels")
    m.create(
        "parameters",
        "select *, 0.5 as u_probability, 0.25 * parameter_index as match_weight,"
        f" 65 as pair_group from ({m._levels(plain)})",
    )
    con.execute("create table shares as select 65 as pair_group, -7.5 as prior_match_weight")
    con.execute("create table frequencies as select 'surname' as term, 0.01 as tf")
    inputs = ["patterns", "parameters", "shares", "frequencies"]
    for table, settings in {"plain": plain, "adjusted": adjusted}.items():
        m.create(table, m.pattern_weights(settings, *inputs))
    found = con.execute(
        "select a.match_weight - p.match_weight as added, a.*"
        " from adjusted as a inner join plain as p using (pattern)"
    ).df()
    assert len(found) == len(rows)
    for row in found.itertuples(index=False):
        gammas = [getattr(row, f"gamma_{name}") for name in names]
        assert row.added == expected(*gammas)
    assert sorted(found["added"].unique()) == [-5.25, -4.25, 0, 1]


def test_without_adjustments_nothing_is_added(macros):
    assert macros.weight_adjustments(toy_model.settings(macros)).strip() == "0"


def test_twins_and_households_of_the_person_model_are_told_apart(macros):
    """Twins: surname and birthday equal, another forename, a number that differs, none that agrees.

    A household: surname and postcode equal, another forename or none, no date of birth to compare,
    and no number that agrees.
    """
    settings = macros.person_linkage_settings()
    gammas = {
        f"gamma_{comparison['output_column_name']}": list(range(-1, comparison["n_codes"] - 1))
        for comparison in settings["comparisons"]
    }
    labels = {
        name: [level["label"] for level in comparison["comparison_levels"]]
        for name, comparison in zip(gammas, settings["comparisons"], strict=True)
    }
    numbered = ["gamma_police_numbers", "gamma_service_numbers"]
    chosen = ["gamma_name", "gamma_date_of_birth", "gamma_postcode", *numbered]
    rows = list(itertools.product(*(gammas[name] for name in chosen)))
    macros.connection.register("levels", pd.DataFrame(rows, columns=chosen))
    sql = f"select *, {macros.weight_adjustments(settings)} as bits from levels"
    for *values, bits in macros.connection.execute(sql).fetchall():
        label = {
            name: labels[name][0] if value == -1 else labels[name][-1 - value]
            for name, value in zip(chosen, values, strict=True)
        }
        numbers = {label["gamma_police_numbers"], label["gamma_service_numbers"]}
        is_twin = (
            label["gamma_name"] == "surname equal, forename different"
            and label["gamma_date_of_birth"] == "equal"
            and numbers <= {"missing", "identifiers different"}
            and "identifiers different" in numbers
        )
        is_household = (
            label["gamma_name"]
            in ("surname equal, forename different", "surname equal, forename missing")
            and label["gamma_date_of_birth"] == labels["gamma_date_of_birth"][0]
            and label["gamma_postcode"] == "a postcode in common"
            and numbers <= {"missing", "identifiers different"}
        )
        assert bits == (-5 if is_twin or is_household else 0), label

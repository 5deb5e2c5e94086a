"""Wrong settings stop dbt with a message that names the setting, the value and the mend."""

from __future__ import annotations

import pytest
import toy_model
from dbt.exceptions import CompilationError


def comparison(m, *levels, name="surname"):
    return m.comparison(name, list(levels))


def good_comparison(m, tf_term=None):
    return comparison(
        m,
        m.null_level("l.surname is null or r.surname is null"),
        m.comparison_level("l.surname = r.surname", "equal", tf_term=tf_term),
        m.else_level(),
    )


def settings(m, **changes):
    given = {
        "model": "toy",
        "comparisons": [good_comparison(m)],
        "blocking_rules": [m.block_on(["born"], "date of birth", [])],
    }
    return m.linkage_settings(**(given | changes))


# The change that is wrong, and the whole message.
WRONG = {
    "unknown link type": (
        lambda m: {"link_type": "both"},
        (
            "Linkage model 'toy': link_type is 'both'; use one of"
            " dedupe_only, link_only, link_and_dedupe."
        ),
    ),
    "rule touches nothing known": (
        lambda m: {"blocking_rules": [m.block_on(["surname"], "surnames", ["name"])]},
        (
            "Linkage model 'toy': blocking rule 'surnames' touches 'name', which is no comparison;"
            " use one of surname."
        ),
    ),
    "comparison that no rule leaves open": (
        lambda m: {
            "blocking_rules": [
                m.block_on(["surname"], "surname", ["surname"]),
                m.block_on(["born"], "date of birth", [], trains=False),
            ]
        },
        (
            "Linkage model 'toy': every blocking rule that trains touches comparison 'surname', so"
            " it would never be trained; add a rule that leaves it open."
        ),
    ),
    "unknown training option": (
        lambda m: {"training": {"max_iteration": 5}},
        (
            "Linkage model 'toy': training has no option 'max_iteration'; use"
            " em_convergence, max_iterations, max_rounds, minimum_block_match_share,"
            " blocking_recall, random_pairs, least_chance_share, least_probability,"
            " weight_pairs_by, parameters_by_group, borrowed_matches, borrowed_agreements,"
            " monotone_weights, starting_ratio, probability_two_random_records_match,"
            " dependence_bits."
        ),
    ),
    "unknown clustering option": (
        lambda m: {"clustering": {"cut": -2}},
        (
            "Linkage model 'toy': clustering has no option 'cut'; use cluster_method,"
            " match_probability_low, match_probability_medium, match_probability_high,"
            " mean_weight_cut, max_component, max_cluster_size, keep_match_weight,"
            " duplicate_free_datasets, ties_method."
        ),
    ),
    "unknown cluster method": (
        lambda m: {"clustering": {"cluster_method": "single_linkage"}},
        (
            "Linkage model 'toy': clustering.cluster_method is 'single_linkage'; use one of"
            " average_linkage, connected_components, single_best_link, one_to_one."
        ),
    ),
    "unknown way with ties": (
        lambda m: {"clustering": {"ties_method": "highest_id"}},
        (
            "Linkage model 'toy': clustering.ties_method is 'highest_id'; use one of lowest_id,"
            " drop."
        ),
    ),
    "data sets that are no list": (
        lambda m: {"clustering": {"duplicate_free_datasets": "prison"}},
        (
            "Linkage model 'toy': clustering.duplicate_free_datasets is prison; give a list of"
            " names, such as ['prison']."
        ),
    ),
    "single best links without data sets": (
        lambda m: {"clustering": {"cluster_method": "single_best_link"}},
        (
            "Linkage model 'toy': clustering.cluster_method 'single_best_link' needs"
            " duplicate_free_datasets: the data sets of which a cluster has one record at most."
        ),
    ),
    "adjustment of an unknown level": (
        lambda m: {"weight_adjustments": [m.weight_adjustment("twins", "gamma_name = 4", -5)]},
        (
            "Linkage model 'toy', weight adjustment 'twins': 'gamma_name' is no comparison's level;"
            " use gamma_surname."
        ),
    ),
    "adjustment of an unknown label": (
        lambda m: {
            "weight_adjustments": [m.weight_adjustment("twins", "gamma_surname = 'same'", -5)]
        },
        (
            "Linkage model 'toy', weight adjustment 'twins': gamma_surname has no level 'same'; use"
            " one of 'missing', 'equal', 'anything else'."
        ),
    ),
    "adjustment without a level": (
        lambda m: {"weight_adjustments": [m.weight_adjustment("all", "true", -5)]},
        (
            "Linkage model 'toy', weight adjustment 'all': its condition speaks of no level; use"
            " gamma_surname."
        ),
    ),
    "adjustment by a text": (
        lambda m: {"weight_adjustments": [m.weight_adjustment("all", "gamma_surname = 1", "-5")]},
        (
            "Linkage model 'toy': weight_adjustments has {'name': 'all', 'sql_condition':"
            " 'gamma_surname = 1', 'match_weight': '-5'}; give weight_adjustment(name, condition,"
            " bits)."
        ),
    ),
    "no null level": (
        lambda m: {
            "comparisons": [
                comparison(
                    m,
                    m.comparison_level("l.surname = r.surname", "equal"),
                    m.comparison_level("true", "similar"),
                    m.else_level(),
                )
            ]
        },
        (
            "Linkage model 'toy', comparison 'surname': levels must be a null_level, at least one"
            " other, and an else_level last."
        ),
    ),
    "no else level": (
        lambda m: {
            "comparisons": [
                comparison(
                    m,
                    m.null_level("false"),
                    m.comparison_level("l.surname = r.surname", "equal"),
                    m.comparison_level("left(l.surname, 1) = left(r.surname, 1)", "initial"),
                )
            ]
        },
        (
            "Linkage model 'toy', comparison 'surname': levels must be a null_level, at least one"
            " other, and an else_level last."
        ),
    ),
    "nothing between null and else": (
        lambda m: {"comparisons": [comparison(m, m.null_level("false"), m.else_level())]},
        (
            "Linkage model 'toy', comparison 'surname': levels must be a null_level, at least one"
            " other, and an else_level last."
        ),
    ),
    "unknown term": (
        lambda m: {
            "comparisons": [good_comparison(m, tf_term="family_name")],
            "terms": [m.term("surname", ["surname"])],
        },
        (
            "Linkage model 'toy', comparison 'surname': level 'equal' is adjusted by term"
            " 'family_name', which the settings do not have; add it to terms or drop tf_term."
        ),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_setting_gives_its_message(macros, name):
    change, message = WRONG[name]
    with pytest.raises(CompilationError) as error:
        settings(macros, **change(macros))
    assert error.value.msg == message


def test_right_settings_are_completed(macros):
    given = settings(macros, training={"max_rounds": 3}, clustering={"mean_weight_cut": 0})
    assert given["training"]["max_rounds"] == 3
    assert given["training"]["max_iterations"] == 500, "the default stays"
    assert given["clustering"]["mean_weight_cut"] == 0
    assert [rule["match_key"] for rule in given["blocking_rules"]] == [0]


def test_every_comparison_has_its_own_place_in_the_pattern(macros):
    given = toy_model.settings(macros)
    radix = index = None
    for comparison in given["comparisons"]:
        if radix is not None:
            assert (comparison["radix"], comparison["first_index"]) == (radix, index)
        radix = comparison["radix"] * comparison["n_codes"]
        index = comparison["first_index"] + comparison["n_codes"]
    assert (given["pattern_radix"], given["n_parameters"]) == (radix, index)


def test_patterns_are_packed_and_unpacked_without_loss(macros):
    """Every combination of levels, some sources, all masks of rules."""
    given = toy_model.settings(macros)
    gammas = [
        f"(select unnest(range(-1, {c['n_codes'] - 1})) as gamma_{c['output_column_name']})"
        for c in given["comparisons"]
    ]
    macros.connection.execute(
        f"create table levels as select * from {' cross join '.join(gammas)}"
        " cross join (select unnest([65, 66, 130, 4095]) as pair_group)"
        " cross join (select unnest(range(8)) as rules_satisfied)"
    )
    names = [f"gamma_{c['output_column_name']}" for c in given["comparisons"]]
    names = ", ".join([*names, "pair_group", "rules_satisfied"])
    macros.connection.execute(
        f"create table packed as select {macros._pattern(given)} as pattern from levels"
    )
    n_levels, n_packed, n_lost = macros.connection.execute(
        "select (select count(*) from levels), (select count(distinct pattern) from packed),"
        f" (select count(*) from (select {names} from levels except"
        f" select {names} from (select {macros.decode_pattern(given)} from packed)))"
    ).fetchone()
    assert n_levels == n_packed
    assert n_lost == 0

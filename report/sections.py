"""What the report shows, in order."""

from __future__ import annotations

from report.charts import (
    calibration,
    case_links,
    churn,
    cluster_sizes,
    completeness,
    flows,
    groups,
    m_and_u,
    match_weights,
    pairs_by_rule,
    rule_overlap,
    trade_off,
    training,
    waterfalls,
    weight_distribution,
)
from report.picture import Section

BUILD = "The next build fills it: run make."

SECTIONS = [
    Section(
        "completeness",
        "What the records hold",
        ("quality_completeness",),
        completeness.draw,
        BUILD,
    ),
    Section(
        "flows",
        "Ways through the systems",
        ("quality_flows",),
        flows.draw,
        "It needs dated records of at least two systems.",
    ),
    Section("pairs_by_rule", "Blocking", ("quality_pairs_by_rule",), pairs_by_rule.draw, BUILD),
    Section(
        "rule_overlap",
        "Overlap of the blocking rules",
        ("quality_rule_overlap",),
        rule_overlap.draw,
        "It needs a blocking rule that finds a pair.",
    ),
    Section(
        "match_weights", "Match weights", ("quality_match_weights",), match_weights.draw, BUILD
    ),
    Section("m_and_u", "m and u by level", ("quality_match_weights",), m_and_u.draw, BUILD),
    Section(
        "training",
        "Training",
        ("quality_training",),
        training.draw,
        "It needs a model that was trained in this build, not one with frozen parameters.",
    ),
    Section(
        "weight_distribution",
        "Distribution of match weights",
        ("quality_weight_distribution",),
        weight_distribution.draw,
        BUILD,
    ),
    Section(
        "waterfalls",
        "Chosen pairs",
        ("quality_waterfalls",),
        waterfalls.draw,
        "It needs scored pairs.",
    ),
    Section(
        "trade_off",
        "Thresholds",
        ("quality_threshold_trade_off", "quality_label_accuracy", "quality_threshold_choice"),
        trade_off.draw,
        BUILD,
    ),
    Section(
        "calibration",
        "Calibration",
        ("quality_calibration",),
        calibration.draw,
        "It needs reviewed pairs (make review) or the truth of a synthetic sample.",
    ),
    Section(
        "groups",
        "Accuracy by group",
        ("quality_accuracy_by_group",),
        groups.draw,
        "It needs the truth of a synthetic sample, with groups large enough to show.",
    ),
    Section(
        "cluster_sizes",
        "Sizes of people",
        ("quality_cluster_sizes", "quality_cluster_errors"),
        cluster_sizes.draw,
        BUILD,
    ),
    Section(
        "churn",
        "Changes since the last release",
        ("release.release_churn",),
        churn.draw,
        "It needs an earlier release of the same extracts, made with the same salt.",
    ),
    Section(
        "case_links",
        "Case links",
        ("quality_case_link_timing", "quality_case_link"),
        case_links.draw,
        "It needs linked Crown Court records, at least ten in a year.",
    ),
]

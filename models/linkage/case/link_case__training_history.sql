-- noqa: disable=PRS
{{ config(
    materialized='expectation_maximisation',
    linkage_settings='case_linkage_settings',
) }}
{{ data_first.settings_read(
    data_first.case_linkage_settings(), ['comparisons', 'blocking_rules', 'training']
) }}

-- statement: patterns
select * from {{ ref('link_case__patterns') }}

-- statement: random agreement
select * from {{ ref('link_case__candidate_agreement') }}

-- statement: all pairs
select * from {{ ref('link_case__pair_groups') }}

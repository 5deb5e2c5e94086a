-- noqa: disable=PRS
{{ config(
    materialized='expectation_maximisation',
    linkage_settings='case_linkage_settings',
) }}

-- statement: patterns
select * from {{ ref('link_case__patterns') }}

-- statement: random agreement
select * from {{ ref('link_case__candidate_agreement') }}

-- statement: all pairs
select * from {{ ref('link_case__pair_groups') }}

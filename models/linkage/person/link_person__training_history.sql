-- noqa: disable=PRS
{{ config(
    materialized='expectation_maximisation',
    linkage_settings='person_linkage_settings',
) }}
{{ data_first.settings_read(
    data_first.person_linkage_settings(), ['comparisons', 'blocking_rules', 'training']
) }}

-- statement: patterns
select * from {{ ref('link_person__patterns') }}

-- statement: random agreement
select * from {{ ref('link_person__random_agreement') }}

-- statement: all pairs
select * from {{ ref('link_person__pair_groups') }}

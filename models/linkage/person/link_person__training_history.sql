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
{%- if var('labels_train_m') %}
{%- if execute and not data_first.label_weights_delivered() %}
    {%- do exceptions.raise_compiler_error(
        "labels_train_m is true, but " ~ var('review') ~ "/label_weights.csv is not there: run"
        ~ " `dbt run-operation save_label_weights` after a build whose labels are to train m."
    ) %}
{%- endif %}
{%- set main_names = '(select * from ' ~ ref('link_person__blocking_keys') ~ ' where is_main)' %}

-- statement: given parameters
select comparison, gamma, m_probability, u_probability from (
    {{ data_first.m_from_pairwise_labels(
        data_first.person_linkage_settings(), main_names, ref('review_training_labels'),
        key='profile_id', score_column='score',
    ) | indent(4) }}
)
{%- endif %}

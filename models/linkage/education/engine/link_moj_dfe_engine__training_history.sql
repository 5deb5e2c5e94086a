{{ config(materialized='expectation_maximisation', linkage_settings='moj_dfe_linkage_settings') }}

{{ data_first.linkage_training_history(
    moj_dfe_linkage_settings(),
    ref('link_moj_dfe_engine__pairs'),
    ref('link_moj_dfe_engine__records'),
) }}

{{ config(materialized='table') }}

{{ data_first.linkage_match_shares(
    moj_dfe_linkage_settings(),
    ref('link_moj_dfe_engine__training_history'),
    ref('link_moj_dfe_engine__records'),
) }}

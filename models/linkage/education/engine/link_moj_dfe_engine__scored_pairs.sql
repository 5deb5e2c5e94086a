{{ config(materialized='table') }}

{{ data_first.linkage_scored_pairs(
    moj_dfe_linkage_settings(),
    ref('link_moj_dfe_engine__pairs'),
    ref('link_moj_dfe_engine__records'),
    ref('link_moj_dfe_engine__parameters'),
    ref('link_moj_dfe_engine__match_shares'),
    ref('link_moj_dfe_engine__term_frequencies'),
) }}

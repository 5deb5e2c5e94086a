{{ config(materialized='term_frequencies', linkage_settings='moj_dfe_linkage_settings') }}

{{ data_first.linkage_term_frequencies(
    moj_dfe_linkage_settings(),
    ref('link_moj_dfe_engine__records'),
    ref('link_moj_dfe_engine__pairs'),
    ref('link_moj_dfe_engine__parameters'),
    ref('link_moj_dfe_engine__match_shares'),
) }}

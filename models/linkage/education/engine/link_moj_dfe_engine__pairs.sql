{{ config(materialized='statements') }}

{{ data_first.linkage_pairs(
    moj_dfe_linkage_settings(),
    ref('link_moj_dfe_engine__records'),
) }}

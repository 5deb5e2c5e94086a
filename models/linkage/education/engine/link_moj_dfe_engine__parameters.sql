{{ config(materialized='table') }}

{{ data_first.linkage_parameters(
    moj_dfe_linkage_settings(),
    ref('link_moj_dfe_engine__training_history'),
) }}

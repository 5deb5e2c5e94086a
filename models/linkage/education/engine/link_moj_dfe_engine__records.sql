{{ config(materialized='table') }}

{{ data_first.linkage_records(
    moj_dfe_linkage_settings(),
    ref('link_moj_dfe_engine__main_names'),
    unique_id='person_key',
    source_column='side',
) }}

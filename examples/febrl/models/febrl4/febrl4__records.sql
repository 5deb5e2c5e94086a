{{ config(materialized='table') }}

{{ data_first.linkage_records(
    febrl4_settings(),
    {'a': ref('clean_febrl4a'), 'b': ref('clean_febrl4b')},
    unique_id='rec_id',
) }}

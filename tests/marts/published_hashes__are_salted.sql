{% set people_records = ref('people_records') %}
{% set keys %}
(
    select source_dataset || '|' || record_key as system_key
    from (
        select source_dataset, record_key from {{ people_records }}
        order by hash(record_key)
        limit 10000
    ) as some_records
    union all
    {{ data_first.source_keys() | indent }}
) as system_keys
{% endset %}

-- Mend: make the column with the macro hash_key().
{{ data_first.unsalted_hashes(data_first.published_columns(), keys) }}

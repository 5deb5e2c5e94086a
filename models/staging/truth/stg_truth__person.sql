{% set person = source('truth', 'person') %}

{% if data_first.truth_delivered('person') %}
select
    source_dataset,
    cast(record_key as varchar) as record_key,
    cast(true_person_id as bigint) as true_person_id,
from {{ person }}
{% else %}
-- No truth was delivered.
select
    cast(null as varchar) as source_dataset,
    cast(null as varchar) as record_key,
    cast(null as bigint) as true_person_id,
where false
{% endif %}

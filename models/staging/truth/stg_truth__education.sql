{% set education = source('truth', 'education') %}

{% if data_first.truth_delivered('education') %}
select
    cast(source_dataset as varchar) as source_dataset,
    cast(record_key as varchar) as record_key,
    cast(true_person_id as bigint) as true_person_id,
from {{ education }}
{% else %}
-- No truth of the MoJ-DfE share was delivered.
select
    cast(null as varchar) as source_dataset,
    cast(null as varchar) as record_key,
    cast(null as bigint) as true_person_id,
where false
{% endif %}

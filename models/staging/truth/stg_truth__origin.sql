{% set origin = source('truth', 'origin') %}

{% if data_first.truth_delivered('origin') %}
select
    cast(true_person_id as bigint) as true_person_id,
    cast(name_origin as varchar) as name_origin,
from {{ origin }}
{% else %}
-- No origins were delivered.
select
    cast(null as bigint) as true_person_id,
    cast(null as varchar) as name_origin,
where false
{% endif %}

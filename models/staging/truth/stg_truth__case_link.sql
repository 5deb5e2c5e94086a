{% set case_link = source('truth', 'case_link') %}

{% if data_first.truth_delivered('case_link') %}
select
    cast(cc_defendant_on_case_id as varchar) as cc_defendant_on_case_id,
    cast(mc_case_id as varchar) as mc_case_id,
    cast(mc_defendant_id as varchar) as mc_defendant_id,
    cast(is_main as boolean) as is_main,
from {{ case_link }}
{% else %}
-- No truth was delivered.
select
    cast(null as varchar) as cc_defendant_on_case_id,
    cast(null as varchar) as mc_case_id,
    cast(null as varchar) as mc_defendant_id,
    cast(null as boolean) as is_main,
where false
{% endif %}

-- A row here is one whose offender, offence or pupil is not in the extract. A warning: it is the
-- extract that is incomplete.
{{ config(severity='warn') }}
{%- set belongs = [
    ('stg_pnc__names', 'offender_id', 'stg_pnc__offenders'),
    ('stg_pnc__offences', 'offender_id', 'stg_pnc__offenders'),
    ('stg_pnc__disposals', 'offence_id', 'stg_pnc__offences'),
    ('stg_npd__census', 'pupil_id', 'stg_npd__pupils'),
    ('stg_npd__attainment', 'pupil_id', 'stg_npd__pupils'),
    ('stg_npd__absence', 'pupil_id', 'stg_npd__pupils'),
    ('stg_npd__exclusions', 'pupil_id', 'stg_npd__pupils'),
] -%}

{% for table, key, parent in belongs %}
select
    '{{ table }}' as table_name,
    '{{ parent }}' as parent,
    count(*) as n_rows,
from {{ ref(table) }}
where {{ key }} is null or {{ key }} not in (select {{ key }} from {{ ref(parent) }})
having count(*) > 0
{% if not loop.last %}union all{% endif %}
{% endfor %}

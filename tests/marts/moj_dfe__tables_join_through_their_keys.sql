-- A row here is one that joins to nothing: an offence without its offender, a link without its
-- pupil, or one that the flags of the two sides do not know.
{%- set belongs = [
    ('moj_dfe_link', 'mojuid', 'pnc_offenders'),
    ('moj_dfe_link', 'pmra', 'npd_pupils'),
    ('pnc_offences', 'mojuid', 'pnc_offenders'),
    ('pnc_disposals', 'offence_id_hash', 'pnc_offences'),
    ('npd_attainment', 'pmra', 'npd_pupils'),
    ('npd_absence', 'pmra', 'npd_pupils'),
] %}

with orphans as (
    {%- for table, key, parent in belongs %}
    select '{{ table }}' as table_name, '{{ parent }}' as parent, count(*) as n_rows
    from {{ ref(table) }}
    where {{ key }} not in (select {{ key }} from {{ ref(parent) }})
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

flags as (
    select 'pnc_offenders' as table_name, count(*) as n_flagged
    from {{ ref('pnc_offenders') }}
    where is_linked
    union all
    select 'npd_pupils', count(*)
    from {{ ref('npd_pupils') }}
    where is_linked
),

links as (
    select count(*) as n_links from {{ ref('moj_dfe_link') }}
)

select table_name, parent, n_rows
from orphans
where n_rows > 0
union all
select flags.table_name, 'moj_dfe_link', abs(flags.n_flagged - links.n_links)
from flags
cross join links
where flags.n_flagged <> links.n_links

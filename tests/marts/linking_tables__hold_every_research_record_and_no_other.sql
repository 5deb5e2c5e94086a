-- A row here is a person record that only one side knows. Mend: published_records (macros/publish)
-- must name every research table that carries person records.
{%- set research = {
    'mags_hocas': ref('magistrates_defendant_case'),
    'crown_xhibit': ref('crown_defendant_case'),
    'prison_nomis': ref('prison_custodial_journey'),
    'probation_delius': ref('probation_flatfile'),
    'familyman': ref('family_people'),
    'civil_caseman_pcol': ref('civil_parties'),
    'prison_oasys': ref('oasys_assessments'),
} %}

with research as (
    {%- for source_dataset, table in research.items() %}
    select distinct '{{ source_dataset }}' as source_dataset, row_id_hash from {{ table }}
    where row_id_hash is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

linking as (
    select 'xjs_link' as linking_table, source_dataset, row_id_hash from {{ ref('xjs_link') }}
    union all
    select 'criminal_justice_link', source_dataset, row_id_hash
    from {{ ref('criminal_justice_link') }}
    union all
    select 'person_clusters', source_dataset, row_id_hash from {{ ref('person_clusters') }}
)

select 'only in research tables' as problem, t.linking_table, r.source_dataset, r.row_id_hash,
from research as r
cross join (select distinct linking_table from linking) as t
where
    -- Criminal justice is the four systems of the share of 2022.
    (
        t.linking_table <> 'criminal_justice_link'
        or r.source_dataset in ('mags_hocas', 'crown_xhibit', 'prison_nomis', 'probation_delius')
    )
    and not exists (
        select 1 from linking as l
        where
            l.linking_table = t.linking_table and l.row_id_hash = r.row_id_hash
            and l.source_dataset = r.source_dataset
    )
union all
select 'only in linking tables', l.linking_table, l.source_dataset, l.row_id_hash,
from linking as l
where
    -- Conformed records have no research table: a label that none has is theirs.
    l.source_dataset in (select distinct source_dataset from research)
    and not exists (
        select 1 from research as r
        where r.row_id_hash = l.row_id_hash and r.source_dataset = l.source_dataset
    )

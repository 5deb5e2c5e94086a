{#- A select with the records of each source that are neither linked nor left out for a reason of
    people_excluded, or that are linked twice: source_dataset, n_unaccounted. 0 where all is
    well. -#}
{% macro records_conserved() -%}
select
    source_dataset,
    abs(sum(n_records)) as n_unaccounted,
from (
    {%- for source_dataset, relation in {
        'mags_hocas': ref('stg_libra__defendants'),
        'crown_xhibit': ref('stg_xhibit__defendant_on_case'),
        'probation_delius': ref('stg_delius__offender'),
        'civil_caseman_pcol': ref('people_caseman__parties'),
        'prison_oasys': ref('stg_oasys__offender'),
    }.items() %}
    select '{{ source_dataset }}' as source_dataset, count(*) as n_records from {{ relation }}
    union all
    {%- endfor %}
    select
        'prison_nomis' as source_dataset,
        count(distinct root_offender_id) as n_records
    from {{ ref('stg_nomis__offenders') }}
    union all
    select 'familyman' as source_dataset, count(*) as n_records
    from (select distinct case_number, party_id from {{ ref('stg_familyman__roles') }}) as parties
    union all
    select source_dataset, count(*) as n_records
    from {{ ref('stg_conformed__person_records') }}
    group by source_dataset
    union all
    select source_dataset, -n_records from {{ ref('people_excluded') }}
    union all
    select source_dataset, -n_records from {{ ref('quality_coverage') }}
) as counted
group by source_dataset
{%- endmacro %}

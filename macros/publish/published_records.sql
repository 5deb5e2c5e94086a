{#- The person records that are published: row_id_hash. Records of systems that have research tables
    are those that the tables hold; other conformed records are published as they are. -#}
{% macro published_records() %}
select row_id_hash from {{ ref('magistrates_defendant_case') }}
union
select row_id_hash from {{ ref('crown_defendant_case') }}
union
select row_id_hash from {{ ref('prison_custodial_journey') }}
union
select row_id_hash from {{ ref('probation_flatfile') }}
union
select row_id_hash from {{ ref('family_people') }}
union
select row_id_hash from {{ ref('civil_parties') }} where row_id_hash is not null
union
select row_id_hash from {{ ref('oasys_assessments') }}
union
select row_id_hash
from {{ ref('link_person__record_ids') }}
where
    source_dataset not in (
        'mags_hocas',
        'crown_xhibit',
        'prison_nomis',
        'probation_delius',
        'familyman',
        'civil_caseman_pcol',
        'prison_oasys'
    )
    or source_dataset in (select source_dataset from {{ ref('stg_conformed__person_records') }})
{% endmacro %}

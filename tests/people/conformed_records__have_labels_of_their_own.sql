-- The label is published. A justice system's label would mix its records with that system's; many
-- labels, or free text, would be values of people.
-- Mend: give the records in extracts/conformed one source_dataset a data set, such as clinic_2020.
select
    source_dataset,
    count(*) as n_records,
from {{ ref('stg_conformed__person_records') }}
group by source_dataset
qualify
    source_dataset in (
        'mags_hocas', 'crown_xhibit', 'prison_nomis', 'probation_delius', 'civil_caseman_pcol',
        'prison_oasys'
    )
    or not regexp_full_match(source_dataset, '[a-z][a-z0-9_]{1,40}')
    or count(*) over () > 20

{{ config(severity='warn') }}

-- One row here for each journey that is recalled before its first release: a movement was never
-- entered in NOMIS, or the first stay lies before the extract. Nothing to mend in the build; a
-- large number means that movements are missing from the extract.
select
    journey_id_hash,
    journey_start_date,
    first_release_date,
    first_recall_date,
from {{ ref('prison_custodial_journey') }}
where first_recall_date < first_release_date

-- One row here for each journey with a date outside it. Mend: people_nomis__journeys.
select
    journey_id_hash,
    journey_start_date,
    first_release_date,
    first_recall_date,
    journey_end_date,
from {{ ref('prison_custodial_journey') }}
where
    first_release_date < journey_start_date
    or first_recall_date < journey_start_date
    or journey_end_date < first_release_date
    or journey_end_date < first_recall_date
    -- a journey of one stay can only be recalled where it begins with the recall
    or (number_of_recalls > 0 and number_of_spells = 1 and first_recall_date > journey_start_date)

-- Of several hearings on one day, that with the highest number is the last; one without a day has
-- no place.
with hearings as (
    select
        *,
        case when hearing_date is not null then (hearing_date, sequence_number) end as place,
    from {{ ref('stg_libra__hearings') }}
)

select
    defendant_id,
    min(hearing_date) as first_hearing_date,
    max(hearing_date) as final_hearing_date,
    count(*) as n_hearings,
    count(*) filter (where hearing_type_code = 'ADJOURNED') as n_adjournments,
    min(hearing_date) filter (where hearing_type_code = 'TRIAL') as trial_date,
    arg_max(hearing_type_code, place) as final_hearing_type_code,
    arg_max(bail_status_code, place) as final_bail_status_code,
    bool_or(bail_status_code = 'C') as was_in_custody,
from hearings
group by defendant_id

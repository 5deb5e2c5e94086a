-- One row a hearing of a defendant.
with hearings as (
    select
        records.defendant_on_case_id,
        records.hearing_start_date,
        coalesce(records.hearing_end_date, records.hearing_start_date) as hearing_end_date,
        records.hearing_type_id,
        bail_statuses.remand_group as remand_status,
        (records.hearing_start_date, records.def_hearing_record_id) as place,
    from {{ ref('stg_xhibit__def_hearing_record') }} as records
    left join {{ ref('xhibit_bail_statuses') }} as bail_statuses
        on records.start_bail_status = bail_statuses.bail_status
    where records.hearing_start_date is not null
),

convictions as (
    select
        defendant_on_case_id,
        min(conviction_date) as conviction_date,
    from {{ ref('people_xhibit__offences') }}
    group by defendant_on_case_id
),

-- The status on arrival at a hearing is that of the time before it. Remand B looks at the hearings
-- after the day of the first conviction, to which the defendant was put back for sentence.
histories as (
    select
        hearings.defendant_on_case_id,
        min(convictions.conviction_date) as first_conviction_date,
        min(hearing_start_date) as first_hearing_date,
        max(hearing_end_date) as final_hearing_date,
        count(*) as n_hearings,
        arg_min(hearing_type_id, place) as first_hearing_type_id,
        arg_max(hearing_type_id, place) as final_hearing_type_id,
        arg_min(remand_status, place) as first_remand_status,
        min(hearing_start_date) filter (where hearing_type_id = 3) as trial_start_date,
        max(hearing_end_date) filter (where hearing_type_id = 3) as trial_end_date,
        {%- for part, hearings_of_it in [
            ('a', 'true'), ('b', 'hearing_start_date > conviction_date')
        ] %}
        arg_min(remand_status, place) filter (where {{ hearings_of_it }}) as first_{{ part }},
        coalesce(bool_or(remand_status = 'B') filter (where {{ hearings_of_it }}), false)
            as had_bail_{{ part }},
        coalesce(bool_or(remand_status = 'C') filter (where {{ hearings_of_it }}), false)
            as had_custody_{{ part }},
        {%- endfor %}
    from hearings
    left join convictions on hearings.defendant_on_case_id = convictions.defendant_on_case_id
    group by hearings.defendant_on_case_id
)

select
    * exclude (first_a, had_bail_a, had_custody_a, first_b, had_bail_b, had_custody_b),
    {{ remand_history('first_a', 'had_bail_a', 'had_custody_a') | indent }} as remand_a_code,
    {{ remand_history('first_b', 'had_bail_b', 'had_custody_b') | indent }} as remand_b_code,
from histories

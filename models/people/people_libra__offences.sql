with offences as (
    select * from {{ ref('stg_libra__offences') }}
),

offence_list as (
    select * from {{ ref('court_offences') }}
),

plea_list as (
    select * from {{ ref('libra_pleas') }}
),

results as (
    select
        staged.offence_id,
        staged.result_id,
        staged.result_code,
        staged.result_date,
        staged.length_days,
        staged.amount_pounds,
        staged.sent_to_court_code,
        result_list.result_group,
        result_list.outcome_group,
        result_list.seriousness,
        result_list.is_conviction,
    from {{ ref('stg_libra__results') }} as staged
    left join {{ ref('libra_results') }} as result_list
        on staged.result_code = result_list.result_code
),

-- One row an offence: the most serious result, the longest among equals.
main_results as (
    select *
    from results
    qualify row_number() over (
        partition by offence_id
        order by seriousness asc nulls last, length_days desc nulls last, result_id asc
    ) = 1
),

joined as (
    select
        offences.*,
        main_results.* exclude (offence_id, result_id),
        offence_list.maximum_sentence_months,
        offence_list.offence_group,
        plea_list.plea_group,
    from offences
    left join plea_list on offences.plea_code = plea_list.plea_code
    left join offence_list on offences.offence_code = offence_list.offence_code
    left join main_results on offences.offence_id = main_results.offence_id
)

select
    offence_id,
    defendant_id,
    case_id,
    sequence_number,
    offence_code,
    ho_class,
    ho_sub_class,
    offence_date,
    offence_group,
    maximum_sentence_months,
    mode_of_trial_code,
    allocation_code,
    plea_code,
    plea_group,
    plea_date,
    result_code,
    result_group,
    outcome_group,
    seriousness,
    is_conviction,
    result_date,
    length_days,
    amount_pounds,
    sent_to_court_code,
    -- The principal offence is number 1: the most serious result, then the longest sentence that
    -- the law allows, then the first on the charge sheet.
    row_number() over (
        partition by defendant_id
        order by
            seriousness asc nulls last,
            maximum_sentence_months desc nulls last,
            sequence_number asc nulls last,
            offence_id asc
    ) as offence_number,
from joined

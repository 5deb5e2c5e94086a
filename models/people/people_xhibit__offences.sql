with defendants_on_offence as (
    select * from {{ ref('stg_xhibit__defendant_on_offence') }}
),

offences as (
    select * from {{ ref('stg_xhibit__offence') }}
),

offence_list as (
    select * from {{ ref('court_offences') }}
),

-- One row a defendant on an offence: the plea that stands at the end.
final_pleas as (
    select pleas.*
    from {{ ref('stg_xhibit__plea') }} as pleas
    qualify row_number() over (
        partition by pleas.defendant_on_offence_id
        order by pleas.plea_date desc nulls last, pleas.plea_id desc
    ) = 1
),

-- One row a defendant on an offence: the verdict that stands at the end.
final_verdicts as (
    select verdicts.*
    from {{ ref('stg_xhibit__verdict') }} as verdicts
    where verdicts.defendant_on_offence_id is not null
    qualify row_number() over (
        partition by verdicts.defendant_on_offence_id
        order by verdicts.verdict_date desc nulls last, verdicts.verdict_id desc
    ) = 1
),

-- One row a disposal with an amount: line 1 is the amount, line 2 its unit.
amounts as (
    select
        disposal2_id,
        max({{ parse_decimal('line_text') }}) filter (where line_number = 1) as amount,
        max(line_text) filter (where line_number = 2) as unit,
    from {{ ref('stg_xhibit__disposal_line') }}
    group by disposal2_id
),

disposals as (
    select
        staged.defendant_on_offence_id,
        staged.disposal2_id,
        staged.disposal_code,
        disposal_list.seriousness,
        disposal_list.outcome_group,
        cast(round(case amounts.unit
            when 'D' then amounts.amount
            when 'M' then amounts.amount * 365.25 / 12
            when 'Y' then amounts.amount * 365.25
        end) as integer) as length_days,
        case when amounts.unit = 'P' then amounts.amount end as amount_pounds,
    from {{ ref('stg_xhibit__disposal2') }} as staged
    left join {{ ref('xhibit_disposals') }} as disposal_list
        on staged.disposal_code = disposal_list.disposal_code
    left join amounts on staged.disposal2_id = amounts.disposal2_id
),

-- One row a defendant on an offence: the most serious disposal, the longest among equals.
main_disposals as (
    select *
    from disposals
    qualify row_number() over (
        partition by defendant_on_offence_id
        order by seriousness asc nulls last, length_days desc nulls last, disposal2_id asc
    ) = 1
),

joined as (
    select
        defendants_on_offence.defendant_on_offence_id,
        defendants_on_offence.defendant_on_case_id,
        offences.count_number,
        offences.offence_code,
        offences.ho_class,
        offences.ho_sub_class,
        defendants_on_offence.offence_date,
        final_pleas.plea_code,
        final_pleas.plea_date,
        final_verdicts.verdict_code,
        final_verdicts.appeal_result_code,
        final_verdicts.verdict_date,
        main_disposals.disposal_code,
        main_disposals.seriousness,
        main_disposals.outcome_group,
        main_disposals.length_days,
        main_disposals.amount_pounds,
        offence_list.maximum_sentence_months,
    from defendants_on_offence
    left join offences on defendants_on_offence.offence_id = offences.offence_id
    left join offence_list on offences.offence_code = offence_list.offence_code
    left join final_pleas
        on defendants_on_offence.defendant_on_offence_id = final_pleas.defendant_on_offence_id
    left join final_verdicts
        on defendants_on_offence.defendant_on_offence_id = final_verdicts.defendant_on_offence_id
    left join main_disposals
        on defendants_on_offence.defendant_on_offence_id = main_disposals.defendant_on_offence_id
)

select
    defendant_on_offence_id,
    defendant_on_case_id,
    count_number,
    offence_code,
    ho_class,
    ho_sub_class,
    offence_date,
    plea_code,
    plea_date,
    verdict_code,
    appeal_result_code,
    verdict_date,
    disposal_code,
    outcome_group,
    seriousness,
    length_days,
    amount_pounds,
    -- The principal offence is number 1: the most serious disposal, then the longest sentence that
    -- the law allows, then the first count.
    row_number() over (
        partition by defendant_on_case_id
        order by
            seriousness asc nulls last,
            maximum_sentence_months desc nulls last,
            count_number asc nulls last,
            defendant_on_offence_id asc
    ) as offence_number,
from joined

{{ config(materialized='view') }}

with offences as (
    select * from {{ ref('people_xhibit__offences') }}
),

-- One row a defendant on a case: when the first hearing was, and when a trial began.
hearings as (
    select * from {{ ref('people_xhibit__hearings') }}
),

offence_list as (
    select * from {{ ref('court_offences') }}
),

appeal_targets as (
    select * from {{ ref('xhibit_appeal_targets') }}
),

pleas as (
    select * from {{ ref('xhibit_pleas') }}
),

verdicts as (
    select * from {{ ref('xhibit_verdicts') }}
),

appeal_results as (
    select * from {{ ref('xhibit_appeal_results') }}
),

conviction_bases as (
    select * from {{ ref('xhibit_conviction_bases') }}
),

plea_stages as (
    select * from {{ ref('xhibit_plea_stages') }}
),

disposals as (
    select * from {{ ref('xhibit_disposals') }}
),

-- At which stage a plea of guilty was entered; null for other pleas.
staged as (
    select
        offences.*,
        case
            when
                offences.plea_group is distinct from 'guilty'
                or offences.plea_date is null
                or hearings.first_hearing_date is null
                then null
            when offences.plea_date <= hearings.first_hearing_date then 'F'
            when offences.plea_date >= hearings.trial_start_date then 'T'
            else 'B'
        end as plea_stage,
        {{ days_between('hearings.first_hearing_date', 'offences.plea_date') }}
            as days_first_hearing_to_plea,
    from offences
    left join hearings on offences.defendant_on_case_id = hearings.defendant_on_case_id
)

select
    staged.defendant_on_offence_id,
    staged.defendant_on_case_id,
    cast(staged.offence_number as integer) as offence_number,
    staged.offence_date as offence_day,
    staged.conviction_date as conviction_day,

    -- The offence.
    {{ iso_date('staged.offence_date') }} as offence_date,
    {{ kept_code('offence_list.offence_code', 'staged.offence_code') | indent }}
        as offence_code,
    offence_list.offence_desc,
    nullif(regexp_extract(staged.ho_class, '^[0-9]{1,3}$'), '') as ho_offence_class,
    nullif(regexp_extract(staged.ho_sub_class, '^[0-9]{1,2}$'), '') as ho_offence_sub_class,
    offence_list.offence_group as offence_group_desc,
    offence_list.maximum_sentence_months,
    cast(staged.count_number as integer) as count_number,
    case when staged.multiple_marker in ('Y', 'N') then staged.multiple_marker end
        as multiple_offences_marker,
    {{ kept_code('appeal_targets.appeal_against_type', 'staged.appeal_against_type') | indent }}
        as appeal_against_type_code,
    appeal_targets.description as appeal_against_type_desc,

    -- Pleas.
    {{ kept_code('first_pleas.plea_code', 'staged.first_plea_code') | indent }}
        as first_plea_code,
    first_pleas.description as first_plea_desc,
    {{ iso_date('staged.first_plea_date') }} as first_plea_date,
    {{ kept_code('pleas.plea_code', 'staged.plea_code') | indent }} as plea_code,
    pleas.description as plea_desc,
    {{ iso_date('staged.plea_date') }} as plea_date,
    pleas.plea_group,
    pleas.statistical_code as plea_statistical_code,
    {{ yes_no('first_pleas.plea_group <> pleas.plea_group') | indent }} as plea_changed_marker,
    plea_stages.plea_stage as guilty_plea_stage_code,
    plea_stages.description as guilty_plea_stage_desc,
    staged.days_first_hearing_to_plea,

    -- Verdict and conviction.
    {{ kept_code('verdicts.verdict_code', 'staged.verdict_code') | indent }} as verdict_code,
    verdicts.description as verdict_desc,
    {{ kept_code('appeal_results.appeal_result_code', 'staged.appeal_result_code') | indent }}
        as appeal_result_code,
    appeal_results.description as appeal_result_desc,
    {{ iso_date('staged.verdict_date') }} as verdict_date,
    cast(staged.jurors_assenting as integer) as jurors_assenting,
    cast(staged.jurors_dissenting as integer) as jurors_dissenting,
    {{ yes_no("staged.jurors_dissenting > 0") | indent }} as majority_verdict_marker,
    {{ yes_no("staged.conviction_basis <> 'N'") | indent }} as conviction_marker,
    conviction_bases.conviction_basis as conviction_basis_code,
    conviction_bases.description as conviction_basis_desc,
    {{ iso_date('staged.conviction_date') }} as conviction_date,

    -- Up to four disposals, the most serious first.
    {{ kept_code('disposals.disposal_code', 'staged.disposal_1_code') | indent }}
        as disposal_code,
    disposals.description as disposal_desc,
    disposals.outcome_group,
    staged.disposal_1_amount as disposal_amount,
    {{ kept_code('null', 'staged.disposal_1_unit') | indent }} as disposal_unit_code,
    {%- for place in [2, 3, 4] %}
    {% set column = 'disposal_' ~ place -%}
    {{ kept_code(column ~ '.disposal_code', 'staged.' ~ column ~ '_code') | indent }}
        as {{ column }}_code,
    {{ column }}.description as {{ column }}_desc,
    staged.{{ column }}_amount,
    {{ kept_code('null', 'staged.' ~ column ~ '_unit') | indent }} as {{ column }}_unit_code,
    {%- endfor %}
    cast(coalesce(staged.n_disposals, 0) as integer) as number_of_disposals,
    {{ yes_no('staged.is_life') | indent }} as life_sentence_marker,
    cast(staged.length_days as integer) as sentence_length_days,
    cast(staged.minimum_term_days as integer) as minimum_term_days,
    cast(case when disposals.outcome_group = 'custody' then staged.length_days end as integer)
        as custodial_sentence_length_days,
    staged.fine_pounds as fine_amount,
    staged.compensation_pounds as compensation_amount,
    staged.costs_pounds as costs_amount,
    cast(staged.disqualification_days as integer) as disqualification_length_days,
from staged
left join offence_list on staged.offence_code = offence_list.offence_code
left join appeal_targets on staged.appeal_against_type = appeal_targets.appeal_against_type
left join pleas as first_pleas on staged.first_plea_code = first_pleas.plea_code
left join pleas on staged.plea_code = pleas.plea_code
left join plea_stages on staged.plea_stage = plea_stages.plea_stage
left join verdicts on staged.verdict_code = verdicts.verdict_code
left join appeal_results on staged.appeal_result_code = appeal_results.appeal_result_code
left join conviction_bases on staged.conviction_basis = conviction_bases.conviction_basis
left join disposals on staged.disposal_1_code = disposals.disposal_code
{%- for place in [2, 3, 4] %}
left join disposals as disposal_{{ place }}
    on staged.disposal_{{ place }}_code = disposal_{{ place }}.disposal_code
{%- endfor %}

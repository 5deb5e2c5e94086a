with defendants_on_offence as (
    select * from {{ ref('stg_xhibit__defendant_on_offence') }}
),

defendants_on_case as (
    select * from {{ ref('stg_xhibit__defendant_on_case') }}
),

cases as (
    select * from {{ ref('stg_xhibit__case') }}
),

offences as (
    select * from {{ ref('stg_xhibit__offence') }}
),

offence_list as (
    select * from {{ ref('court_offences') }}
),

disposals as (
    select * from {{ ref('people_xhibit__disposals') }}
),

-- One row a defendant on an offence: the first plea, and that which stands at the end. A plea
-- without a date comes first.
pleas as (
    select
        defendant_on_offence_id,
        {%- set place = "(coalesce(plea_date, date '0001-01-01'), plea_id)" %}
        arg_min(plea_code, {{ place }}) as first_plea_code,
        arg_min(plea_date, {{ place }}) as first_plea_date,
        arg_max(plea_code, {{ place }}) as plea_code,
        arg_max(plea_date, {{ place }}) as plea_date,
    from {{ ref('stg_xhibit__plea') }}
    group by defendant_on_offence_id
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

joined as (
    select
        defendants_on_offence.defendant_on_offence_id,
        defendants_on_offence.defendant_on_case_id,
        defendants_on_offence.offence_date,
        defendants_on_offence.appeal_against_type,
        offences.* exclude (offence_id, charge_id, offence_text),
        offence_list.maximum_sentence_months,
        cases.case_type,
        cases.mag_conviction_date,
        pleas.* exclude (defendant_on_offence_id),
        plea_list.plea_group,
        final_verdicts.verdict_code,
        final_verdicts.appeal_result_code,
        final_verdicts.verdict_date,
        final_verdicts.jurors_assenting,
        final_verdicts.jurors_dissenting,
        verdict_list.is_conviction,
        disposals.* exclude (defendant_on_offence_id),
    from defendants_on_offence
    left join defendants_on_case
        on defendants_on_offence.defendant_on_case_id = defendants_on_case.defendant_on_case_id
    left join cases on defendants_on_case.case_id = cases.case_id
    left join offences on defendants_on_offence.offence_id = offences.offence_id
    left join offence_list on offences.offence_code = offence_list.offence_code
    left join pleas
        on defendants_on_offence.defendant_on_offence_id = pleas.defendant_on_offence_id
    left join {{ ref('xhibit_pleas') }} as plea_list on pleas.plea_code = plea_list.plea_code
    left join final_verdicts
        on defendants_on_offence.defendant_on_offence_id = final_verdicts.defendant_on_offence_id
    left join {{ ref('xhibit_verdicts') }} as verdict_list
        on final_verdicts.verdict_code = verdict_list.verdict_code
    left join disposals
        on defendants_on_offence.defendant_on_offence_id = disposals.defendant_on_offence_id
),

-- On what a conviction rests; null for an appeal, and while a trial has neither plea nor verdict.
convicted as (
    select
        *,
        case
            when case_type = 'S' then 'M'
            when case_type = 'A' then null
            when is_conviction then 'V'
            when plea_group = 'guilty' then 'P'
            when verdict_code is not null then 'N'
        end as conviction_basis,
    from joined
)

select
    * exclude (case_type, mag_conviction_date, is_conviction),
    case conviction_basis
        when 'M' then mag_conviction_date
        when 'V' then verdict_date
        when 'P' then plea_date
    end as conviction_date,
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
from convicted

{%- set n_kept = 4 -%}

-- One row a disposal with an amount: line 1 is the amount, line 2 its unit.
with amounts as (
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
        coalesce(disposal_list.is_life, false) as is_life,
        amounts.amount,
        amounts.unit,
        cast(round(case amounts.unit
            when 'D' then amounts.amount
            when 'M' then amounts.amount * 365.25 / 12
            when 'Y' then amounts.amount * 365.25
        end) as integer) as length_days,
    from {{ ref('stg_xhibit__disposal2') }} as staged
    left join {{ ref('xhibit_disposals') }} as disposal_list
        on staged.disposal_code = disposal_list.disposal_code
    left join amounts on staged.disposal2_id = amounts.disposal2_id
),

-- Number 1 is the most serious disposal of a count, the longest among equals.
ranked as (
    select
        *,
        row_number() over (
            partition by defendant_on_offence_id
            order by seriousness asc nulls last, length_days desc nulls last, disposal2_id asc
        ) as place,
        case when unit = 'P' and disposal_code = 'FINE' then amount end as fine,
        case when unit = 'P' and disposal_code = 'COMP' then amount end as compensation,
        case when unit = 'P' and disposal_code = 'COSTS' then amount end as costs,
    from disposals
)

select
    defendant_on_offence_id,
    count(*) as n_disposals,
    max(seriousness) filter (where place = 1) as seriousness,
    max(outcome_group) filter (where place = 1) as outcome_group,
    {%- for place in range(1, n_kept + 1) %}
    max(disposal_code) filter (where place = {{ place }}) as disposal_{{ place }}_code,
    max(amount) filter (where place = {{ place }}) as disposal_{{ place }}_amount,
    max(unit) filter (where place = {{ place }}) as disposal_{{ place }}_unit,
    {%- endfor %}
    coalesce(bool_or(is_life) filter (where place = 1), false) as is_life,
    max(length_days) filter (where place = 1 and is_life) as minimum_term_days,
    -- Of a sentence that has an end: not of life, and not of a disqualification.
    max(length_days) filter (
        where place = 1
        and not is_life
        and outcome_group in ('custody', 'suspended_sentence', 'community_sentence')
    ) as length_days,
    max(length_days) filter (where disposal_code = 'DISQ') as disqualification_days,
    {{ exact_sum('fine') }} as fine_pounds,
    {{ exact_sum('compensation') }} as compensation_pounds,
    {{ exact_sum('costs') }} as costs_pounds,
from ranked
group by defendant_on_offence_id

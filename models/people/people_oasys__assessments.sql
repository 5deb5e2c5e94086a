with assessments as (
    select * from {{ ref('stg_oasys__oasys_set') }}
    where deleted_date is null
),

groups as (
    select * from {{ ref('stg_oasys__oasys_assessment_group') }}
),

people as (
    select * from {{ ref('people_oasys') }}
),

bands as (
    select * from {{ ref('oasys_score_bands') }}
),

sections as (
    select * from {{ ref('people_oasys__sections') }}
),

-- One row an assessment with a section that is held against a threshold.
needs as (
    select
        assessment_id,
        cast(count(*) filter (where is_need) as integer) as number_of_needs,
        cast(count(is_need) as integer) as number_of_needs_assessed,
    from sections
    group by assessment_id
    having count(is_need) > 0
),

-- One row an answer. A missing answer (M) is neither yes nor no, and has no points.
answered as (
    select
        sections.assessment_id,
        questions.question_code,
        case answers.answer_code when 'YES' then true when 'NO' then false end as is_yes,
        try_cast(answers.answer_code as integer) as points,
    from {{ ref('stg_oasys__oasys_answer') }} as answers
    inner join {{ ref('stg_oasys__oasys_question') }} as questions
        on answers.question_id = questions.question_id
    inner join sections on questions.assessment_section_id = sections.assessment_section_id
),

answers as (
    select
        assessment_id,
        {%- for question, column in [
            ('3.3', 'is_no_fixed_abode'),
            ('6.7', 'has_domestic_violence'),
            ('8.1', 'has_misused_drugs'),
        ] %}
        bool_or(is_yes) filter (where question_code = '{{ question }}') as {{ column }},
        {%- endfor %}
        {%- for question, column in [
            ('4.2', 'unemployment_score'),
            ('9.1', 'alcohol_problem_score'),
            ('11.2', 'impulsivity_score'),
            ('12.1', 'pro_criminal_attitudes_score'),
        ] %}
        max(points) filter (where question_code = '{{ question }}') as {{ column }},
        {%- endfor %}
    from answered
    group by assessment_id
),

-- One row an assessment: its current offence, the first entered were there two.
offences as (
    select * from {{ ref('stg_oasys__offence_block') }}
    where offence_block_type_code = 'CURRENT'
    qualify row_number() over (partition by assessment_id order by offence_block_id) = 1
)

select
    people.source_dataset,
    people.record_key,
    groups.offender_id,
    row_number() over (
        partition by groups.offender_id
        order by assessments.initiation_date, assessments.assessment_id
    ) as assessment_number,
    groups.historic_status_code,
    assessments.* exclude (deleted_date),
    {%- for score in ['ogrs3', 'ogp', 'ovp'] %}
    {{ score }}_bands.code as {{ score }}_band_code,
    {%- endfor %}
    offences.offence_date,
    offences.sentence_date,
    offences.sentence_code,
    offences.custodial_length_days,
    needs.number_of_needs,
    needs.number_of_needs_assessed,
    answers.* exclude (assessment_id),
from assessments
inner join groups on assessments.assessment_group_id = groups.assessment_group_id
inner join people on cast(groups.offender_id as varchar) = people.record_key
{%- for score in ['ogrs3', 'ogp', 'ovp'] %}
left join bands as {{ score }}_bands
    on
        {{ score }}_bands.score = '{{ score }}'
        and assessments.{{ score }}_2year
        between {{ score }}_bands.from_per_cent and {{ score }}_bands.to_per_cent
{%- endfor %}
left join needs on assessments.assessment_id = needs.assessment_id
left join answers on assessments.assessment_id = answers.assessment_id
left join offences on assessments.assessment_id = offences.assessment_id

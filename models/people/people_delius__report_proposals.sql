{{ config(materialized='view') }}
{%- set reference = ref('delius_standard_reference') -%}

with proposals as (

    select
        *,
        row_number() over (partition by court_report_id order by proposal_id) as place,
        count(*) over (partition by court_report_id) as proposal_count,
    from {{ ref('stg_delius__proposal') }}
    where not is_soft_deleted

),

-- One row a report: the proposal that was entered first, which the report favours.
first_proposals as (

    select * from proposals
    where place = 1

),

second_proposals as (

    select * from proposals
    where place = 2

),

categories as (

    select * from {{ ref('delius_rqmnt_type_main_categories') }}

),

-- One row a proposal with requirements.
requirements as (

    select
        requirements.proposal_id,
        cast(count(*) as integer) as proposed_rqmnt_count,
        first(
            coalesce(categories.code, cast(requirements.rqmnt_type_main_category_id as varchar))
            order by requirements.proposed_rqmnt_id
        ) as proposed_rqmnt_type_code,
        first(categories.description order by requirements.proposed_rqmnt_id)
            as proposed_rqmnt_type_desc,
        cast(sum(requirements.length) filter (where categories.code = 'W') as integer)
            as proposed_upw_hours,
        cast(sum(requirements.length) filter (where categories.code = 'F') as integer)
            as proposed_rar_days,
    from {{ ref('stg_delius__proposed_rqmnt') }} as requirements
    left join categories
        on requirements.rqmnt_type_main_category_id = categories.rqmnt_type_main_category_id
    where not requirements.is_soft_deleted
    group by requirements.proposal_id

),

final as (

    select
        proposals.court_report_id,
        coalesce(types.code, cast(proposals.proposal_type_id as varchar)) as proposal_type_code,
        types.description as proposal_type_desc,
        cast(proposals.length as integer) as proposal_length,
        coalesce(second_types.code, cast(second_proposals.proposal_type_id as varchar))
            as second_proposal_type_code,
        second_types.description as second_proposal_type_desc,
        cast(proposals.proposal_count as integer) as proposal_count,
        coalesce(requirements.proposed_rqmnt_count, 0) as proposed_rqmnt_count,
        requirements.* exclude (proposal_id, proposed_rqmnt_count),
    from first_proposals as proposals
    left join second_proposals
        on proposals.court_report_id = second_proposals.court_report_id
    left join requirements
        on proposals.proposal_id = requirements.proposal_id
    left join {{ reference }} as types
        on proposals.proposal_type_id = types.standard_reference_id
    left join {{ reference }} as second_types
        on second_proposals.proposal_type_id = second_types.standard_reference_id

)

select * from final

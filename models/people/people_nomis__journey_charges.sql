with journey_bookings as (
    select * from {{ ref('people_nomis__journey_bookings') }}
),

main_sentences as (
    select * from {{ ref('people_nomis__journey_sentences') }}
),

charges as (
    select * from {{ ref('stg_nomis__offender_charges') }}
),

cases as (
    select * from {{ ref('stg_nomis__offender_cases') }}
),

offences as (
    select * from {{ ref('court_offences') }}
),

-- One row a journey with a charge.
counts as (
    select
        journey_bookings.root_offender_id,
        journey_bookings.journey_number,
        cast(count(distinct charges.case_id) as integer) as number_of_cases,
        cast(count(*) as integer) as number_of_charges,
        cast(sum(coalesce(charges.number_of_offences, 1)) as integer) as number_of_offences,
    from charges
    inner join journey_bookings on charges.booking_id = journey_bookings.booking_id
    group by journey_bookings.root_offender_id, journey_bookings.journey_number
),

-- One row a journey with a charge: the flagged charge, at best one in the case of the sentence.
main_charges as (
    select
        journey_bookings.root_offender_id,
        journey_bookings.journey_number,
        charges.* exclude (booking_id, case_id, number_of_offences),
        cases.case_type_code,
    from charges
    inner join journey_bookings on charges.booking_id = journey_bookings.booking_id
    left join cases on charges.case_id = cases.case_id
    left join main_sentences
        on
            journey_bookings.root_offender_id = main_sentences.root_offender_id
            and journey_bookings.journey_number = main_sentences.journey_number
    qualify row_number() over (
        partition by journey_bookings.root_offender_id, journey_bookings.journey_number
        order by
            coalesce(charges.is_most_serious, false) desc,
            coalesce(charges.case_id = main_sentences.case_id, false) desc,
            coalesce(charges.booking_id = main_sentences.booking_id, false) desc,
            charges.charge_id asc
    ) = 1
)

select
    main_charges.root_offender_id,
    main_charges.journey_number,
    main_charges.offence_code as main_offence_code,
    offences.offence_desc as main_offence_desc,
    offences.ho_class as main_offence_ho_class,
    offences.ho_sub_class as main_offence_ho_sub_class,
    main_charges.offence_date as main_offence_date,
    main_charges.offence_end_date as main_offence_end_date,
    main_charges.plea_code as main_offence_plea_code,
    pleas.description as main_offence_plea_desc,
    main_charges.result_code as main_offence_result_code,
    results.description as main_offence_result_desc,
    main_charges.case_type_code,
    case_types.description as case_type_desc,
    counts.number_of_cases,
    counts.number_of_charges,
    counts.number_of_offences,
from main_charges
inner join counts
    on
        main_charges.root_offender_id = counts.root_offender_id
        and main_charges.journey_number = counts.journey_number
left join offences on main_charges.offence_code = offences.offence_code
left join {{ ref('nomis_plea') }} as pleas on main_charges.plea_code = pleas.code
left join {{ ref('nomis_result_codes') }} as results on main_charges.result_code = results.code
left join {{ ref('nomis_case_types') }} as case_types
    on main_charges.case_type_code = case_types.code

{%- set n_steps = 5 -%}
{%- set least_people = 10 -%}

with records as (
    select records.source_dataset, records.record_key, clusters.cluster_medium as person_id,
    from {{ ref('people_records') }} as records
    inner join {{ ref('link_person__record_clusters') }} as clusters using (record_id)
),

-- what brings a person into a system: a case, a time in custody, a referral
entries as (
    select source_dataset, record_key, first_hearing_date as entry_date,
    from {{ ref('people_libra__cases') }}
    union all
    select source_dataset, record_key, coalesce(receipt_date, first_hearing_date) as entry_date,
    from {{ ref('people_xhibit__cases') }}
    union all
    select
        'prison_nomis' as source_dataset,
        cast(root_offender_id as varchar) as record_key,
        journey_start_date as entry_date,
    from {{ ref('people_nomis__journeys') }}
    union all
    select
        'probation_delius' as source_dataset,
        cast(offender_id as varchar) as record_key,
        referral_date as entry_date,
    from {{ ref('stg_delius__event') }}
    where not is_soft_deleted
),

systems as (
    -- entries of one day follow the usual way through
    select unnest(['mags_hocas', 'crown_xhibit', 'prison_nomis', 'probation_delius'])
        as source_dataset, unnest([1, 2, 3, 4]) as way_through
),

dated as (
    select distinct
        records.person_id,
        records.source_dataset,
        entries.entry_date,
        systems.way_through,
    from entries
    inner join records using (source_dataset, record_key)
    inner join systems using (source_dataset)
    where entries.entry_date is not null
),

moves as (
    select
        *,
        coalesce(
            lag(source_dataset) over (partition by person_id order by entry_date, way_through)
            <> source_dataset,
            true
        ) as is_move,
    from dated
),

-- one row a person and stay; entries into one system after another are one stay
stays as (
    select
        person_id,
        source_dataset,
        row_number() over in_order as step,
        lead(source_dataset) over in_order as to_source,
    from moves
    where is_move
    window in_order as (partition by person_id order by entry_date, way_through)
),

counted as (
    select
        step,
        source_dataset as from_source,
        coalesce(to_source, 'none') as to_source,
        count(*) as n_people,
    from stays
    where step < {{ n_steps }}
    group by all
)

-- Rounded, so that what is suppressed cannot be worked out from the rest.
select
    cast(step as integer) as step,
    from_source,
    to_source,
    case when n_people >= {{ least_people }} then cast(5 * round(n_people / 5) as bigint) end
        as n_people,
    n_people < {{ least_people }} as is_suppressed,
from counted
order by step, from_source, to_source

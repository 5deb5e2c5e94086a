-- Question: Do ethnicity, sex and age go with being sentenced to custody again?
-- Share: prisons
-- Tables: prison.prison_custodial_journey
-- Grain: characteristic, value
-- How: People released from a sentence between 2011 and September 2019 (each release counts), by
--   characteristic: the share with a new sentence of custody within two years, beside the share
--   that the number of earlier journeys and the length of the sentence alone would give.
-- Caveats: A new sentence is a later journey with a sentence; its first day decides, which can be
--   the remand before it. Ethnic group is null where not stated. The allowance for the record is
--   rough; reoffending that was not punished by custody is not seen (see criminal_justice_03).
with journeys as (
    select
        *,
        cast(journey_end_date as date) as release_date,
        row_number() over (
            partition by estimated_offender_id order by journey_start_date, journey_id_hash
        ) as journey_order,
        lead(cast(journey_start_date as date)) over (
            partition by estimated_offender_id order by journey_start_date, journey_id_hash
        ) as next_sentence_date,
    from prison.prison_custodial_journey
    where sentence_start_date is not null
),

followed as (
    select
        *,
        coalesce(next_sentence_date < release_date + interval 2 year, false) as is_reconvicted,
        case
            when sentence_length_days <= 183 then 1
            when sentence_length_days <= 365 then 2
            when sentence_length_days <= 1461 then 3
            else 4
        end as length_band,
    from journeys
    where release_date between date '2011-01-01' and date '2019-09-30'
),

expected as (
    select
        *,
        avg(cast(is_reconvicted as integer)) over (
            partition by least(journey_order, 4), length_band
        ) as expected_reconvicted,
    from followed
)

select
    groups.characteristic,
    coalesce(groups.value, 'not recorded') as value,
    count(*) as n_releases,
    count(distinct expected.estimated_offender_id) as n_people,
    round(count(*) filter (where expected.is_reconvicted) / count(*), 3) as share_reconvicted,
    round(avg(expected.expected_reconvicted), 3) as share_by_record_alone,
    round(
        count(*) filter (where expected.is_reconvicted)
        / nullif(sum(expected.expected_reconvicted), 0), 2
    ) as ratio_to_expected,
    median(date_diff('day', expected.release_date, expected.next_sentence_date)) filter (
        where expected.is_reconvicted
    ) as median_days_to_new_sentence,
from expected
cross join (
    values
    ('all', 'all'),
    ('sex', expected.gender_desc),
    ('ethnic group', expected.ethnic_group),
    ('sex and ethnic group', concat_ws(
        ', ', expected.gender_desc, coalesce(expected.ethnic_group, 'not recorded')
    )),
    ('age at entry', case
        when expected.age_at_start < 18 then '10 to 17'
        when expected.age_at_start < 25 then '18 to 24'
        when expected.age_at_start < 35 then '25 to 34'
        when expected.age_at_start < 50 then '35 to 49'
        when expected.age_at_start >= 50 then '50 and over'
    end)
) as groups (characteristic, value)
group by groups.characteristic, groups.value
order by groups.characteristic, value

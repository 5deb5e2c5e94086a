-- Question: Who comes back to the family court, and do the same people return in other roles?
-- Share: family court
-- Tables: family.family_people, family.family_cases
-- Grain: characteristic, value
-- How: Adults (all roles but child) by sex, age and role at the first case, its type and who had a
--   solicitor: how many have a later case; of those, how many in another type of case, in another
--   role group, and with other people than in the first case alone.
-- Caveats: A date of birth is often missing, and without it later cases are found less: compare
--   groups with "not recorded" in mind. Other people are told by the linkage too, so a person who
--   is split over two ids looks like another one.
with parties as (
    select
        people.*,
        cases.case_type_desc,
        row_number() over (
            partition by people.estimated_party_id
            order by cases.receipt_date, cases.case_number_hash, people.row_id_hash
        ) as party_order,
    from family.family_people as people
    inner join family.family_cases as cases
        on people.case_number_hash = cases.case_number_hash
    where people.role_group <> 'child'
),

others as (
    -- One row an adult and each other adult in a case with them.
    select
        one.estimated_party_id,
        other.estimated_party_id as other_id,
        bool_or(one.party_order = 1) as is_in_first_case,
    from parties as one
    inner join parties as other
        on
            one.case_number_hash = other.case_number_hash
            and one.estimated_party_id <> other.estimated_party_id
    group by one.estimated_party_id, other.estimated_party_id
),

new_others as (
    select estimated_party_id, bool_or(not is_in_first_case) as has_new_other
    from others
    group by estimated_party_id
),

adults as (
    select
        parties.estimated_party_id,
        count(distinct case_number_hash) > 1 as is_back,
        count(distinct case_type_desc) > 1 as has_other_type,
        count(distinct role_group) > 1 as has_other_role,
        bool_or(new_others.has_new_other) as has_new_other,
        min(gender_desc) filter (where party_order = 1) as gender,
        min(age_band) filter (where party_order = 1) as age_band,
        min(role_group) filter (where party_order = 1) as role_group,
        min(case_type_desc) filter (where party_order = 1) as case_type,
        bool_or(has_legal_representation) filter (where party_order = 1) as is_represented,
    from parties
    left join new_others on parties.estimated_party_id = new_others.estimated_party_id
    group by parties.estimated_party_id
)

select
    groups.characteristic,
    coalesce(groups.value, 'not recorded') as value,
    count(*) as n_people,
    round(count(*) filter (where is_back) / count(*), 3) as share_with_later_case,
    round(
        count(*) filter (where is_back and has_other_type)
        / nullif(count(*) filter (where is_back), 0), 3
    ) as share_in_other_type,
    round(
        count(*) filter (where is_back and has_other_role)
        / nullif(count(*) filter (where is_back), 0), 3
    ) as share_in_other_role,
    round(
        count(*) filter (where is_back and has_new_other)
        / nullif(count(*) filter (where is_back), 0), 3
    ) as share_with_other_people,
from adults
cross join (
    values
    ('all', 'all'),
    ('sex', adults.gender),
    ('age at first case', adults.age_band),
    ('first role', adults.role_group),
    ('first case', adults.case_type),
    ('solicitor in the first case', case when adults.is_represented then 'yes' else 'no' end)
) as groups (characteristic, value)
group by groups.characteristic, groups.value
order by groups.characteristic, value

with true_records as (
    select * from {{ ref('quality_true_records') }}
),

identities as (
    select * from {{ ref('link_person__identities') }}
),

pairs as (
    select * from {{ ref('link_person__pairs') }}
),

patterns as (
    select * from {{ ref('link_person__patterns') }}
),

true_profiles as (
    -- one row a profile and person; a profile shared by two people has two
    select source_dataset, profile_id, true_person_id, count(*) as n_records,
    from true_records
    group by source_dataset, profile_id, true_person_id
),

true_identities as (
    select identities.identity_id, identities.source_id, true_profiles.*,
    from true_profiles
    inner join identities on true_profiles.profile_id = identities.profile_id
),

found_profile_pairs as (
    -- one row a pair of profiles of one person that a rule brings together, under any of its names
    select
        least(l.profile_id, r.profile_id) as profile_id_l,
        greatest(l.profile_id, r.profile_id) as profile_id_r,
        l.true_person_id,
        -- numbers of sources are in the order of their names
        any_value(least(l.source_id, r.source_id)) as source_id_l,
        any_value(greatest(l.source_id, r.source_id)) as source_id_r,
        any_value(l.n_records * r.n_records) as n_record_pairs,
        bit_or(patterns.rules_satisfied) as rules_satisfied,
    from pairs
    inner join patterns on pairs.pattern = patterns.pattern
    inner join true_identities as l on pairs.identity_id_l = l.identity_id
    inner join true_identities as r
        on
            pairs.identity_id_r = r.identity_id
            and l.true_person_id = r.true_person_id
    group by profile_id_l, profile_id_r, l.true_person_id
),

sources as (
    select distinct source_id, source_dataset from identities
),

found_by_rule as (
    select
        l.source_dataset as source_dataset_l,
        r.source_dataset as source_dataset_r,
        'a rule' as reached_by,
        found.rules_satisfied,
        sum(found.n_record_pairs) as n_record_pairs,
    from found_profile_pairs as found
    inner join sources as l on found.source_id_l = l.source_id
    inner join sources as r on found.source_id_r = r.source_id
    group by all
),

in_one_profile as (
    -- records with the same content are in one profile, and need no rule
    select
        source_dataset as source_dataset_l,
        source_dataset as source_dataset_r,
        'one profile' as reached_by,
        0 as rules_satisfied,
        sum(n_records * (n_records - 1) // 2) as n_record_pairs,
    from true_profiles
    group by all
),

person_sources as (
    select source_dataset, true_person_id, count(*) as n_records,
    from true_records
    group by source_dataset, true_person_id
),

all_pairs as (
    select
        l.source_dataset as source_dataset_l,
        r.source_dataset as source_dataset_r,
        sum(
            case
                when l.source_dataset = r.source_dataset
                    then l.n_records * (l.n_records - 1) // 2
                else l.n_records * r.n_records
            end
        ) as n_record_pairs,
    from person_sources as l
    inner join person_sources as r
        on
            l.true_person_id = r.true_person_id
            and l.source_dataset <= r.source_dataset
    group by all
),

reached as (
    select * from found_by_rule
    union all
    select * from in_one_profile
),

not_reached as (
    select
        all_pairs.source_dataset_l,
        all_pairs.source_dataset_r,
        'nothing' as reached_by,
        0 as rules_satisfied,
        all_pairs.n_record_pairs - coalesce(sum(reached.n_record_pairs), 0) as n_record_pairs,
    from all_pairs
    left join reached
        on
            all_pairs.source_dataset_l = reached.source_dataset_l
            and all_pairs.source_dataset_r = reached.source_dataset_r
    group by all_pairs.source_dataset_l, all_pairs.source_dataset_r, all_pairs.n_record_pairs
),

final as (
    select * from reached
    union all
    select * from not_reached
)

select
    source_dataset_l,
    source_dataset_r,
    reached_by,
    cast(rules_satisfied as integer) as rules_satisfied,
    cast(n_record_pairs as bigint) as n_record_pairs,
from final
where n_record_pairs <> 0
order by source_dataset_l, source_dataset_r, reached_by, rules_satisfied

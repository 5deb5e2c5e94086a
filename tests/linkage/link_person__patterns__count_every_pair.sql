-- Patterns stand for all pairs, and for the pairs of records inside profiles.
with counted as (
    select
        (select coalesce(sum(n_pairs), 0) from {{ ref('link_person__patterns') }}) as n_in_patterns,
        (select count(*) from {{ ref('link_person__pairs') }}) as n_pairs,
        (
            select coalesce(sum(n_record_pairs), 0) from {{ ref('link_person__patterns') }}
        ) as n_records_in_patterns,
        (
            select coalesce(sum(n_record_pairs), 0) from {{ ref('link_person__pairs') }}
        ) as n_record_pairs,
        (
            select coalesce(sum(n_records * (n_records - 1) // 2), 0)
            from {{ ref('link_person__profiles') }}
        ) as n_inside_profiles,
)

select * from counted
where
    n_in_patterns <> n_pairs
    or n_records_in_patterns <> n_record_pairs + n_inside_profiles

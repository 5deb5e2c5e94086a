-- Mend: a pair is lost where one of its profiles has no cluster, or is there twice where a missing
-- pair was scored as well.
with counted as (
    select
        (select count(*) from {{ ref('link_person__scored_pairs') }})
        + (select count(*) from {{ ref('link_person__missing_pair_weights') }}) as n_scored,
        (select count(*) from {{ ref('review_frame') }}) as n_frame,
        (select coalesce(sum(n_stratum_pairs), 0) from {{ ref('review_strata') }}) as n_in_strata,
)

select * from counted
where n_scored <> n_frame or n_frame <> n_in_strata

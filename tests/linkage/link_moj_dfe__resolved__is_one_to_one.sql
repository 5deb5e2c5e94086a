-- A row here is an offender or a pupil that is linked twice, a link that no rule made, or a link
-- where either record has another candidate that is as good or better.
with linked as (
    select * from {{ ref('link_moj_dfe__resolved') }}
    where status = 'linked'
),

twice as (
    select 'offender' as side, offender_key as record_key, count(*) as n_links
    from linked
    group by offender_key
    having count(*) > 1
    union all
    select 'pupil', pupil_key, count(*)
    from linked
    group by pupil_key
    having count(*) > 1
),

unfounded as (
    select 'pair' as side, linked.offender_key as record_key, count(*) as n_links
    from linked
    left join {{ ref('link_moj_dfe__matched') }} as matched
        on
            linked.offender_key = matched.offender_key
            and linked.pupil_key = matched.pupil_key
    where
        matched.offender_key is null
        or matched.rank_of_offender > 1
        or matched.rank_of_pupil > 1
        or matched.n_best_of_offender > 1
        or matched.n_best_of_pupil > 1
    group by linked.offender_key
)

select * from twice
union all
select * from unfounded

-- The same thing counted in two tables is the same number.
with expected_and_found as (
    select
        'pairs found by rules are the candidate pairs' as claim,
        (select count(*) from {{ ref('link_person__pairs') }}) as expected,
        (select coalesce(sum(n_new_pairs), 0) from {{ ref('quality_pairs_by_rule') }}) as found,
    union all
    select
        'true pairs of blocking are those of linkage' as claim,
        (
            select coalesce(max(n_true_pairs), 0)
            from {{ ref('quality_linkage_accuracy') }}
            where scope = 'xjs'
        ) as expected,
        (select coalesce(sum(n_record_pairs), 0) from {{ ref('quality_true_pairs') }}) as found,
    union all
    select
        'true pairs first found by each rule are those reached by any' as claim,
        (
            select coalesce(sum(n_record_pairs), 0) from {{ ref('quality_true_pairs') }}
            where reached_by = 'a rule'
        ) as expected,
        (select coalesce(sum(n_new_true_matches), 0) from {{ ref('quality_pairs_by_rule') }})
            as found,
    union all
    select
        'every record is in one cluster of ' || level || ' by ' || method as claim,
        (select count(*) from {{ ref('people_records') }}) as expected,
        sum(n_records) as found,
    from {{ ref('quality_cluster_sizes') }}
    where scope in ('xjs', 'within_source')
    group by scope, level, method
    union all
    select
        'links of all groups are the pairs of both their records' as claim,
        (
            select coalesce(max(2 * n_right_pairs), 0)
            from {{ ref('quality_linkage_accuracy') }}
            where scope = 'xjs' and level = 'medium' and method = 'average_linkage'
        ) as expected,
        (
            select coalesce(max(n_right_links), 0) from {{ ref('quality_accuracy_by_group') }}
            where source_dataset = 'all' and sex = 'all' and ethnic_group = 'all'
        ) as found,
    union all
    select
        'unlinkable records are counted among all' as claim,
        (select count(*) from {{ ref('people_records') }}) as expected,
        (select coalesce(sum(n_records), 0) from {{ ref('quality_unlinkable') }}) as found,
)

select * from expected_and_found
where expected <> found

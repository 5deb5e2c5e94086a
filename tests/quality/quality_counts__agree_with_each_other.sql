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
        'every record is in one group of ' || dimension as claim,
        (select count(*) from {{ ref('people_records') }}) as expected,
        count(*) as found,
    from {{ ref('quality_record_groups') }}
    where dimension not like '%origin of name'
    group by dimension
    union all
    select
        'links of all records are the pairs of both their records' as claim,
        (
            select coalesce(max(2 * n_right_pairs), 0)
            from {{ ref('quality_linkage_accuracy') }}
            where scope = 'xjs' and level = 'medium' and method = 'average_linkage'
        ) as expected,
        (select coalesce(sum(n_right_links_medium), 0) from {{ ref('quality_record_links') }})
            as found,
    union all
    select
        'links and records of all groups of ' || dimension || ' are those looked at' as claim,
        (
            select coalesce(sum(n_right_links_medium + 1), 0)
            from {{ ref('quality_record_links') }}
            where n_reached_links is not null
        ) as expected,
        sum(n_right_links + n_records) as found,
    from {{ ref('quality_accuracy_by_group') }}
    where level = 'medium' and dimension <> 'source pair'
    group by dimension
    having not bool_or(is_suppressed)
    union all
    select
        'links between pairs of sources are those of all records, at ' || pairs.level as claim,
        max(whole.n_found_links + whole.n_true_links) as expected,
        sum(pairs.n_found_links + pairs.n_true_links) as found,
    from {{ ref('quality_accuracy_by_group') }} as pairs
    inner join {{ ref('quality_accuracy_by_group') }} as whole
        on pairs.level = whole.level and whole.dimension = 'all'
    where pairs.dimension = 'source pair'
    group by pairs.level
    having not bool_or(pairs.is_suppressed)
    union all
    select
        'people and clusters are those of accuracy, at ' || errors.level as claim,
        accuracy.n_true_people + accuracy.n_estimated_people as expected,
        errors.n_true_people + errors.n_estimated_people as found,
    from {{ ref('quality_cluster_errors') }} as errors
    inner join {{ ref('quality_linkage_accuracy') }} as accuracy
        using (scope, source_dataset, level, method)
    union all
    select
        'Crown records of each dimension are all, at ' || least_score as claim,
        (select count(*) from {{ ref('quality_case_link_records') }}) as expected,
        sum(n_crown_records) as found,
    from {{ ref('quality_case_link_by_group') }}
    group by dimension, least_score
    having not bool_or(is_suppressed)
    union all
    select
        'unlinkable records are counted among all' as claim,
        (select count(*) from {{ ref('people_records') }}) as expected,
        (select coalesce(sum(n_records), 0) from {{ ref('quality_unlinkable') }}) as found,
)

select * from expected_and_found
where expected <> found

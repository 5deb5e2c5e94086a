-- The tables behind the pictures of the report say what the tables say that they were made from.
-- Mend: look at the joins of the model that is named; a row may be counted twice or lost.
with expected_and_found as (
    select
        'quality_rule_overlap: a rule with itself is all that it finds' as claim,
        pairs_by_rule.n_pairs as expected,
        overlap.n_pairs_of_both as found,
    from {{ ref('quality_pairs_by_rule') }} as pairs_by_rule
    inner join {{ ref('quality_rule_overlap') }} as overlap
        on
            pairs_by_rule.match_key = overlap.match_key
            and pairs_by_rule.match_key = overlap.other_match_key
    union all
    select
        'quality_weight_distribution: kept pairs are the scored pairs of records' as claim,
        (
            select sum(l.n_records * r.n_records)
            from {{ ref('link_person__scored_pairs') }} as scored
            inner join {{ ref('link_person__profiles') }} as l
                on scored.profile_id_l = l.profile_id
            inner join {{ ref('link_person__profiles') }} as r
                on scored.profile_id_r = r.profile_id
        ) as expected,
        (select sum(n_kept_pairs) from {{ ref('quality_weight_distribution') }}) as found,
    union all
    select
        'quality_waterfalls: the bars of ' || example || ' add up to the sum' as claim,
        round(max(total_match_weight) filter (where bar = 'total'), 6) as expected,
        round(sum(match_weight + tf_adjustment) filter (where bar <> 'total'), 6) as found,
    from {{ ref('quality_waterfalls') }}
    group by example
    union all
    select
        'quality_link_errors: ' || errors.error || ' at ' || errors.level as claim,
        round(
            1 - if(errors.error = 'false links', accuracy.precision, accuracy.recall), 9
        ) as expected,
        round(errors.rate, 9) as found,
    from {{ ref('quality_link_errors') }} as errors
    inner join {{ ref('quality_linkage_accuracy') }} as accuracy
        on errors.level = accuracy.level
    where accuracy.scope = 'xjs' and accuracy.method = 'average_linkage'
    union all
    select
        'quality_threshold_trade_off: links at ' || trade_off.match_probability as claim,
        expected_accuracy.n_pairs as expected,
        trade_off.n_links as found,
    from {{ ref('quality_threshold_trade_off') }} as trade_off
    inner join {{ ref('link_person__expected_accuracy') }} as expected_accuracy
        using (match_probability)
    where expected_accuracy.pair_group = 0 and trade_off.error = 'false links'
    union all
    select
        'quality_threshold_trade_off: false links expected at ' || trade_off.match_probability
            as claim,
        round(expected_accuracy.n_false_links, 3) as expected,
        round(trade_off.n_wrong, 3) as found,
    from {{ ref('quality_threshold_trade_off') }} as trade_off
    inner join {{ ref('link_person__expected_accuracy') }} as expected_accuracy
        using (match_probability)
    where
        expected_accuracy.pair_group = 0
        and trade_off.error = 'false links'
        and trade_off.basis = 'posteriors'
)

select * from expected_and_found
where expected is distinct from found

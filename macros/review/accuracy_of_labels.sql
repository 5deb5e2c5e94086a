{#- The rows of quality_label_accuracy of one method, from the tables of its steps: the thresholds
    or levels, the labels that are used with their weights, and what the frame holds by how many
    steps are reached. -#}
{% macro accuracy_of_labels(
    method, steps, labels, frame, review_labels, strata, expected_accuracy
) %}
with review__steps as (
    select * from {{ steps }} where method = '{{ method }}'
),

review__labels as (
    select * from {{ labels }} where method = '{{ method }}'
),

review__frame as (
    select
        steps.step_no,
        {%- for number in [
            'n_record_pairs', 'n_expected_matches', 'n_true_matches', 'n_true_others'
        ] %}
        {{ data_first.exact_sum(
            'case when frame.step_no >= steps.step_no then ' ~ number ~ ' else 0 end'
        ) }} as {{ number }},
        {%- endfor %}
        {{ data_first.exact_sum('n_expected_matches') }} as n_all_expected_matches,
        sum(n_true_matches) as n_all_true_matches,
    from review__steps as steps
    inner join {{ frame }} as frame on frame.method = '{{ method }}'
    group by steps.step_no
),

review__estimates as (
    {{ data_first.label_accuracy('review__labels', 'review__steps') | indent(4) }}
),

review__reach as (
    -- which share of all matches between two profiles lies in the frame, as the posteriors expect
    select
        least(1, any_value(frame.n_all_expected_matches) / nullif(max(
            n_matches_found + n_matches_below + n_matches_not_compared
        ), 0)) as frame_recall,
    from {{ expected_accuracy }}
    cross join (
        select any_value(n_all_expected_matches) as n_all_expected_matches, from review__frame
    ) as frame
    where pair_group = 0
),

review__spoken_for as (
    -- a band of match weight without a label is spoken for by nobody
    select sum(n_band) filter (where has_label) / sum(n_band) as share_of_frame,
    from (
        select
            band,
            sum(n_stratum_record_pairs) as n_band,
            bool_or(stratum_id in (select stratum_id from review__labels)) as has_label,
        from {{ strata }}
        group by band
    ) as bands
),

review__left_out as (
    select
        count(*) filter (where decision = 'cannot_tell') as n_cannot_tell,
        count(*) filter (where is_override) as n_override_labels,
    from {{ review_labels }}
)

select
    '{{ method }}' as method,
    steps.threshold,
    steps.level,
    coalesce(estimates.n_labels, 0) as n_labels,
    coalesce(estimates.n_links, 0) as n_labelled_links,
    coalesce(estimates.n_false, 0) as n_labelled_false_links,
    coalesce(estimates.n_missed, 0) as n_labelled_missed_links,
    left_out.n_cannot_tell,
    left_out.n_override_labels,
    {{ var('labels_train_m') }} as is_trained_on_labels,
    coalesce(spoken_for.share_of_frame, 0) as share_of_frame,
    cast(frame.n_record_pairs as bigint) as n_link_record_pairs,
    {%- for rate in ['precision', 'recall', 'f1'] %}
    estimates.{{ rate }},
    estimates.{{ rate }}_low,
    estimates.{{ rate }}_high,
    {%- endfor %}
    reach.frame_recall,
    {%- for end in ['', '_low', '_high'] %}
    estimates.recall{{ end }} * reach.frame_recall as overall_recall{{ end }},
    {%- endfor %}
    frame.n_expected_matches / nullif(frame.n_record_pairs, 0) as expected_precision,
    frame.n_expected_matches / nullif(frame.n_all_expected_matches, 0) as expected_recall,
    frame.n_true_matches / nullif(frame.n_true_matches + frame.n_true_others, 0) as true_precision,
    frame.n_true_matches / nullif(frame.n_all_true_matches, 0) as true_recall,
from review__steps as steps
inner join review__frame as frame using (step_no)
left join review__estimates as estimates using (step_no)
cross join review__reach as reach
cross join review__spoken_for as spoken_for
cross join review__left_out as left_out
order by steps.step_no
{% endmacro %}

-- Mend: look at how the column is divided; a count on top may be of other rows than below.
{% set accuracy = [
    'precision', 'recall', 'f1', 'b_cubed_precision', 'b_cubed_recall', 'b_cubed_f1',
] %}
{% set shares = [
    (ref('quality_completeness'), ['share_present']),
    (ref('quality_pairs_by_rule'), ['share_of_new_pairs', 'marginal_recall', 'cumulative_recall']),
    (ref('quality_blocking_recall'), ['blocking_recall']),
    (ref('quality_linkage_accuracy'), accuracy),
    (ref('quality_accuracy_by_group'), accuracy),
    (ref('quality_group_rates'), ['rate', 'rate_low', 'rate_high', 'rest_rate']),
    (ref('quality_unlinkable_by_group'), ['share_unlinkable', 'share_of_rest']),
    (ref('quality_cluster_errors'), [
        'cluster_precision', 'cluster_recall', 'cluster_f1', 'share_of_people_split',
        'share_of_clusters_merging', 'share_of_records_affected',
    ]),
    (ref('quality_case_link_by_group'), [
        'share_linked', 'share_linked_low', 'share_linked_high',
        'share_rightly_linked', 'share_rightly_linked_low', 'share_rightly_linked_high',
        'share_found', 'share_found_low', 'share_found_high',
    ]),
    (ref('quality_unlinkable'), ['share_unlinkable']),
    (ref('quality_disagreeing_ids'), ['share_disagreeing']),
    (ref('quality_returners'), [
        'true_person_share', 'estimated_defendant_share', 'estimated_xjs_share',
    ]),
    (ref('quality_case_link'), ['share_linked', 'precision', 'recall']),
    (ref('quality_case_link_timing'), ['share_before']),
    (ref('quality_rule_overlap'), ['share_of_pairs']),
    (ref('quality_link_errors'), ['rate', 'rate_low', 'rate_high']),
    (ref('quality_cluster_labels'), ['rate', 'rate_low', 'rate_high', 'true_rate']),
    (ref('quality_threshold_trade_off'), ['rate', 'rate_low', 'rate_high']),
] %}

{% for relation, columns in shares %}
select
    '{{ relation.identifier }}' as table_name,
    column_name,
    bad_value,
from (
    {{ data_first.outside_0_to_1(relation, columns) | indent }}
) as outside
{% if not loop.last %}
union all
{% endif %}
{% endfor %}

{#- The columns of each model of a linkage that do not depend on its settings. -#}
{% macro _link_columns() %}
    {% do return({
        'records': [
            'identity_id', 'source_dataset', 'record_key', 'record_keys', 'profile_id', 'source_id',
            'is_main', 'n_records', 'n_names',
        ],
        'skipped_blocks': ['match_key', 'blocking_rule', 'block_key', 'n_identities'],
        'pairs': ['identity_id_l', 'identity_id_r', 'pattern', 'n_record_pairs'],
        'training_history': [
            'round', 'iteration', 'parameter', 'parameter_index', 'match_key', 'pair_group',
            'value',
        ],
        'parameters': [
            'pair_group', 'comparison', 'level_no', 'gamma', 'label', 'parameter_index',
            'm_probability', 'u_probability', 'match_weight', 'n_expected_matches', 'is_trained',
            'tf_term', 'tf_weight', 'n_random_pairs', 'is_exact', 'u_standard_error',
            'n_compared_pairs', 'is_seen', 'is_switched',
        ],
        'match_shares': [
            'pair_group', 'source_dataset_l', 'source_dataset_r', 'n_all_pairs',
            'probability_two_random_records_match', 'prior_match_weight',
        ],
        'term_frequencies': ['term', 'value', 'tf', 'n_entities'],
        'scored_pairs': [
            'profile_id_l', 'profile_id_r', 'identity_id_l', 'identity_id_r', 'pattern', 'pair_group',
            'match_key', 'tf_adjustment', 'match_weight', 'match_weight_units', 'match_probability',
        ],
        'nodes': [
            'node_id', 'profile_id', 'source_dataset', 'is_one_node', 'self_weight_units',
            'n_node_records', 'record_keys',
        ],
        'components': ['node_id', 'component_id', 'n_nodes', 'least_weight'],
        'component_pairs': [
            'node_l', 'node_r', 'component_id', 'match_weight_units', 'match_weight',
            'match_probability', 'n_pairs', 'is_scored_pair',
        ],
        'node_clusters': [
            'node_id', 'cluster_low', 'cluster_medium', 'cluster_high', 'component_low',
            'component_medium', 'component_high',
        ],
        'clusters': [
            'identity_id', 'source_dataset', 'record_key', 'cluster_low', 'cluster_medium',
            'cluster_high', 'n_records_in_cluster', 'mean_match_probability',
        ],
    }) %}
{% endmacro %}

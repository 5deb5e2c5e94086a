{#- What each model of a linkage is: its macro is linkage_<name>. `reads` are the links before it. -#}
{% macro _links() %}
    {% do return([
        {
            'name': 'records',
            'materialized': 'table',
            'reads': [],
            'description': [
                'The records, ready to be compared: equal ones of a source as one, numbered, with the',
                'columns that the settings read and the keys of their blocks (`block_key_…`, a column',
                'a rule). **Grain**: one row a distinct content of a source; each of its n_records',
                'records has its key in `record_keys`. **Primary key**: identity_id.',
            ],
        },
        {
            'name': 'skipped_blocks',
            'materialized': 'table',
            'reads': ['records'],
            'description': [
                'Blocks above `max_block_size`, whose pairs the rule did not compare: look here when',
                'a link is missing. **Grain**: one row a rule and block.',
                '**Primary key**: match_key, block_key.',
            ],
        },
        {
            'name': 'pairs',
            'materialized': 'statements',
            'reads': ['records'],
            'description': [
                'Every candidate pair that a blocking rule found, compared: its levels, its sources',
                'and its rules as one number. **Grain**: one row a pair of contents, which stands for',
                'n_record_pairs pairs of records.',
                '**Primary key**: identity_id_l, identity_id_r.',
            ],
        },
        {
            'name': 'training_history',
            'materialized': 'expectation_maximisation',
            'reads_settings': true,
            'reads': ['pairs', 'records'],
            'description': [
                'How the parameters moved while the model trained. **Grain**: one row a parameter a',
                'step.',
            ],
        },
        {
            'name': 'parameters',
            'materialized': 'table',
            'reads': ['training_history'],
            'description': [
                'What was learnt: m, u and the weight of every level of every comparison.',
                '**Grain**: one row a pair of sources (0: all together) and level.',
                '**Primary key**: pair_group, parameter_index.',
            ],
        },
        {
            'name': 'match_shares',
            'materialized': 'table',
            'reads': ['training_history', 'records'],
            'description': [
                'How likely two records of two sources are to match, before they are compared.',
                '**Grain**: one row a pair of sources. **Primary key**: pair_group.',
            ],
        },
        {
            'name': 'term_frequencies',
            'materialized': 'term_frequencies',
            'reads_settings': true,
            'reads': ['records', 'pairs', 'parameters', 'match_shares'],
            'description': [
                'How common the values of the terms are: two people of a rare surname are a better',
                'match. **Grain**: one row a term and value. **Primary key**: term, value.',
            ],
        },
        {
            'name': 'scored_pairs',
            'materialized': 'table',
            'reads': ['pairs', 'records', 'parameters', 'match_shares', 'term_frequencies'],
            'description': [
                'The pairs that may match (`keep_match_weight`), with their weight and levels',
                '(`gamma_…`: 0 the worst, -1 missing). **Grain**: one row a pair of contents.',
                '**Primary key**: identity_id_l, identity_id_r.',
            ],
        },
        {
            'name': 'nodes',
            'materialized': 'table',
            'reads': ['records', 'parameters', 'match_shares', 'term_frequencies'],
            'description': [
                'What clusters are made of: equal records together, where two of them compared are',
                'surely one person, otherwise each by itself.',
                '**Grain**: one row a node. **Primary key**: node_id.',
            ],
        },
        {
            'name': 'components',
            'materialized': 'capped_components',
            'reads_settings': true,
            'reads': ['nodes', 'scored_pairs'],
            'description': [
                'Groups of nodes that scored pairs connect, no matter how weakly: the widest that a',
                'cluster could be. **Grain**: one row a node. **Primary key**: node_id.',
            ],
        },
        {
            'name': 'component_pairs',
            'materialized': 'table',
            'reads': [
                'records', 'nodes', 'scored_pairs', 'components', 'parameters', 'match_shares',
                'term_frequencies',
            ],
            'description': [
                'All pairs inside a component with their weights, those that no rule had found too:',
                'what the clusters rest on. **Grain**: one row a pair of nodes, which stands for',
                'n_pairs pairs of records. **Primary key**: node_l, node_r.',
            ],
        },
        {
            'name': 'node_clusters',
            'materialized': 'nested_clusters',
            'reads_settings': true,
            'reads': ['nodes', 'component_pairs'],
            'description': [
                'Clusters at three levels, with plain components beside each.',
                '**Grain**: one row a node. **Primary key**: node_id.',
            ],
        },
        {
            'name': 'clusters',
            'materialized': 'table',
            'reads': ['nodes', 'node_clusters', 'component_pairs'],
            'description': [
                'The answer: which records belong together. Start with `cluster_medium`.',
                '**Grain**: one row a record. **Primary key**: source_dataset, record_key.',
            ],
        },
    ]) %}
{% endmacro %}

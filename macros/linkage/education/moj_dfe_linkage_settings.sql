{#- The probabilistic linkage of offenders with pupils, on the same five variables as the rules: what
    `quality_moj_dfe_link` sets beside them. Nothing published comes from it, so that training may be
    quick rather than exact. -#}
{% macro moj_dfe_linkage_settings() %}
    {% do return(data_first.linkage_settings(
        model='moj_dfe',
        link_type='link_only',
        terms=[
            data_first.term('forename', ['forename']),
            data_first.term('surname', ['surname']),
            data_first.term('name', ['forename', 'surname'], smooth_by=['forename', 'surname']),
            data_first.term('date_of_birth', ['date_of_birth']),
            data_first.term('postcode', ['postcodes'], array=true),
        ],
        comparisons=[
            data_first.joint_name_comparison(
                'forename', 'surname', forename_canonical='forename_full',
                tf_name='name', tf_forename='forename', tf_surname='surname',
            ),
            data_first.birth_date_comparison('date_of_birth', tf_term='date_of_birth'),
            data_first.postcode_array_comparison(
                'postcodes', 'postcode_sectors', 'postcode_districts', tf_term='postcode',
            ),
            data_first.exact_match('gender'),
        ],
        blocking_rules=[
            data_first.block_on(['surname', 'date_of_birth']),
            data_first.block_on(['forename', 'date_of_birth']),
            data_first.block_on(
                ['date_of_birth', 'element'], 'date of birth and postcode',
                ['date_of_birth', 'postcode'], explode='postcodes'
            ),
            data_first.block_on(
                ['surname', 'element'], 'surname and postcode', ['name', 'postcode'],
                explode='postcodes'
            ),
            data_first.block_on(['forename', 'surname', 'year(date_of_birth)']),
        ],
        training={
            'random_pairs': 100000, 'em_convergence': 0.001, 'parameters_by_group': false,
        },
    )) %}
{% endmacro %}

{#- The model of the speed benchmark; benchmarks/speed_splink.py has its like for Splink, and
    BLOCKING_RULES of benchmarks/speed_data.py the same rules. No block is skipped, so that both
    engines compare the same pairs. -#}
{% macro speed_settings() %}
    {% do return(data_first.linkage_settings(
        model='speed',
        link_type='dedupe_only',
        terms=[
            data_first.term('forename', ['forename']),
            data_first.term('surname', ['surname']),
            data_first.term('postcode', ['postcode']),
        ],
        comparisons=[
            data_first.configure(
                data_first.jaro_winkler_at_thresholds('forename', [0.92, 0.8]),
                term_frequency_adjustments=true,
            ),
            data_first.configure(
                data_first.jaro_winkler_at_thresholds('surname', [0.92, 0.8]),
                term_frequency_adjustments=true,
            ),
            data_first.jaro_winkler_at_thresholds('middle_names', [0.9]),
            data_first.date_of_birth_comparison('dob', input_is_string=false),
            data_first.configure(
                data_first.postcode_comparison('postcode'),
                term_frequency_adjustments={'postcode': 'postcode'},
            ),
        ],
        blocking_rules=[
            data_first.block_on(['dob', 'postcode']),
            data_first.block_on(['surname', 'dob']),
            data_first.block_on(['forename', 'dob']),
            data_first.block_on(['middle_names', 'dob']),
            data_first.block_on(['forename', 'surname', 'postcode']),
            data_first.block_on(['surname', 'postcode']),
            data_first.block_on(['forename', 'postcode']),
            data_first.block_on(['forename', 'surname', 'year(dob)']),
        ],
        max_block_size=1000000000,
        clustering={'cluster_method': env_var('SPEED_CLUSTER_METHOD', 'average_linkage')},
    )) %}
{% endmacro %}

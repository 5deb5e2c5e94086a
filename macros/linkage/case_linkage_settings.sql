{#- The case model: which magistrates' case did a Crown Court record come from? Candidates share a
    person, or a reference number and at least the looser cluster of a person (co-defendants share
    references). -#}
{% macro case_linkage_settings() %}
    {% do return(data_first.linkage_settings(
        model='case',
        link_type='link_only',
        comparisons=[
            data_first.comparison('person', [
                data_first.null_level('false'),
                data_first.comparison_level(
                    'l.cluster_high = r.cluster_high', 'same person at the high level'
                ),
                data_first.comparison_level(
                    'l.cluster_medium = r.cluster_medium', 'same person at the medium level'
                ),
                data_first.else_level('same person at the low level'),
            ]),
            data_first.identifier_comparison('urn', 'urn'),
            data_first.identifier_comparison('asn', 'asn'),
            data_first.identifier_comparison('case_reference', 'case_reference'),
            data_first.identifier_comparison('magistrates_court', 'magistrates_court_code'),
            data_first.identifier_comparison('crown_court', 'crown_court_code'),
            data_first.days_apart_comparison(
                'committal_date', 'committal_date', [0, 7, 60, 365]
            ),
            data_first.days_apart_comparison(
                'first_hearing_date', 'first_hearing_date', [0, 7]
            ),
            data_first.comparison('offences', [
                data_first.null_level(
                    'coalesce(len(l.offence_classes), 0) = 0'
                    ~ ' or coalesce(len(r.offence_classes), 0) = 0'
                ),
                data_first.comparison_level(
                    'list_has_any(l.dated_offences, r.dated_offences)',
                    'an offence of one class and date in common',
                ),
                data_first.comparison_level(
                    'list_has_any(l.offence_classes, r.offence_classes)',
                    'an offence class in common',
                ),
                data_first.else_level('no offence class in common'),
            ]),
            data_first.identifier_comparison('way_to_the_crown_court', 'way_to_the_crown_court'),
        ],
        blocking_rules=[
            data_first.block_on(['cluster_medium'], 'same person', ['person']),
            data_first.block_on(['cluster_low', 'urn'], 'unique reference number', ['urn']),
            data_first.block_on(['cluster_low', 'asn'], 'arrest/summons number', ['asn']),
            data_first.block_on(
                ['cluster_low', 'case_reference'], 'magistrates case number',
                ['case_reference']
            ),
        ],
        training={'blocking_recall': 1.0},
        max_block_size=5000,
    )) %}
{% endmacro %}

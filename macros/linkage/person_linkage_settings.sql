{#- The person model: what is compared, how candidates are found, how the model is trained and how
    records are grouped. This is the file an analyst edits. Weights are in bits.

    Twins share surname, birthday and often the address; numbers of their own tell them apart. A
    household shares surname and address, which therefore say less together than each by itself:
    where no date of birth and no number speaks, that is allowed for. -#}
{% macro person_linkage_settings() %}
    {% do return(data_first.linkage_settings(
        model='person',
        terms=[
            data_first.term('forename', ['forename1_std']),
            data_first.term('surname', ['surname_std']),
            data_first.term(
                'name', ['forename1_std', 'surname_std'], smooth_by=['forename', 'surname']
            ),
            data_first.term('middle_names', ['middle_names_std']),
            data_first.term('date_of_birth', ['dob_std']),
            data_first.term('postcode', ['postcodes_std'], array=true),
        ],
        comparisons=[
            data_first.joint_name_comparison(
                'forename1_std', 'surname_std', forename_canonical='forename1_canonical',
                tf_name='name', tf_forename='forename', tf_surname='surname',
            ),
            data_first.middle_names_comparison('middle_names_std', tf_term='middle_names'),
            data_first.birth_date_comparison('dob_std', tf_term='date_of_birth'),
            data_first.postcode_array_comparison(
                'postcodes_std', 'postcode_sectors_std', 'postcode_districts_std',
                tf_term='postcode',
            ),
            data_first.identifiers_comparison('police_numbers', ['pnc_std', 'cro_std']),
            data_first.identifiers_comparison(
                'service_numbers', ['prison_number_std', 'crn_std', 'ni_number_std']
            ),
        ],
        blocking_rules=[
            data_first.block_on(['pnc_std'], 'PNC number', ['police_numbers']),
            data_first.block_on(['cro_std'], 'CRO number', ['police_numbers']),
            data_first.block_on(['prison_number_std'], 'prison number', ['service_numbers']),
            data_first.block_on(['ni_number_std'], 'national insurance number', ['service_numbers']),
            data_first.block_on(
                ['surname_std', 'dob_std'], 'surname and date of birth', ['name', 'date_of_birth']
            ),
            data_first.block_on(
                ['forename1_std', 'dob_std'], 'forename and date of birth',
                ['name', 'date_of_birth']
            ),
            data_first.block_on(
                ['least(forename1_std, surname_std)', 'greatest(forename1_std, surname_std)',
                 'year(dob_std)'],
                'both names in any order and year of birth', ['name', 'date_of_birth']
            ),
            data_first.block_on(
                ['surname_metaphone', 'left(forename1_std, 1)', 'year(dob_std)', 'month(dob_std)'],
                'sound of surname, initial, year and month of birth', ['name', 'date_of_birth']
            ),
            data_first.block_on(
                ['surname_metaphone', 'left(forename1_std, 1)', 'year(dob_std)', 'day(dob_std)'],
                'sound of surname, initial, year and day of birth', ['name', 'date_of_birth']
            ),
            data_first.block_on(
                ['dob_std', 'element'], 'date of birth and postcode',
                ['date_of_birth', 'postcode'], explode='postcodes_std'
            ),
            data_first.block_on(
                ['surname_std', 'element'], 'surname and postcode', ['name', 'postcode'],
                explode='postcodes_std'
            ),
            data_first.block_on(
                ['forename1_canonical', 'element'], 'forename and postcode', ['name', 'postcode'],
                explode='postcodes_std'
            ),
            data_first.block_on(
                ['forename1_std', 'middle_names_std', 'surname_std'],
                'all names', ['name', 'middle_names']
            ),
        ],
        training={'random_pairs': 3000000},
        clustering={'mean_weight_cut': 0.0},
        weight_adjustments=[
            data_first.weight_adjustment(
                'twins',
                "gamma_name = 'surname equal, forename different' and gamma_date_of_birth = 'equal'"
                ~ " and gamma_police_numbers <= 'identifiers different'"
                ~ " and gamma_service_numbers <= 'identifiers different'"
                ~ " and greatest(gamma_police_numbers, gamma_service_numbers) = 0",
                -5.0
            ),
            data_first.weight_adjustment(
                'household',
                "(gamma_name = 'surname equal, forename different'"
                ~ " or gamma_name = 'surname equal, forename missing')"
                ~ " and gamma_postcode = 'a postcode in common' and gamma_date_of_birth = -1"
                ~ " and gamma_police_numbers <= 'identifiers different'"
                ~ " and gamma_service_numbers <= 'identifiers different'",
                -5.0
            ),
        ],
    )) %}
{% endmacro %}

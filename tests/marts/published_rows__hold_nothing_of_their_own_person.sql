{% set people_records = ref('people_records') %}
{% set people %}
(
    select
        {{ data_first.hash_key('row_id', "source_dataset || '|' || record_key") }} as row_id_hash,
        list_transform(
            list_filter(
                list_concat(
                    [
                        forename1_std,
                        middle_names_std,
                        surname_std,
                        strftime(dob_std, '%Y-%m-%d'),
                        pnc_std,
                        cro_std,
                        prison_number_std,
                        crn_std,
                        case when length(record_key) >= 6 then record_key end,
                    ],
                    postcodes_std,
                    list_transform(aliases, lambda name: name.forename1_std),
                    list_transform(aliases, lambda name: name.surname_std),
                    list_transform(aliases, lambda name: strftime(name.dob_std, '%Y-%m-%d'))
                ),
                lambda own: own is not null
            ),
            lambda own: lower(own)
        ) as own_values,
    from {{ people_records }}
) as people_records
{% endset %}

-- Mend: the column copies a source column; leave it out or hash it.
{{ data_first.own_values(data_first.published_columns(), people) }}

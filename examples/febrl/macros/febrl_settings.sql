{#- How FEBRL records are compared, for both data sets: the default style for records of people, told
    which column is what. A million random pairs are enough for files of this size. -#}
{% macro febrl_settings(model, link_type, clustering={}) %}
    {% do return(data_first.default_linkage_settings(
        model=model,
        link_type=link_type,
        forename='given_name',
        surname='surname',
        date_of_birth='date_of_birth',
        identifiers=['soc_sec_id'],
        postcodes=['postcode'],
        texts=['suburb', 'address_1', 'address_2'],
        codes=['street_number', 'state'],
        training={'random_pairs': 1000000},
        clustering=clustering,
    )) %}
{% endmacro %}

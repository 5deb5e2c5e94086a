{#- Every data set in one style: columns by kind, nothing chosen by looking at a result. -#}
{% macro fake_1000_settings() %}
    {% do return(data_first.default_linkage_settings(
        'fake_1000', forename='first_name', surname='surname', date_of_birth='dob',
        emails=['email'], texts=['city'],
    )) %}
{% endmacro %}


{% macro febrl3_settings() %}
    {% do return(febrl_settings('febrl3')) %}
{% endmacro %}


{% macro febrl4_settings() %}
    {% do return(febrl_settings('febrl4', 'link_only')) %}
{% endmacro %}


{#- The same records with name, date of birth and postcode alone: harder. -#}
{% macro febrl3_reduced_settings() %}
    {% do return(data_first.default_linkage_settings(
        'febrl3_reduced', forename='given_name', surname='surname',
        date_of_birth='date_of_birth', postcodes=['postcode'],
    )) %}
{% endmacro %}


{% macro febrl4_reduced_settings() %}
    {% do return(data_first.default_linkage_settings(
        'febrl4_reduced', 'link_only', forename='given_name', surname='surname',
        date_of_birth='date_of_birth', postcodes=['postcode'],
    )) %}
{% endmacro %}


{% macro febrl_settings(model, link_type='dedupe_only') %}
    {% do return(data_first.default_linkage_settings(
        model, link_type, forename='given_name', surname='surname',
        date_of_birth='date_of_birth', identifiers=['soc_sec_id'], postcodes=['postcode'],
        texts=['suburb', 'address_1', 'address_2'], codes=['street_number', 'state'],
    )) %}
{% endmacro %}

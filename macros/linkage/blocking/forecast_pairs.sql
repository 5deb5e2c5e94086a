{#- Prints how many pairs each rule would compare and stops beyond a limit, before anything is
    compared: `dbt run-operation data_first.forecast_pairs --args '{settings: my_settings, relation:
    my_identities, limit: 100000000}'`. -#}
{% macro forecast_pairs(settings, relation, limit=none) %}
    {%- set settings = data_first._settings_named(settings) -%}
    {%- set relation = data_first._relation_named(relation) -%}
    {%- set limit = settings.blocking.max_pairs if limit is none else limit -%}
    {%- set name_of_limit = 'blocking.max_pairs' if limit == settings.blocking.max_pairs
        else 'limit' -%}
    {% do run_query('create or replace temp table link__forecast as '
        ~ data_first.blocking_forecast(settings, relation)) %}
    {%- set rows = run_query(
        'select match_key as "no", blocking_rule as "rule", n_blocks as "blocks", '
        ~ 'largest_block as "largest block", n_pairs as "pairs", '
        ~ 'n_skipped_blocks as "skipped blocks", n_skipped_pairs as "skipped pairs", '
        ~ 'n_pairs_so_far as "pairs so far" from link__forecast order by match_key'
    ) -%}
    {% do log(
        "Pairs by blocking rule, linkage model '" ~ settings.model ~ "', blocks above "
        ~ '{:,}'.format(settings.max_block_size) ~ ' identities skipped:\n'
        ~ data_first._table_text(rows), info=true
    ) %}
    {%- set message = run_query(data_first._message_of_too_many_pairs(
        settings, 'link__forecast', limit, name_of_limit
    )) -%}
    {%- if message.rows | length -%}
        {%- do exceptions.raise_compiler_error(message.rows[0][0]) -%}
    {%- endif -%}
{% endmacro %}


{#- The settings that a macro of this name returns; settings themselves are given back. -#}
{% macro _settings_named(settings) %}
    {%- if settings is not string -%}{% do return(settings) %}{%- endif -%}
    {%- if settings not in context -%}
        {%- do exceptions.raise_compiler_error(
            "There is no macro '" ~ settings ~ "'; give the name of the macro that returns your"
            ~ " linkage_settings(), such as person_linkage_settings."
        ) -%}
    {%- endif -%}
    {% do return(context[settings]()) %}
{% endmacro %}


{#- The relation of a model's name; a name with a point is taken as it is. -#}
{% macro _relation_named(relation) %}
    {%- if relation is not string or '.' in relation -%}{% do return(relation) %}{%- endif -%}
    {%- set found = load_relation(ref(relation)) -%}
    {%- if not found -%}
        {%- do exceptions.raise_compiler_error(
            "The model '" ~ relation ~ "' has not been built; run dbt build --select +" ~ relation
            ~ " first."
        ) -%}
    {%- endif -%}
    {% do return(found) %}
{% endmacro %}

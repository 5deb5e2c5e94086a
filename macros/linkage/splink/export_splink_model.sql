{#- A run-operation that writes a trained model as JSON files that Splink 5 loads:
    dbt run-operation data_first.export_splink_model --args '{settings: person_linkage_settings,
    parameters: link_person__parameters, match_shares: link_person__match_shares, folder: splink}'

    One file holds the model of all pairs of sources together, `<model>.json`, and one that of each
    pair of sources, `<model>__<source>__<source>.json`. With `identities` the records are written
    beside them as Splink's input, `<model>__records.parquet`. -#}
{% macro export_splink_model(
    settings, parameters, match_shares, folder='.', identities=none, term_frequencies=none
) %}
    {%- set model = data_first._settings_named(settings) -%}
    {%- set parameters = data_first._relation_named(parameters) -%}
    {%- set match_shares = data_first._relation_named(match_shares) -%}
    {%- set files = [{'pair_group': 0, 'name': model.model}] -%}
    {%- for row in run_query(
        'select pair_group, source_dataset_l, source_dataset_r from ' ~ match_shares
        ~ ' order by pair_group'
    ).rows -%}
        {%- do files.append({
            'pair_group': row[0] | int, 'name': model.model ~ '__' ~ row[1] ~ '__' ~ row[2],
        }) -%}
    {%- endfor -%}
    {%- do data_first._make_folder(folder.split('/')) -%}
    {%- for file in files -%}
        {%- set path = folder ~ '/' ~ file.name ~ '.json' -%}
        {% do run_query(
            'copy (select unnest(string_split(json_pretty(model), chr(10))) from ('
            ~ data_first.splink_model(model, parameters, match_shares, file.pair_group) ~ ')) to '
            ~ data_first._text(path)
            ~ " (format csv, header false, quote '', escape '', delimiter '\x01')"
        ) %}
        {% do print('Wrote ' ~ path ~ '.') %}
    {%- endfor -%}
    {%- if identities -%}
        {%- set path = folder ~ '/' ~ model.model ~ '__records.parquet' -%}
        {% do run_query(
            'copy (' ~ data_first.splink_records(
                model, data_first._relation_named(identities),
                data_first._relation_named(term_frequencies) if term_frequencies else none,
            ) ~ ') to '
            ~ data_first._text(path) ~ ' (format parquet)'
        ) %}
        {% do print('Wrote ' ~ path ~ '.') %}
    {%- endif -%}
    {%- for gap in data_first._splink_gaps(model) -%}
        {% do print('Not in Splink: ' ~ gap ~ '.') %}
    {%- endfor -%}
{% endmacro %}

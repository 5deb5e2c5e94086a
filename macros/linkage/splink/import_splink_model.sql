{#- A run-operation that makes a settings macro of a Splink model's JSON file (version 4 or 5):

    dbt run-operation data_first.import_splink_model --args '{path: model.json, model: people}'

    It prints the macro `<model>_settings`; with `file` it writes it there, unless there is such a
    file. The levels hold the model's m and u, which level_parameters() and given_match_shares() make
    frozen parameters of; a training starts from them. -#}
{% macro import_splink_model(path, model='splink', file=none) %}
    {%- if not modules.re.fullmatch('[a-z_][a-z0-9_]*', model) -%}
        {%- do exceptions.raise_compiler_error(
            "import_splink_model: model is '" ~ model ~ "'; give a name of lower-case letters, digits"
            ~ ' and underscores, which the name of a macro can begin with.'
        ) -%}
    {%- endif -%}
    {%- set files = run_query('select file from glob(' ~ data_first._text(path) ~ ')') -%}
    {%- set model_dict = none if not files.rows else fromjson(
        run_query('select content from read_text(' ~ data_first._text(path) ~ ')').rows[0][0]
    ) -%}
    {%- if model_dict is none -%}
        {%- do exceptions.raise_compiler_error(
            "import_splink_model: '" ~ path ~ "' is no JSON file; give one that Splink's"
            ~ ' save_model_to_json() wrote, with a path from the folder of the project.'
        ) -%}
    {%- endif -%}
    {%- set text = data_first.splink_settings_text(model_dict, model) -%}
    {%- if not file -%}
        {% do print(text) %}
    {%- elif data_first._write_file(file, text) -%}
        {% do print('Wrote ' ~ file ~ '.') %}
    {%- else -%}
        {%- do exceptions.raise_compiler_error(
            "import_splink_model: there is a file '" ~ file ~ "' already; move it, or name another."
        ) -%}
    {%- endif -%}
{% endmacro %}


{#- The settings macro of a Splink model as text, with a word on how to use it. -#}
{% macro splink_settings_text(model_dict, model) %}
    {%- set settings = data_first.settings_from_splink(model_dict, model=model) -%}
    {%- set name = model ~ '_settings' -%}
    {% do return([
        '{#- The linkage model ' ~ model ~ ', read from a model of Splink, whose records have the key '
            ~ (model_dict.get('unique_id_column_name') or 'unique_id') ~ '.',
        '    To score with its parameters as they are, let the models of parameters and match_shares be',
        '    {{ data_first.level_parameters(' ~ name ~ '(), all_pairs) }} and',
        '    {{ data_first.given_match_shares(' ~ name ~ '(), all_pairs) }}, where all_pairs is',
        "    '(' ~ data_first.all_pairs_by_group(" ~ name ~ "(), ref('" ~ model ~ "__records')) ~ ')',",
        '    and that of term frequencies, to count rows as Splink does,',
        '    {{ data_first.term_frequencies(' ~ name ~ "(), ref('" ~ model
            ~ "__records'), ['identity_id']) }}. -#}",
        data_first.settings_text(settings, name),
    ] | join('\n')) %}
{% endmacro %}

{#- Writes the models that link one table or several, a few lines each, their yml, and a draft of
    the settings macro, for a project that uses this one as a package:

    dbt run-operation data_first.scaffold --args
        '{model: customers, relations: {shop: stg_shop, web: stg_web}, unique_id: customer_id}'

    `relations` is the name of a model, or a mapping of source names to names of models. `settings` is
    the macro that makes the settings (default <model>_settings), `folder` where the models go
    (default models/<model>). A file that is there already is left alone. `write: false` prints the
    files instead. -#}
{% macro scaffold(model, relations, unique_id='unique_id', settings=none, folder=none, write=true) %}
    {%- set settings = settings or model ~ '_settings' -%}
    {%- do data_first._check_scaffold(model, relations, settings) -%}
    {%- set into = (folder or 'models/' ~ model).rstrip('/') -%}
    {%- set files = data_first._scaffold_files(model, relations, unique_id, settings, into) -%}
    {%- if settings not in context -%}
        {%- do files.update({'macros/' ~ settings ~ '.sql': data_first._draft_settings(
            model, settings, data_first._scaffold_columns(relations), unique_id,
            'link_and_dedupe' if relations is mapping and relations | length > 1 else 'dedupe_only'
        )}) -%}
    {%- endif -%}
    {%- for path, text in files.items() -%}
        {%- if not write -%}
            {%- do print('\n--- ' ~ path ~ '\n' ~ text) -%}
        {%- elif data_first._write_file(path, text) -%}
            {%- do print('wrote ' ~ path) -%}
        {%- else -%}
            {%- do print('left alone, since it is there already: ' ~ path) -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}


{#- The files of a linkage: path to text. -#}
{% macro _scaffold_files(model, relations, unique_id, settings, folder) %}
    {%- set chain = data_first._chain(model, relations, unique_id, settings) -%}
    {%- set files = {folder ~ '/_' ~ model ~ '__models.yml': data_first._chain_yml(chain)} -%}
    {%- for link in chain -%}
        {%- do files.update({folder ~ '/' ~ link.name ~ '.sql': link.sql}) -%}
    {%- endfor -%}
    {% do return(files) %}
{% endmacro %}


{#- The columns that all tables have, as {name, type}. -#}
{% macro _scaffold_columns(relations) %}
    {%- set shared = namespace(columns=none) -%}
    {%- for name in ([relations] if relations is string else relations.values()) -%}
        {%- set parts = modules.re.findall("'([^']*)'", name) -%}
        {%- set relation = source(*parts) if '(' in name else ref(name) -%}
        {%- set found = adapter.get_columns_in_relation(relation) -%}
        {%- if not found -%}
            {%- do exceptions.raise_compiler_error(
                "scaffold: '" ~ name ~ "' is not built yet, so that no settings can be drafted for it;"
                ~ ' build it first: dbt build --select +' ~ name ~ '.'
            ) -%}
        {%- endif -%}
        {%- set columns = [] -%}
        {%- for column in found
            if shared.columns is none
            or column.name | lower in shared.columns | map(attribute='name') | map('lower') -%}
            {%- do columns.append({'name': column.name, 'type': column.dtype}) -%}
        {%- endfor -%}
        {%- set shared.columns = columns -%}
    {%- endfor -%}
    {% do return(shared.columns) %}
{% endmacro %}


{#- Stops at names that dbt could not use. -#}
{% macro _check_scaffold(model, relations, settings) %}
    {%- for argument, name in {'model': model, 'settings': settings}.items() -%}
        {%- if name is not string or not modules.re.fullmatch('[a-z_][a-z0-9_]*', name) -%}
            {%- do exceptions.raise_compiler_error(
                'scaffold: ' ~ argument ~ " is '" ~ name ~ "'; use a name of small letters, digits"
                ~ ' and underscores, such as customers.'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not relations or (relations is not string and relations is not mapping) -%}
        {%- do exceptions.raise_compiler_error(
            "scaffold: relations is '" ~ relations ~ "'; give the name of a model, such as"
            ~ ' stg_customers, or names by source, such as {shop: stg_shop, web: stg_web}.'
        ) -%}
    {%- endif -%}
{% endmacro %}

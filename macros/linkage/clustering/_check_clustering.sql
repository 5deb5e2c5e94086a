{#- Stops at a clustering option of a wrong kind. -#}
{% macro _check_clustering(model, options) %}
    {%- set where = "Linkage model '" ~ model ~ "': clustering." -%}
    {%- set known_methods = ['average_linkage', 'connected_components', 'single_best_link', 'one_to_one'] -%}
    {%- if options.cluster_method not in known_methods -%}
        {%- do exceptions.raise_compiler_error(
            where ~ "cluster_method is '" ~ options.cluster_method ~ "'; use one of " ~ known_methods | join(', ') ~ "."
        ) -%}
    {%- endif -%}
    {%- if options.ties_method not in ['lowest_id', 'drop'] -%}
        {%- do exceptions.raise_compiler_error(
            where ~ "ties_method is '" ~ options.ties_method ~ "'; use one of lowest_id, drop."
        ) -%}
    {%- endif -%}
    {%- set datasets = options.duplicate_free_datasets -%}
    {%- if datasets is string or datasets is mapping or datasets is not sequence
            or datasets | reject('string') | list | length > 0 -%}
        {%- do exceptions.raise_compiler_error(
            where ~ "duplicate_free_datasets is " ~ datasets ~ "; give a list of names, such as ['prison']."
        ) -%}
    {%- endif -%}
    {%- if options.cluster_method == 'single_best_link' and not datasets -%}
        {%- do exceptions.raise_compiler_error(
            where ~ "cluster_method 'single_best_link' needs duplicate_free_datasets: the data sets of which a "
            ~ "cluster has one record at most."
        ) -%}
    {%- endif -%}
{% endmacro %}

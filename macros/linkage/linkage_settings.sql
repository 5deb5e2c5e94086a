{#- A linkage model as one object, checked and completed with derived numbers: every comparison gets
    its place in the packed pattern, every rule its bit. Wrong settings stop the compilation with a
    message that names the setting, the value and the mend. -#}
{% macro linkage_settings(
    model, comparisons, blocking_rules, terms=[], link_type='link_and_dedupe',
    training={}, clustering={}, max_block_size=2000
) %}
    {%- set known_link_types = ['dedupe_only', 'link_only', 'link_and_dedupe'] -%}
    {%- if link_type not in known_link_types -%}
        {%- do exceptions.raise_compiler_error(
            "Linkage model '" ~ model ~ "': link_type is '" ~ link_type ~ "'; use one of "
            ~ known_link_types | join(', ') ~ "."
        ) -%}
    {%- endif -%}
    {%- set placed = namespace(radix=1, index=0) -%}
    {%- set names = [] -%}
    {%- for comparison in comparisons -%}
        {%- do data_first._check_comparison(model, comparison, terms | map(attribute='name') | list) -%}
        {%- do names.append(comparison.output_column_name) -%}
        {%- set n_codes = comparison.comparison_levels | length -%}
        {%- do comparison.update({
            'radix': placed.radix, 'n_codes': n_codes, 'first_index': placed.index,
        }) -%}
        {%- set placed.radix = placed.radix * n_codes -%}
        {%- set placed.index = placed.index + n_codes -%}
    {%- endfor -%}
    {%- for rule in blocking_rules -%}
        {%- for touched in rule.touches if touched not in names -%}
            {%- do exceptions.raise_compiler_error(
                "Linkage model '" ~ model ~ "': blocking rule '" ~ rule.label ~ "' touches '"
                ~ touched ~ "', which is no comparison; use one of " ~ names | join(', ') ~ "."
            ) -%}
        {%- endfor -%}
        {%- do rule.update({'match_key': loop.index0}) -%}
    {%- endfor -%}
    {%- for name in names -%}
        {%- set open = [] -%}
        {%- for rule in blocking_rules if rule.trains and name not in rule.touches -%}
            {%- do open.append(rule.label) -%}
        {%- endfor -%}
        {%- if not open -%}
            {%- do exceptions.raise_compiler_error(
                "Linkage model '" ~ model ~ "': every blocking rule that trains touches comparison '"
                ~ name ~ "', so it would never be trained; add a rule that leaves it open."
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set known_training = {
        'em_convergence': 0.0001, 'max_iterations': 200, 'max_rounds': 25,
        'minimum_block_match_share': 0.01, 'blocking_recall': 0.9, 'random_pairs': 3000000,
        'least_chance_share': 0.01, 'least_probability': 1e-9,
    } -%}
    {%- set known_clustering = {
        'cluster_method': 'average_linkage',
        'match_probability_low': 0.5, 'match_probability_medium': 0.8,
        'match_probability_high': 0.99, 'mean_weight_cut': -2.0, 'max_component': 1000,
        'keep_match_weight': 0.0,
    } -%}
    {%- do data_first._check_options(model, 'training', training, known_training) -%}
    {%- do data_first._check_options(model, 'clustering', clustering, known_clustering) -%}
    {%- do known_training.update(training) -%}
    {%- do known_clustering.update(clustering) -%}
    {%- set known_methods = ['average_linkage', 'connected_components'] -%}
    {%- if known_clustering.cluster_method not in known_methods -%}
        {%- do exceptions.raise_compiler_error(
            "Linkage model '" ~ model ~ "': clustering.cluster_method is '"
            ~ known_clustering.cluster_method ~ "'; use one of " ~ known_methods | join(', ') ~ "."
        ) -%}
    {%- endif -%}
    {% do return({
        'model': model,
        'link_type': link_type,
        'comparisons': comparisons,
        'blocking_rules': blocking_rules,
        'terms': terms,
        'training': known_training,
        'clustering': known_clustering,
        'max_block_size': max_block_size,
        'pattern_radix': placed.radix,
        'n_parameters': placed.index,
        'group_radix': 4096,
    }) %}
{% endmacro %}


{#- Stops at an option that does not exist. -#}
{% macro _check_options(model, setting, options, known) %}
    {%- for option in options if option not in known -%}
        {%- do exceptions.raise_compiler_error(
            "Linkage model '" ~ model ~ "': " ~ setting ~ " has no option '" ~ option ~ "'; use "
            ~ known.keys() | join(', ') ~ "."
        ) -%}
    {%- endfor -%}
{% endmacro %}


{#- A comparison starts with its null level, ends with an else level and names terms that exist. -#}
{% macro _check_comparison(model, comparison, term_names) %}
    {%- set where = "Linkage model '" ~ model ~ "', comparison '" ~ comparison.output_column_name ~ "'" -%}
    {%- set levels = comparison.comparison_levels -%}
    {%- if levels | length < 3 or not levels[0].is_null_level or levels[-1].sql_condition != 'true' -%}
        {%- do exceptions.raise_compiler_error(
            where ~ ": levels must be a null_level, at least one other, and an else_level last."
        ) -%}
    {%- endif -%}
    {%- for level in levels if level.tf_term and level.tf_term not in term_names -%}
        {%- do exceptions.raise_compiler_error(
            where ~ ": level '" ~ level.label ~ "' is adjusted by term '" ~ level.tf_term
            ~ "', which the settings do not have; add it to terms or drop tf_term."
        ) -%}
    {%- endfor -%}
{% endmacro %}

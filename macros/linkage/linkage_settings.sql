{#- A linkage model as one object, checked and completed with derived numbers: every comparison gets
    its place in the packed pattern, every rule its bit. Wrong settings stop the compilation with a
    message that names the setting, the value and the mend. -#}
{% macro linkage_settings(
    model, comparisons, blocking_rules, terms=[], link_type='link_and_dedupe',
    training={}, clustering={}, blocking={}, max_block_size=2000, weight_adjustments=[],
    collapse_equal_records=true
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
        {%- do data_first._check_comparison(
            model, comparison, terms | map(attribute='name') | list, names
        ) -%}
        {%- do names.append(comparison.output_column_name) -%}
        {%- set n_codes = comparison.comparison_levels | length -%}
        {%- do comparison.update({
            'radix': placed.radix, 'n_codes': n_codes, 'first_index': placed.index,
        }) -%}
        {%- set placed.radix = placed.radix * n_codes -%}
        {%- set placed.index = placed.index + n_codes -%}
    {%- endfor -%}
    {%- set known_blocking = {'max_pairs': 2000000000, 'derived_columns': {}, 'id_ranges': none} -%}
    {%- do data_first._check_options(model, 'blocking', blocking, known_blocking) -%}
    {%- do known_blocking.update(blocking) -%}
    {%- if known_blocking.id_ranges is not none
        and (known_blocking.id_ranges is not integer or known_blocking.id_ranges < 1) -%}
        {%- do exceptions.raise_compiler_error(
            "Linkage model '" ~ model ~ "': blocking.id_ranges is " ~ known_blocking.id_ranges
            ~ '; use a whole number from 1, or none.'
        ) -%}
    {%- endif -%}
    {%- do data_first._complete_rules(
        model, blocking_rules, comparisons, known_blocking.derived_columns, placed.radix
    ) -%}
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
        'em_convergence': 0.0001,
        'max_iterations': 500,
        'max_rounds': 25,
        'minimum_block_match_share': 0.01,
        'blocking_recall': 0.9,
        'random_pairs': 1000000,
        'least_chance_share': 0.01,
        'least_probability': 1e-9,
        'weight_pairs_by': 'record_pairs',
        'parameters_by_group': true,
        'borrowed_matches': 30,
        'borrowed_agreements': 1000,
        'monotone_weights': false,
        'starting_ratio': 3.0,
        'probability_two_random_records_match': none,
        'dependence_bits': 0.05,
    } -%}
    {%- set known_clustering = {
        'cluster_method': 'average_linkage',
        'match_probability_low': 0.5,
        'match_probability_medium': 0.8,
        'match_probability_high': 0.99,
        'mean_weight_cut': -2.0,
        'max_component': 1000,
        'max_cluster_size': 100,
        'keep_match_weight': 0.0,
        'duplicate_free_datasets': [],
        'ties_method': 'lowest_id',
    } -%}
    {%- do data_first._check_options(model, 'training', training, known_training) -%}
    {%- do data_first._check_options(model, 'clustering', clustering, known_clustering) -%}
    {%- do known_training.update(training) -%}
    {%- do data_first._check_training(model, known_training, comparisons) -%}
    {%- do known_clustering.update(clustering) -%}
    {%- do data_first._check_clustering(model, known_clustering) -%}
    {%- for adjustment in weight_adjustments -%}
        {%- do data_first._resolve_weight_adjustment(model, adjustment, comparisons) -%}
    {%- endfor -%}
    {%- set group_radix = 4096 -%}
    {%- set n_patterns = placed.radix * group_radix * 2 ** (blocking_rules | length) -%}
    {% do return({
        'model': model,
        'link_type': link_type,
        'comparisons': comparisons,
        'blocking_rules': blocking_rules,
        'terms': terms,
        'training': known_training,
        'clustering': known_clustering,
        'blocking': known_blocking,
        'max_block_size': max_block_size,
        'weight_adjustments': weight_adjustments,
        'collapse_equal_records': collapse_equal_records,
        'pattern_radix': placed.radix,
        'n_parameters': placed.index,
        'group_radix': group_radix,
        'pattern_type': 'bigint' if n_patterns < 2 ** 63 else 'hugeint',
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


{#- A comparison starts with its null level, ends with an else level, names terms that exist, has
    options that make sense and a name of its own. -#}
{% macro _check_comparison(model, comparison, term_names, other_names) %}
    {%- set name = comparison.output_column_name -%}
    {%- set where = "Linkage model '" ~ model ~ "', comparison '" ~ name ~ "'" -%}
    {%- set levels = comparison.comparison_levels -%}
    {%- if levels | length < 3 or not levels[0].is_null_level or levels[-1].sql_condition != 'true' -%}
        {%- do exceptions.raise_compiler_error(
            where ~ ": levels must be a null_level, at least one other, and an else_level last."
        ) -%}
    {%- endif -%}
    {%- if name | lower in other_names | map('lower') -%}
        {%- do exceptions.raise_compiler_error(
            where ~ ": another comparison has this name; give one of them another with"
            ~ " configure(comparison, output_column_name='…')."
        ) -%}
    {%- endif -%}
    {%- for level in levels -%}
        {%- do data_first._check_level(where ~ ": level '" ~ level.label ~ "'", level, term_names) -%}
    {%- endfor -%}
{% endmacro %}

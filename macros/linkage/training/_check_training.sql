{#- Stops at training options and given parameters of levels that cannot be. -#}
{% macro _check_training(model, options, comparisons) %}
    {%- set where = "Linkage model '" ~ model ~ "': training." -%}
    {%- if options.weight_pairs_by not in ['record_pairs', 'identity_pairs'] -%}
        {%- do exceptions.raise_compiler_error(
            where ~ "weight_pairs_by is '" ~ options.weight_pairs_by
            ~ "'; use one of record_pairs, identity_pairs."
        ) -%}
    {%- endif -%}
    {%- for option in ['borrowed_matches', 'borrowed_agreements'] if not (options[option] is number and options[option] >= 0) -%}
        {%- do exceptions.raise_compiler_error(
            where ~ option ~ ' is ' ~ options[option] ~ '; use a number of 0 or more.'
        ) -%}
    {%- endfor -%}
    {%- if not (options.starting_ratio is number and options.starting_ratio > 1) -%}
        {%- do exceptions.raise_compiler_error(
            where ~ 'starting_ratio is ' ~ options.starting_ratio
            ~ '; use a number above 1, or matches would start as the pairs that disagree.'
        ) -%}
    {%- endif -%}
    {%- set share = options.probability_two_random_records_match -%}
    {%- if share is not none and not (share is number and 0 < share < 1) -%}
        {%- do exceptions.raise_compiler_error(
            where ~ 'probability_two_random_records_match is ' ~ share
            ~ '; use a number between 0 and 1, or none to have it estimated.'
        ) -%}
    {%- endif -%}
    {%- for comparison in comparisons -%}
        {%- for which in ['m', 'u'] -%}
            {% do data_first._check_fixed_levels(model, comparison, which) %}
        {%- endfor -%}
    {%- endfor -%}
{% endmacro %}


{#- Values given for the levels of a comparison are probabilities and leave room for the others. -#}
{% macro _check_fixed_levels(model, comparison, which) %}
    {%- set name, fix = which ~ '_probability', 'fix_' ~ which ~ '_probability' -%}
    {%- set where = "Linkage model '" ~ model ~ "', comparison '" ~ comparison.output_column_name ~ "': " -%}
    {%- set state = namespace(sum=0.0, n_free=0) -%}
    {%- for level in comparison.comparison_levels[1:] -%}
        {%- set value = level.get(name) -%}
        {%- if value is none and level.get(fix) -%}
            {%- do exceptions.raise_compiler_error(
                where ~ "level '" ~ level.label ~ "' has " ~ fix ~ ' but no ' ~ name ~ '; give it one.'
            ) -%}
        {%- elif value is not none and not (value is number and 0 < value <= 1) -%}
            {%- do exceptions.raise_compiler_error(
                where ~ "level '" ~ level.label ~ "' has the " ~ name ~ ' ' ~ value
                ~ '; give a number above 0, up to 1.'
            ) -%}
        {%- endif -%}
        {%- if level.get(fix) -%}
            {%- set state.sum = state.sum + value -%}
        {%- elif which == 'u' or level.get('match_weight') is none -%}
            {%- set state.n_free = state.n_free + 1 -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if state.n_free and state.sum >= 1 -%}
        {%- do exceptions.raise_compiler_error(
            where ~ 'the fixed values of ' ~ name ~ ' sum to ' ~ '%.6g' % state.sum
            ~ ' and leave nothing for the other levels; make them less than 1 together.'
        ) -%}
    {%- elif not state.n_free and state.sum and (state.sum - 1) | abs > 1e-6 and state.sum > 0
        and (which == 'u' or comparison.comparison_levels | selectattr('match_weight', 'defined')
             | rejectattr('match_weight', 'none') | list | length == 0) -%}
        {%- do exceptions.raise_compiler_error(
            where ~ name ~ ' is fixed at every level, and the values sum to ' ~ '%.6g' % state.sum
            ~ '; make them sum to 1.'
        ) -%}
    {%- endif -%}
{% endmacro %}

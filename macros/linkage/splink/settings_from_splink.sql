{#- The settings of a Splink model (version 4 or 5), from its dictionary: the JSON that
    save_model_to_json() writes, read by fromjson(). Levels, term frequencies, blocking rules and
    the link type mean what they mean to Splink; blocks have no largest size unless one is given.
    Count term frequencies by row, as Splink does: `term_frequencies(…, entity_columns=[key])`. -#}
{% macro settings_from_splink(
    model_dict, model='splink', training={}, clustering={}, max_block_size=1000000000
) %}
    {%- do data_first._check_splink_model(model_dict, model) -%}
    {%- set comparisons, terms = [], {} -%}
    {%- for given in model_dict.comparisons -%}
        {%- set comparison = data_first._comparison_from_splink(given, model) -%}
        {%- do comparisons.append(comparison) -%}
        {%- for level in comparison.comparison_levels if level.tf_term -%}
            {%- do terms.update({level.tf_term: data_first.term(
                level.tf_term, [data_first._plain_name(level.tf_column)], floor=0, shrink=false
            )}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- set rules, touched = [], [] -%}
    {%- for given in model_dict.get('blocking_rules_to_generate_predictions') or ['1=1'] -%}
        {%- set rule = data_first._rule_from_splink(given) -%}
        {%- do rules.append(rule) -%}
        {%- do touched.append(data_first._touched_by_columns(rule, comparisons)) -%}
    {%- endfor -%}
    {%- set training = dict({'probability_two_random_records_match': model_dict.get(
        'probability_two_random_records_match', 0.0001
    )}, **training) -%}
    {%- set settings = data_first.linkage_settings(
        model=model,
        link_type=model_dict.link_type,
        comparisons=comparisons,
        blocking_rules=rules,
        terms=terms.values() | list,
        training=training,
        clustering=clustering,
        max_block_size=max_block_size,
    ) -%}
    {#- a model that comes with its parameters needs no rule that leaves each comparison open, so
        that what rules touch is told only now -#}
    {%- for rule in settings.blocking_rules -%}
        {%- do rule.update({'touches': touched[loop.index0]}) -%}
    {%- endfor -%}
    {% do return(settings) %}
{% endmacro %}


{#- Stops at a dictionary that is no model of Splink on DuckDB. -#}
{% macro _check_splink_model(model_dict, model) %}
    {%- set where = "Splink model '" ~ model ~ "': " -%}
    {%- if model_dict is not mapping or not model_dict.get('comparisons')
        or 'link_type' not in model_dict -%}
        {%- do exceptions.raise_compiler_error(
            where ~ 'this is no model of Splink 4 or 5, which has link_type and comparisons; give the'
            ~ ' dictionary that fromjson() makes of a file written by save_model_to_json().'
        ) -%}
    {%- endif -%}
    {%- set dialect = model_dict.get('sql_dialect') or 'duckdb' -%}
    {%- if dialect != 'duckdb' -%}
        {%- do exceptions.raise_compiler_error(
            where ~ "sql_dialect is '" ~ dialect ~ "'; its conditions are not DuckDB's. Make the model"
            ~ ' with DuckDBAPI and save it again.'
        ) -%}
    {%- endif -%}
{% endmacro %}


{#- A comparison of Splink. Its null levels may stand anywhere, or there may be none. -#}
{% macro _comparison_from_splink(given, model) %}
    {%- set name = modules.re.sub(
        '\\W', '_', given.get('output_column_name') or given.get('comparison_description') or ''
    ) -%}
    {%- set where = "Splink model '" ~ model ~ "', comparison '" ~ name ~ "'" -%}
    {%- set chances = data_first._splink_chances(given) -%}
    {%- set levels, values = [], [] -%}
    {%- for level in given.comparison_levels -%}
        {%- if (level.sql_condition | trim | upper == 'ELSE') != loop.last -%}
            {%- do exceptions.raise_compiler_error(
                where ~ ': the last level, and no other, must be ELSE; add a level with sql_condition'
                ~ " 'ELSE' to it in Splink."
            ) -%}
        {%- elif level.get('is_null_level') -%}
            {%- do levels.append(data_first.comparison_level(
                data_first._condition_from_splink(level.sql_condition), 'missing', is_null_level=true
            )) -%}
        {%- else -%}
            {%- do levels.append(
                data_first._level_from_splink(level, chances[values | length], given, where)
            ) -%}
            {%- do values.append(level) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if values | length == levels | length -%}
        {%- do levels.insert(0, data_first.comparison_level('false', 'missing', is_null_level=true)) -%}
    {%- endif -%}
    {% do return(data_first.comparison(name, levels)) %}
{% endmacro %}


{#- A level of Splink that is no null level, with its m and u. -#}
{% macro _level_from_splink(level, chance, comparison, where) %}
    {%- set is_else = level.sql_condition | trim | upper == 'ELSE' -%}
    {%- set label = level.get('label_for_charts') or level.sql_condition -%}
    {%- set tf_column = none if is_else else level.get('tf_adjustment_column') -%}
    {#- Splink takes any m and u; two that are no probabilities are a weight -#}
    {%- set is_weight = chance.m > 1 or chance.u > 1 -%}
    {% do return(dict(
        data_first.comparison_level(
            'true' if is_else else data_first._condition_from_splink(level.sql_condition),
            modules.re.sub('\\s+', ' ', label),
            tf_term=modules.re.sub('\\W', '_', tf_column) if tf_column else none,
            tf_weight=level.get('tf_adjustment_weight', 1.0),
            tf_minimum_u_value=level.get('tf_minimum_u_value') or none,
            tf_u_gamma=data_first._splink_tf_gamma(level, comparison, where) if tf_column else none,
            m_probability=none if is_weight else chance.m,
            u_probability=none if chance.u > 1 else chance.u,
            match_weight=data_first._log2(chance.m / chance.u) if is_weight else none,
            fix_m_probability=level.get('fix_m_probability', false) and not is_weight,
            fix_u_probability=level.get('fix_u_probability', false) and not is_weight,
        ),
        tf_column=tf_column,
    )) %}
{% endmacro %}


{#- The gamma of the level whose u a frequency stands in for: the level itself where Splink was told
    so, else the exact match on the column, which Splink looks for. -#}
{% macro _splink_tf_gamma(level, comparison, where) %}
    {%- if level.get('disable_tf_exact_match_detection') -%}{%- do return(none) -%}{%- endif -%}
    {%- set column = level.tf_adjustment_column.strip('"') | lower -%}
    {%- set exact = [] -%}
    {%- for other in comparison.comparison_levels | rejectattr('is_null_level', 'true') -%}
        {%- set sides = data_first._cut(data_first._condition_from_splink(other.sql_condition), '=') -%}
        {%- if sides | length == 2 and sides | sort | map('lower') | map('replace', '"', '') | list
            == ['l.' ~ column, 'r.' ~ column] -%}
            {%- do exact.append(loop.length - loop.index) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not exact -%}
        {%- do exceptions.raise_compiler_error(
            where ~ ": level '" ~ (level.get('label_for_charts') or level.sql_condition)
            ~ "' is adjusted by the frequency of '" ~ level.tf_adjustment_column ~ "', but no level is"
            ~ ' the exact match on that column; add one, or set disable_tf_exact_match_detection.'
        ) -%}
    {%- endif -%}
    {% do return(exact[0]) %}
{% endmacro %}

{#- Forename and surname: both equal; swapped; both alike from falling Jaro-Winkler similarities;
    surname equal; forename equal; else. `joint_name_comparison()` knows more. The terms `tf_name`
    (of both names), `tf_surname` and `tf_forename` adjust the equalities. -#}
{% macro forename_surname_comparison(
    forename_col_name, surname_col_name, jaro_winkler_thresholds=[0.92, 0.88],
    forename_surname_concat_col_name=none, tf_name=none, tf_surname=none, tf_forename=none
) %}
    {%- set macro = 'forename_surname_comparison' -%}
    {%- set forename = data_first._column(macro, 'forename_col_name', forename_col_name) -%}
    {%- set surname = data_first._column(macro, 'surname_col_name', surname_col_name) -%}
    {%- set both = data_first.and_(
        data_first.exact_match_level(forename), data_first.exact_match_level(surname)
    ) if forename_surname_concat_col_name is none else data_first.exact_match_level(
        data_first._column(
            macro, 'forename_surname_concat_col_name', forename_surname_concat_col_name
        )
    ) -%}
    {%- set levels = [
        data_first.and_(data_first.null_level(forename), data_first.null_level(surname)),
        dict(both, tf_term=tf_name),
        data_first.columns_reversed_level(forename, surname, symmetrical=true),
    ] -%}
    {%- for threshold in data_first._thresholds(
        macro, 'jaro_winkler_thresholds', jaro_winkler_thresholds, falling=true, least=0, most=1
    ) -%}
        {%- do levels.append(data_first.and_(
            data_first.jaro_winkler_level(forename, threshold),
            data_first.jaro_winkler_level(surname, threshold),
        )) -%}
    {%- endfor -%}
    {% do return(data_first.comparison(forename.output_name ~ '_' ~ surname.output_name, levels + [
        data_first.exact_match_level(surname, tf_surname),
        data_first.exact_match_level(forename, tf_forename),
        data_first.else_level(),
    ])) %}
{% endmacro %}

{#- A comparison of levels that are put together freely; a level may be a mapping of the options of
    `comparison_level()` or of Splink's level dictionaries. -#}
{% macro custom_comparison(
    comparison_levels, output_column_name=none, comparison_description=none
) %}
    {%- if not output_column_name -%}
        {%- do data_first._wrong('custom_comparison', 'output_column_name', output_column_name,
            'name the comparison') -%}
    {%- endif -%}
    {% do return(data_first.comparison(output_column_name, comparison_levels)) %}
{% endmacro %}


{#- A level with every option, from a mapping that may lack some and may use Splink's names. -#}
{% macro _whole_level(level) %}
    {%- if level is mapping and 'null_on' in level -%}{%- do return(level) -%}{%- endif -%}
    {%- if level is not mapping or 'sql_condition' not in level -%}
        {%- do data_first._wrong('comparison', 'level', level,
            'use a macro that makes a level, or a mapping with sql_condition') -%}
    {%- endif -%}
    {%- set names = {
        'label_for_charts': 'label',
        'tf_adjustment_column': 'tf_term',
        'tf_adjustment_weight': 'tf_weight',
    } -%}
    {%- set known = data_first.comparison_level('', '').keys()
        | reject('in', ['null_on', 'equality_on']) | list -%}
    {%- set options = {'label': level.sql_condition} -%}
    {%- for option, value in level.items() -%}
        {%- if names.get(option, option) not in known -%}
            {%- do exceptions.raise_compiler_error(
                "comparison(): a level has no option '" ~ option ~ "'; use "
                ~ known | join(', ') ~ "."
            ) -%}
        {%- endif -%}
        {%- do options.update({names.get(option, option): value}) -%}
    {%- endfor -%}
    {%- if options.sql_condition | upper == 'ELSE' -%}
        {%- do options.update({'sql_condition': 'true'}) -%}
    {%- endif -%}
    {% do return(data_first.comparison_level(**options)) %}
{% endmacro %}

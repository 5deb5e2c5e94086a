{#- Stops at options of a level that make no sense. -#}
{% macro _check_level(where, level, term_names) %}
    {%- if level.tf_term and level.tf_term not in term_names -%}
        {%- do exceptions.raise_compiler_error(
            where ~ " is adjusted by term '" ~ level.tf_term
            ~ "', which the settings do not have; add it to terms or drop tf_term."
        ) -%}
    {%- endif -%}
    {%- for option in ['m_probability', 'u_probability', 'tf_minimum_u_value'] -%}
        {%- set value = level.get(option) -%}
        {%- if value is not none and (
            value is not number or value is boolean or value <= 0 or value > 1
        ) -%}
            {%- do exceptions.raise_compiler_error(
                where ~ ' has ' ~ option ~ ' ' ~ value ~ '; use a number above 0 and up to 1.'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for option in ['m_probability', 'u_probability'] -%}
        {%- if level.get('fix_' ~ option) and level.get(option) is none -%}
            {%- do exceptions.raise_compiler_error(
                where ~ ' has fix_' ~ option ~ ', but no ' ~ option ~ '; give the value to hold.'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for option, default in {'match_weight': none, 'tf_weight': 1.0}.items() -%}
        {%- set value = level.get(option, default) -%}
        {%- if value is not none and (value is not number or value is boolean) -%}
            {%- do exceptions.raise_compiler_error(
                where ~ ' has ' ~ option ~ " '" ~ value ~ "'; use a number"
                ~ (' of bits.' if option == 'match_weight' else ', 1 for the whole adjustment.')
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if level.is_null_level -%}
        {%- for option in ['m_probability', 'u_probability', 'match_weight', 'tf_term']
            if level.get(option) is not none -%}
            {%- do exceptions.raise_compiler_error(
                where ~ ' is a null level with ' ~ option ~ '; a null level says nothing, so drop'
                ~ ' it, or make the level a custom_level.'
            ) -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}

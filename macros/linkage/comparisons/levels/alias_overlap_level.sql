{#- One side's name is an alias of the other, or both share an alias. `alias_col` is an array of
    names; an empty or missing one shares nothing. -#}
{% macro alias_overlap_level(col_name, alias_col) %}
    {%- set column = data_first._column('alias_overlap_level', 'col_name', col_name) -%}
    {%- set aliases = data_first._column('alias_overlap_level', 'alias_col', alias_col) -%}
    {% do return(data_first.comparison_level(
        'list_contains(' ~ aliases.r ~ ', ' ~ column.l ~ ')'
        ~ ' or list_contains(' ~ aliases.l ~ ', ' ~ column.r ~ ')'
        ~ ' or list_has_any(' ~ aliases.l ~ ', ' ~ aliases.r ~ ')',
        column.label ~ ': an alias in common',
    )) %}
{% endmacro %}

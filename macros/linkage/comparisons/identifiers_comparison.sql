{#- Several identifiers of one authority or of kindred ones, as one comparison, because they stand
    or fall together: one equal and none different; one equal and another different; all that both
    sides have are different (evidence against, unlike missing ones). `mismatch_weight` fixes the
    weight of the last, in bits. -#}
{% macro identifiers_comparison(output_column_name, identifiers, mismatch_weight=none) %}
    {%- set columns, equal, different, missing = [], [], [], [] -%}
    {%- for identifier in identifiers -%}
        {%- set column = data_first._column('identifiers_comparison', 'identifiers', identifier) -%}
        {%- do columns.append(column.sql) -%}
        {%- do equal.append('coalesce(' ~ column.l ~ ' = ' ~ column.r ~ ', false)') -%}
        {%- do different.append('coalesce(' ~ column.l ~ ' <> ' ~ column.r ~ ', false)') -%}
        {%- do missing.append('(' ~ column.l ~ ' is null or ' ~ column.r ~ ' is null)') -%}
    {%- endfor -%}
    {%- set any_equal = '(' ~ equal | join(' or ') ~ ')' -%}
    {%- set any_different = '(' ~ different | join(' or ') ~ ')' -%}
    {% do return(data_first.comparison(output_column_name, [
        data_first.null_level(missing | join(' and ')),
        data_first.comparison_level(
            any_equal ~ ' and not ' ~ any_different, 'an identifier equal, none different',
            exact_u_on=columns if columns | length == 1 else none,
        ),
        data_first.comparison_level(any_equal, 'an identifier equal, another different'),
        data_first.configure_level(
            data_first.else_level('identifiers different'), match_weight=mismatch_weight
        ),
    ])) %}
{% endmacro %}

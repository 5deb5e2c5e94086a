{#- Several identifiers of one authority or of kindred ones, as one comparison, because they stand or
    fall together: one equal and none different; one equal and another different; all that both
    sides have are different (evidence against, unlike missing ones). -#}
{% macro identifiers_comparison(output_column_name, identifiers) %}
    {%- set equal, different, missing = [], [], [] -%}
    {%- for identifier in identifiers -%}
        {%- do equal.append('coalesce(l.' ~ identifier ~ ' = r.' ~ identifier ~ ', false)') -%}
        {%- do different.append('coalesce(l.' ~ identifier ~ ' <> r.' ~ identifier ~ ', false)') -%}
        {%- do missing.append('(l.' ~ identifier ~ ' is null or r.' ~ identifier ~ ' is null)') -%}
    {%- endfor -%}
    {%- set any_equal = '(' ~ equal | join(' or ') ~ ')' -%}
    {%- set any_different = '(' ~ different | join(' or ') ~ ')' -%}
    {% do return(data_first.comparison(output_column_name, [
        data_first.null_level(missing | join(' and ')),
        data_first.comparison_level(
            any_equal ~ ' and not ' ~ any_different, 'an identifier equal, none different',
            exact_u_on=identifiers if identifiers | length == 1 else none,
        ),
        data_first.comparison_level(any_equal, 'an identifier equal, another different'),
        data_first.else_level('identifiers different'),
    ])) %}
{% endmacro %}

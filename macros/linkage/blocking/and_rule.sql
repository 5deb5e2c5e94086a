{#- Several blocking rules as one: pairs that satisfy them all. Arrays can be taken apart by one of
    them, and either all or none may have expressions of their own for the other record. -#}
{% macro and_rule(rules, label=none, touches=none, trains=true) %}
    {%- set together = {
        'expressions': [], 'right': [], 'arrays': [], 'nulls_agree': [], 'where': [],
    } -%}
    {%- set given = {'right': rules | selectattr('right') | list | length > 0} -%}
    {%- for rule in rules -%}
        {%- do together.expressions.extend(rule.expressions) -%}
        {%- do together.right.extend(rule.right or rule.expressions) -%}
        {%- if rule.arrays and together.arrays -%}
            {%- do exceptions.raise_compiler_error(
                "and_rule: two of the rules take arrays apart; write one block_on with both arrays"
                ~ " in explode and their elements as element_1 and element_2."
            ) -%}
        {%- endif -%}
        {%- do together.arrays.extend(rule.arrays) -%}
        {%- if rule.nulls_agree is true -%}
            {%- do together.nulls_agree.extend(rule.expressions) -%}
        {%- elif rule.nulls_agree -%}
            {%- do together.nulls_agree.extend(rule.nulls_agree) -%}
        {%- endif -%}
        {%- if rule.where -%}{%- do together.where.append('(' ~ rule.where ~ ')') -%}{%- endif -%}
    {%- endfor -%}
    {% do return(data_first.block_on(
        together.expressions,
        label,
        touches,
        explode=none if not together.arrays
            else together.arrays[0] if together.arrays | length == 1 else together.arrays,
        trains=trains,
        right=together.right if given.right else none,
        nulls_agree=together.nulls_agree or false,
        where=together.where | join(' and ') or none,
    )) %}
{% endmacro %}

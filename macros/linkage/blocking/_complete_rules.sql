{#- Gives every rule its label and the comparisons that it touches, where they were left out, and
    stops at a rule that cannot be run. `n_levels` is the number of combinations of levels. -#}
{% macro _complete_rules(model, rules, comparisons, derived_columns, n_levels) %}
    {%- if not rules -%}
        {%- do exceptions.raise_compiler_error(
            "Linkage model '" ~ model ~ "' has no blocking rule; add one to blocking_rules, such as"
            ~ " data_first.block_on(['surname', 'date_of_birth'])."
        ) -%}
    {%- endif -%}
    {#- the rules of a pair are bits of a signed number of 64, a pattern is one of 128 -#}
    {%- set most = [62, 126 - (n_levels * 4096).bit_length()] | min -%}
    {%- if rules | length > most -%}
        {%- do exceptions.raise_compiler_error(
            "Linkage model '" ~ model ~ "' has " ~ rules | length ~ " blocking rules; with these"
            ~ " comparisons at most " ~ most ~ " fit, so drop the rules that find the least"
            ~ " (blocking_rule_quality() tells which)."
        ) -%}
    {%- endif -%}
    {%- for rule in rules -%}
        {%- if rule.label is none -%}
            {%- do rule.update({'label': data_first._rule_label(rule)}) -%}
        {%- endif -%}
        {%- do rule.update({'label': rule.label.split() | join(' ')}) -%}
        {%- do data_first._check_rule(
            "Linkage model '" ~ model ~ "': blocking rule '" ~ rule.label ~ "' ", rule
        ) -%}
        {%- if rule.touches is none -%}
            {%- do rule.update({
                'touches': data_first._rule_touches(model, rule, comparisons, derived_columns),
            }) -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}


{#- A rule in words, from its expressions. -#}
{% macro _rule_label(rule) %}
    {%- set words = [] -%}
    {%- for expression in rule.expressions -%}
        {%- set other = (rule.right or [])[loop.index0] -%}
        {%- do words.append(
            expression ~ (' = ' ~ other if other and other != expression else '')
        ) -%}
    {%- endfor -%}
    {%- set text = words | join(', ') ~ (' where ' ~ rule.where if rule.where else '') -%}
    {%- set named = namespace(text=text) -%}
    {%- for array in rule.arrays -%}
        {%- set element = data_first._element(rule.arrays, loop.index0) -%}
        {%- set named.text = modules.re.sub(
            '\\b' ~ element ~ '\\b', 'element of ' ~ array.replace('\\', '\\\\'), named.text
        ) -%}
    {%- endfor -%}
    {% do return(named.text) %}
{% endmacro %}


{#- Stops at a rule whose parts do not fit each other. -#}
{% macro _check_rule(where, rule) %}
    {%- set texts = (rule.expressions + (rule.right or [])) | join(' ') -%}
    {%- if not rule.expressions -%}
        {%- do exceptions.raise_compiler_error(
            where ~ "has no expression to agree on; add one, since every pair would be tried."
        ) -%}
    {%- endif -%}
    {%- if rule.right and rule.right | length != rule.expressions | length -%}
        {%- do exceptions.raise_compiler_error(
            where ~ "has " ~ rule.expressions | length ~ " expressions and " ~ rule.right | length
            ~ " for the other record (right); write one for each."
        ) -%}
    {%- endif -%}
    {%- for array in rule.arrays -%}
        {%- set element = data_first._element(rule.arrays, loop.index0) -%}
        {%- if not modules.re.search('\\b' ~ element ~ '\\b', texts) -%}
            {%- do exceptions.raise_compiler_error(
                where ~ "takes the array '" ~ array ~ "' apart, but no expression uses its"
                ~ " elements; write '" ~ element ~ "' among the expressions, or drop explode."
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not rule.arrays and modules.re.search('\\belement\\b', texts) -%}
        {%- do exceptions.raise_compiler_error(
            where ~ "uses 'element' without an array; name the array in explode."
        ) -%}
    {%- endif -%}
    {%- if modules.re.search('\\b[lr]\\.', modules.re.sub("'[^']*'", "''", texts)) -%}
        {%- do exceptions.raise_compiler_error(
            where ~ "has an alias in '" ~ rule.expressions | join(', ') ~ "'; write expressions"
            ~ " over one record without l. and r., or the whole condition in custom_rule()."
        ) -%}
    {%- endif -%}
    {%- if rule.where and not modules.re.search('\\bl\\.', rule.where) -%}
        {%- do exceptions.raise_compiler_error(
            where ~ "has the further condition '" ~ rule.where ~ "', which does not name the record"
            ~ " that it asks; write l. and r. before its columns."
        ) -%}
    {%- endif -%}
{% endmacro %}

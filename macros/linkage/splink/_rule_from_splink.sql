{#- A blocking rule of Splink, `l.surname = r.surname and …` as text or dictionary. Its equalities
    become the key of an equi-join, what else it asks is checked on the pairs that this finds. -#}
{% macro _rule_from_splink(given) %}
    {%- set sql = given if given is string else given.blocking_rule -%}
    {%- set arrays = [] if given is string else given.get('arrays_to_explode') or [] -%}
    {%- set label = modules.re.sub('\\s+', ' ', sql | trim | replace('"', '')).replace("'", '’') -%}
    {%- set parts = [] -%}
    {%- for part in data_first._conjuncts(data_first._new_lambdas(sql)) -%}
        {%- if part | replace(' ', '') | lower not in ['1=1', 'true'] -%}
            {%- do parts.append('(' ~ data_first._plain_columns(part) ~ ')') -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not parts -%}{%- do return(data_first.block_on(['true'], label, [])) -%}{%- endif -%}
    {%- set rule = data_first.custom_rule(parts | join(' and '), label, []) -%}
    {%- if not arrays -%}{%- do return(rule) -%}{%- endif -%}
    {%- set names = [] -%}
    {%- for array in arrays -%}{%- do names.append(data_first._plain_name(array)) -%}{%- endfor -%}
    {% do return(data_first.block_on(
        data_first._with_elements_of(rule.expressions, names),
        label,
        [],
        explode=names[0] if names | length == 1 else names,
        right=data_first._with_elements_of(rule.right, names) if rule.right else none,
        nulls_agree=data_first._with_elements_of(rule.nulls_agree or [], names) or false,
        where=rule.where,
    )) %}
{% endmacro %}


{#- The parts of a condition that `and` joins, whatever brackets stand around some of them. -#}
{% macro _conjuncts(sql) %}
    {%- set pieces = data_first._cut(sql, 'and') -%}
    {%- if pieces | length == 1 -%}{%- do return(pieces) -%}{%- endif -%}
    {%- set parts = [] -%}
    {%- for piece in pieces -%}{%- do parts.extend(data_first._conjuncts(piece)) -%}{%- endfor -%}
    {% do return(parts) %}
{% endmacro %}


{#- A condition over `l.` and `r.` whose columns are quoted only where they must be. -#}
{% macro _plain_columns(sql) %}
    {%- set written = [] -%}
    {%- for token in data_first._sql_tokens(sql) -%}
        {%- if modules.re.match('[lrLR]\\.', token) -%}
            {%- set name = token[2:] -%}
            {%- do written.append((token[0] | lower) ~ '.' ~ data_first._plain_name(
                name[1:-1].replace('""', '"') if name.startswith('"') else name | lower
            )) -%}
        {%- else -%}
            {%- do written.append(token) -%}
        {%- endif -%}
    {%- endfor -%}
    {% do return(written | join) %}
{% endmacro %}


{#- Expressions with `element` (of several arrays `element_1`, …) where they name an array that is
    taken apart. -#}
{% macro _with_elements_of(expressions, arrays) %}
    {%- set written = [] -%}
    {%- for expression in expressions -%}
        {%- set state = namespace(sql=expression) -%}
        {%- for array in arrays -%}
            {%- set state.sql = data_first._replace_name(
                state.sql, array, data_first._element(arrays, loop.index0)
            ) -%}
        {%- endfor -%}
        {%- do written.append(state.sql) -%}
    {%- endfor -%}
    {% do return(written) %}
{% endmacro %}


{#- The comparisons that read a column which a rule reads. -#}
{% macro _touched_by_columns(rule, comparisons) %}
    {%- set texts = rule.expressions + (rule.right or []) + rule.arrays -%}
    {%- set read = [] -%}
    {%- for token in data_first._sql_tokens(texts | join(' , ')) -%}
        {%- do read.append(token | replace('"', '') | lower) -%}
    {%- endfor -%}
    {%- set touched = [] -%}
    {%- for comparison in comparisons -%}
        {%- for column in data_first._shown_columns(comparison)
            if column | replace('"', '') | lower in read -%}
            {%- do touched.append(comparison.output_column_name) -%}
        {%- endfor -%}
    {%- endfor -%}
    {% do return(touched | unique | list) %}
{% endmacro %}

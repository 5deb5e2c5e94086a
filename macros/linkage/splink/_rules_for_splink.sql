{#- The blocking rules of settings as Splink has them: a list of {sql, arrays}. -#}
{% macro _rules_for_splink(settings) %}
    {%- set rules = [] -%}
    {%- for rule in settings.blocking_rules -%}
        {%- set arrays = data_first._array_columns(rule) | map(attribute='column') | list -%}
        {%- set sides = [['l.', 'r.']] if not rule.get('right') else [['l.', 'r.'], ['r.', 'l.']] -%}
        {%- for l, r in sides -%}
            {%- set parts = [] -%}
            {%- for expression in rule.expressions -%}
                {%- set other = (rule.get('right') or rule.expressions)[loop.index0] -%}
                {%- set agree = rule.get('nulls_agree') or [] -%}
                {%- set is_null_safe = agree is sameas true or expression in agree -%}
                {%- do parts.append([
                    data_first._with_side(expression, l, arrays),
                    'is not distinct from' if is_null_safe else '=',
                    data_first._with_side(other, r, arrays),
                ] | join(' ')) -%}
            {%- endfor -%}
            {%- if rule.get('where') -%}
                {%- do parts.append('(' ~ data_first._turned(rule.where, l == 'r.') ~ ')') -%}
            {%- endif -%}
            {%- set names = [] -%}
            {%- for array in arrays -%}{%- do names.append(array | replace('"', '')) -%}{%- endfor -%}
            {%- do rules.append({'sql': parts | join(' and '), 'arrays': names}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {% do return(rules) %}
{% endmacro %}


{#- The arrays that a rule takes apart: a list of {column, expression}. Splink takes only columns
    apart, so that an expression gets a column of its own among Splink's records. -#}
{% macro _array_columns(rule) %}
    {%- set given = [rule.explode] if rule.explode is string else rule.explode or [] -%}
    {%- set arrays = [] -%}
    {%- for array in given -%}
        {%- set is_column = modules.re.fullmatch('[^\\W\\d]\\w*|"(?:[^"]|"")+"', array) -%}
        {%- do arrays.append({
            'column': array if is_column else 'array_' ~ rule.match_key ~ '_' ~ loop.index,
            'expression': none if is_column else array,
        }) -%}
    {%- endfor -%}
    {% do return(arrays) %}
{% endmacro %}


{#- An expression over one record with its columns prefixed, and elements named as their array. -#}
{% macro _with_side(expression, side, arrays) %}
    {%- set words = [
        'and', 'as', 'between', 'bigint', 'boolean', 'case', 'cast', 'date', 'distinct', 'double',
        'else', 'end', 'false', 'float', 'from', 'ilike', 'in', 'integer', 'interval', 'is', 'lambda',
        'like', 'not', 'null', 'or', 'then', 'timestamp', 'true', 'try_cast', 'varchar', 'when',
    ] -%}
    {%- set tokens = data_first._sql_tokens(expression) -%}
    {%- set variables = data_first._lambda_variables(expression) -%}
    {%- set written = [] -%}
    {%- for token in tokens -%}
        {%- set element = modules.re.fullmatch('element(?:_(\\d+))?', token) -%}
        {%- if element and arrays -%}
            {%- do written.append(side ~ arrays[(element.group(1) or 1) | int - 1]) -%}
        {%- elif modules.re.match('"|[^\\W\\d]', token) and token | lower not in words
            and token not in variables
            and not data_first._is_called(tokens, loop.index0)
            and not data_first._is_field(tokens, loop.index0) -%}
            {%- do written.append(side ~ token) -%}
        {%- else -%}
            {%- do written.append(token) -%}
        {%- endif -%}
    {%- endfor -%}
    {% do return(written | join) %}
{% endmacro %}


{#- A condition with its two records exchanged. -#}
{% macro _turned(sql, is_turned) %}
    {%- if not is_turned -%}{%- do return(sql) -%}{%- endif -%}
    {%- set written = [] -%}
    {%- for token in data_first._sql_tokens(sql) -%}
        {%- if modules.re.match('[lrLR]\\.', token) -%}
            {%- do written.append(('r' if token[0] | lower == 'l' else 'l') ~ token[1:]) -%}
        {%- else -%}
            {%- do written.append(token) -%}
        {%- endif -%}
    {%- endfor -%}
    {% do return(written | join) %}
{% endmacro %}

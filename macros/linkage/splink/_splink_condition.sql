{#- A condition of Splink, over columns `name_l` and `name_r`, as one over rows `l` and `r`. Texts,
    functions, fields and the variables of lambdas stay; lambdas with arrows become DuckDB's newer
    ones. -#}
{% macro _condition_from_splink(sql) %}
    {%- set sql = data_first._new_lambdas(sql | trim) -%}
    {%- set tokens = data_first._sql_tokens(sql) -%}
    {%- set variables = data_first._lambda_variables(sql) -%}
    {%- set written = [] -%}
    {%- for token in tokens -%}
        {%- set name = token[1:-1].replace('""', '"') if token.startswith('"') else token -%}
        {%- if modules.re.match('"|[^\\W\\d]', token) and modules.re.search('(?i)._[lr]$', name)
            and token not in variables
            and not data_first._is_called(tokens, loop.index0)
            and not data_first._is_field(tokens, loop.index0) -%}
            {%- do written.append((name[-1] | lower) ~ '.' ~ data_first._plain_name(name[:-2])) -%}
        {%- elif token.isspace() -%}
            {%- do written.append(' ') -%}
        {%- else -%}
            {%- do written.append(token) -%}
        {%- endif -%}
    {%- endfor -%}
    {% do return(written | join) %}
{% endmacro %}


{#- A condition over rows `l` and `r` as Splink writes it. Splink does not see a column that only a
    lambda reads, so that each is named outside it once more. -#}
{% macro _condition_for_splink(sql, similarities) %}
    {%- set state = namespace(sql=sql) -%}
    {%- for name, expression in similarities.items() -%}
        {%- set state.sql = data_first._replace_name(state.sql, name, '(' ~ expression ~ ')') -%}
    {%- endfor -%}
    {%- set tokens = data_first._sql_tokens(state.sql) -%}
    {%- set written, columns = [], [] -%}
    {%- for token in tokens -%}
        {%- if modules.re.match('[lrLR]\\.', token) -%}
            {%- set name = token[2:] -%}
            {%- set name = name[1:-1] if name.startswith('"') else name -%}
            {%- set column = '"' ~ name ~ '_' ~ (token[0] | lower) ~ '"' -%}
            {%- do written.append(column) -%}
            {%- do columns.append(column) -%}
        {%- else -%}
            {%- do written.append(token) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set condition = written | join -%}
    {%- if not data_first._lambda_variables(state.sql) -%}{%- do return(condition) -%}{%- endif -%}
    {%- set parts = ['(' ~ condition ~ ')'] -%}
    {%- for column in columns | unique -%}
        {%- do parts.append('(' ~ column ~ ' is null or true)') -%}
    {%- endfor -%}
    {% do return(parts | join(' and ')) %}
{% endmacro %}


{#- The variables of the lambdas of an expression. -#}
{% macro _lambda_variables(sql) %}
    {%- set names = [] -%}
    {%- for list in modules.re.findall('(?i)\\blambda\\s+([^:]+):', sql) -%}
        {%- for name in list.split(',') -%}{%- do names.append(name | trim) -%}{%- endfor -%}
    {%- endfor -%}
    {% do return(names) %}
{% endmacro %}


{#- `x -> …` and `(x, y) -> …` as `lambda x: …` and `lambda x, y: …`, which DuckDB 2 asks for. An
    arrow after a column, or before a text or number, reads JSON and stays. -#}
{% macro _new_lambdas(sql) %}
    {%- set written = [] -%}
    {%- for part in modules.re.split("('(?:[^']|'')*')", sql) -%}
        {%- if part.startswith("'") -%}
            {%- do written.append(part) -%}
        {%- else -%}
            {%- set part = modules.re.sub(
                '\\(\\s*([A-Za-z_]\\w*(?:\\s*,\\s*[A-Za-z_]\\w*)+)\\s*\\)\\s*->\\s*(?=[^\\s\\d>])',
                'lambda \\1: ', part
            ) -%}
            {%- do written.append(modules.re.sub(
                '(?<![\\w".])(?!\\w+_[lrLR]\\b)([A-Za-z_]\\w*)\\s*->\\s*(?=[^\\s\\d>])',
                'lambda \\1: ', part
            )) -%}
        {%- endif -%}
    {%- endfor -%}
    {% do return(written | join) %}
{% endmacro %}

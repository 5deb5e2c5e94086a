{#- What a comparison reads of a record: a column, or any SQL expression over one record.

    A column is named as it is (`surname`, `"First name"`, in any letter case). In an expression
    (`lower(first_name)`) the columns are found by reading its words: what is no keyword, function,
    type, unit, field, literal or lambda parameter is a column. Where that is not enough, `columns`
    lists them. What is returned may stand wherever a column may. -#}
{% macro column_expression(sql, columns=none) %}
    {%- if sql is mapping -%}{%- do return(sql) -%}{%- endif -%}
    {%- if sql is not string or not sql.strip() -%}
        {%- do exceptions.raise_compiler_error(
            "column_expression(): sql is " ~ sql ~ "; give the name of a column or an expression."
        ) -%}
    {%- endif -%}
    {%- set text = sql.strip() -%}
    {%- set name = data_first._column_name(text) if columns is none -%}
    {%- set tokens = [data_first._identifier(name)] if name else data_first._tokens(text) -%}
    {%- set is_column = [true] if name else data_first._columns_among(text, tokens, columns) -%}
    {%- set own, left, right = [], [], [] -%}
    {%- for token in tokens -%}
        {%- if is_column[loop.index0] -%}
            {%- set column = data_first._identifier(data_first._unquoted(token)) -%}
            {%- do own.append(column) -%}
            {%- do left.append('l.' ~ column) -%}
            {%- do right.append('r.' ~ column) -%}
        {%- else -%}
            {%- for side in [own, left, right] -%}{%- do side.append(token) -%}{%- endfor -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set safe = data_first._safe_name(name or text) -%}
    {%- set is_unchanged = name and safe | lower == name | lower -%}
    {% do return({
        'sql': own | join(''),
        'l': left | join(''),
        'r': right | join(''),
        'same': left | join('') ~ ' = ' ~ right | join(''),
        'is_plain': name is string,
        'label': name or text,
        'output_name': safe,
        'name': (safe if is_unchanged else safe[:32] ~ '_' ~ local_md5(own | join(''))[:8]) | lower,
    }) %}
{% endmacro %}


{#- The name of a column, without quotes; none if the text is an expression. Words side by side
    without a keyword among them are a name with blanks. -#}
{% macro _column_name(text) %}
    {%- if modules.re.match('^"(?:[^"]|"")+"$', text) -%}
        {%- do return(data_first._unquoted(text)) -%}
    {%- elif modules.re.match('^[^\\W\\d]\\w*$', text) -%}
        {%- do return(none if text | lower in ['true', 'false', 'null'] else text) -%}
    {%- elif modules.re.match('^[^\\W\\d]\\w*(?: +[^\\W\\d]\\w*)+$', text) -%}
        {%- set keywords = text.lower().split() | select('in', data_first._keywords()) | list -%}
        {%- do return(none if keywords else text) -%}
    {%- endif -%}
    {% do return(none) %}
{% endmacro %}


{#- A name as SQL: quoted where it must be; letters without accents small, as DuckDB reads them. -#}
{% macro _identifier(name) %}
    {%- set same = name | lower if name.isascii() else name -%}
    {%- if modules.re.match('^[^\\W\\d]\\w*$', same) and same not in data_first._keywords() -%}
        {%- do return(same) -%}
    {%- endif -%}
    {% do return('"' ~ same.replace('"', '""') ~ '"') %}
{% endmacro %}


{#- A token without the quotes of an identifier. -#}
{% macro _unquoted(token) %}
    {% do return(token[1:-1].replace('""', '"') if token.startswith('"') else token) %}
{% endmacro %}


{#- Any text as an identifier: what is no letter, digit or underscore becomes an underscore. -#}
{% macro _safe_name(text) %}
    {%- set safe = modules.re.sub('[^A-Za-z0-9_]+', '_', text).strip('_') -%}
    {% do return(safe or 'column_' ~ local_md5(text)[:8]) %}
{% endmacro %}

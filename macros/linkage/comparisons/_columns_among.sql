{#- Which tokens of an expression are columns: a list of true and false, one a token. -#}
{% macro _columns_among(text, tokens, columns=none) %}
    {%- set given = columns | default([], true) | map('lower') | list -%}
    {%- set solid = [''] -%}
    {%- for token in tokens if token.strip() -%}{%- do solid.append(token) -%}{%- endfor -%}
    {%- do solid.append('') -%}
    {%- set parameters = data_first._parameters(text) -%}
    {%- set state = namespace(place=0, in_type=false, after_operand=false) -%}
    {%- set found = [] -%}
    {%- for token in tokens -%}
        {%- if not token.strip() -%}
            {%- do found.append(false) -%}
        {%- else -%}
            {%- set state.place = state.place + 1 -%}
            {%- set before, after = solid[state.place - 1] | lower, solid[state.place + 1] -%}
            {%- set word = token | lower -%}
            {%- set is_word = modules.re.match('[^\\W\\d]|"', token) is not none -%}
            {%- set is_keyword = word in data_first._keywords() -%}
            {%- if is_word and word in ['l', 'r'] and after == '.' and before != '.' -%}
                {%- do exceptions.raise_compiler_error(
                    "column_expression(): '" ~ text ~ "' is prefixed; write columns of one record,"
                    ~ " without l. and r."
                ) -%}
            {%- elif word == 'select' -%}
                {%- do exceptions.raise_compiler_error(
                    "column_expression(): '" ~ text ~ "' has a select; an expression reads one"
                    ~ " record, so make it a column of the records first."
                ) -%}
            {%- endif -%}
            {%- set state.in_type = word in ['::', 'as']
                or state.in_type and is_word and (word == 'with' or not is_keyword) -%}
            {%- if columns is not none -%}
                {%- set is_column = is_word and before != '.' and after != '('
                    and data_first._unquoted(word) in given -%}
            {%- else -%}
                {%- set is_column = is_word and not is_keyword and not state.in_type
                    and word not in parameters and not (parameters and word == 'if')
                    and before not in ['.', 'collate', 'at']
                    and after not in ['(', ':=', '=>'] and not after.startswith("'")
                    and not (
                        word in data_first._units()
                        and (state.after_operand or after | lower == 'from')
                    )
                    and not (word == 'at' and after | lower == 'time') -%}
                {%- if is_column and state.after_operand -%}
                    {%- do exceptions.raise_compiler_error(
                        "column_expression(): in '" ~ text ~ "' nothing stands between '"
                        ~ solid[state.place - 1] ~ "' and '" ~ token ~ "'; put a column's name with"
                        ~ ' blanks into double quotes, or list the columns in `columns`.'
                    ) -%}
                {%- endif -%}
            {%- endif -%}
            {%- set state.after_operand = is_column or token in [')', ']']
                or modules.re.match("['\\d]", token) is not none -%}
            {%- do found.append(is_column) -%}
        {%- endif -%}
    {%- endfor -%}
    {% do return(found) %}
{% endmacro %}


{#- An expression cut into texts, names, numbers, signs and blanks. -#}
{% macro _tokens(text) %}
    {% do return(modules.re.findall(
        "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[^\\W\\d]\\w*"
        ~ '|\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|::|:=|=>|\\s+|.',
        text
    )) %}
{% endmacro %}


{#- The names that lambdas and list comprehensions of an expression give to elements. -#}
{% macro _parameters(text) %}
    {%- set names = [] -%}
    {%- for list in modules.re.findall('(?i)\\blambda\\s+([^:]+):', text) -%}
        {%- for name in list.split(',') -%}
            {%- do names.append(name.strip() | lower) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for name in modules.re.findall('(?i)\\bfor\\s+(\\w+)\\s+in\\b', text) -%}
        {%- do names.append(name | lower) -%}
    {%- endfor -%}
    {% do return(names) %}
{% endmacro %}


{#- Words that are never a column unless quoted: DuckDB's reserved words and named operators. -#}
{% macro _keywords() %}
    {% do return((
        'all analyse analyze and any array as asc asymmetric between both case cast check collate'
        ~ ' column constraint create default deferrable desc describe distinct do else end escape'
        ~ ' except false fetch for foreign from glob group having ilike in initially intersect'
        ~ ' interval into is isnull lambda lateral leading like limit not notnull null offset on'
        ~ ' only or order pivot pivot_longer pivot_wider placing primary qualify references'
        ~ ' returning select show similar some summarize symmetric table then to trailing true'
        ~ ' union unique unpivot using variadic when where window with'
    ).split()) %}
{% endmacro %}


{#- Words that name a part of a date where one is asked for, or a length of time. -#}
{% macro _units() %}
    {% do return((
        'microsecond microseconds millisecond milliseconds second seconds minute minutes hour hours'
        ~ ' day days week weeks month months quarter quarters year years decade decades century'
        ~ ' centuries epoch dow isodow doy isoyear'
    ).split()) %}
{% endmacro %}

{#- SQL cut into texts, names (with `l.` or `r.` before them), numbers, blanks and signs. -#}
{% macro _sql_tokens(sql) %}
    {% do return(modules.re.findall(
        "'(?:[^']|'')*'|(?<![\\w.\"])[lrLR]\\.(?:\"(?:[^\"]|\"\")+\"|[^\\W\\d]\\w*)|\"(?:[^\"]|\"\")*\""
        ~ "|[^\\W\\d]\\w*|\\d[\\w.]*|\\s+|->>?|::|<=|>=|<>|!=|==|.",
        sql
    )) %}
{% endmacro %}


{#- Whether a token is the name of a function: a bracket opens after it. -#}
{% macro _is_called(tokens, place) %}
    {%- set after = tokens[place + 1:place + 3] | map('trim') | select | list -%}
    {% do return(after | length > 0 and after[0] == '(' and not tokens[place].startswith('"')) %}
{% endmacro %}


{#- Whether a token is a field of something before it, or a type after a cast. -#}
{% macro _is_field(tokens, place) %}
    {%- set before = tokens[[place - 2, 0] | max:place] | map('trim') | select | list -%}
    {% do return(before | length > 0 and before[-1] in ['.', '::']) %}
{% endmacro %}


{#- A name without quotes where it needs none. -#}
{% macro _plain_name(name) %}
    {%- if modules.re.fullmatch('[a-z_][a-z0-9_]*', name) -%}{%- do return(name) -%}{%- endif -%}
    {% do return('"' ~ name.replace('"', '""') ~ '"') %}
{% endmacro %}


{#- SQL with something else in the place of a name. -#}
{% macro _replace_name(sql, name, expression) %}
    {%- set written = [] -%}
    {%- for token in data_first._sql_tokens(sql) -%}
        {%- do written.append(expression if token == name else token) -%}
    {%- endfor -%}
    {% do return(written | join) %}
{% endmacro %}

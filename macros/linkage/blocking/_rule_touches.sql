{#- The comparisons that read a column of a rule. A column that no comparison reads may have been
    computed from one, so that it cannot be told what the rule fixes: that stops with a message. -#}
{% macro _rule_touches(model, rule, comparisons, derived_columns) %}
    {%- set texts = rule.expressions + (rule.right or []) + rule.arrays -%}
    {%- set read = data_first._columns_of(texts | join(' , ') ~ ' , ' ~ (rule.where or '')) -%}
    {%- set sources = data_first._columns_behind(read, derived_columns) -%}
    {%- set touched, known = [], [] -%}
    {%- for comparison in comparisons -%}
        {%- set columns = data_first._columns_of_comparison(comparison) -%}
        {%- do known.extend(columns) -%}
        {%- for column in sources if column in columns -%}
            {%- do touched.append(comparison.output_column_name) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for column in sources if column not in known -%}
        {%- do exceptions.raise_compiler_error(
            "Linkage model '" ~ model ~ "': blocking rule '" ~ rule.label ~ "' reads '" ~ column
            ~ "', which no comparison reads, so it cannot be told which comparisons the rule fixes;"
            ~ " write touches=[...] (some of " ~ comparisons | map(attribute='output_column_name')
            | join(', ') ~ ", or [] for none), or name the column that it is computed from in"
            ~ " blocking={'derived_columns': {'" ~ column ~ "': ...}}."
        ) -%}
    {%- endfor -%}
    {% do return(touched | unique | list) %}
{% endmacro %}


{#- Columns with those that were computed from others replaced by these. -#}
{% macro _columns_behind(columns, derived_columns) %}
    {%- set found = [] -%}
    {%- for column in columns -%}
        {%- set behind = derived_columns.get(column, column) -%}
        {%- do found.extend([behind] if behind is string else behind) -%}
    {%- endfor -%}
    {% do return(found | map('lower') | unique | list) %}
{% endmacro %}


{#- The columns, lower case, that a comparison reads. -#}
{% macro _columns_of_comparison(comparison) %}
    {%- set found = [] -%}
    {%- set texts = comparison.comparison_levels | map(attribute='sql_condition') | list
        + comparison.similarities.values() | list -%}
    {%- for column in modules.re.findall(
        '\\b[lr]\\.("(?:[^"]|"")+"|[A-Za-z_]\\w*)', texts | join(' ')
    ) -%}
        {%- do found.append(column | replace('"', '') | lower) -%}
    {%- endfor -%}
    {% do return(found | unique | list) %}
{% endmacro %}


{#- The columns, lower case, that SQL over one record or over `l.` and `r.` reads: its names that
    are no function, type, keyword, variable of a lambda or element. -#}
{% macro _columns_of(sql) %}
    {%- set words = [
        'and', 'array', 'as', 'between', 'bigint', 'boolean', 'case', 'cast', 'date', 'desc',
        'distinct', 'double', 'else', 'end', 'escape', 'false', 'float', 'from', 'hugeint', 'if',
        'ilike', 'in', 'int', 'integer', 'interval', 'is', 'lambda', 'like', 'not', 'null',
        'or', 'similar', 'smallint', 'text', 'then', 'timestamp', 'to', 'true', 'try_cast',
        'ubigint', 'varchar', 'when',
    ] -%}
    {%- set given = modules.re.sub("'(?:[^']|'')*'", "''", sql) -%}
    {%- set variables = modules.re.findall('(?i)\\blambda\\s+(\\w+)', given) -%}
    {%- set given = modules.re.sub('(?i)\\bextract\\s*\\(\\s*\\w+\\s+from\\b', '(', given) -%}
    {%- set found = [] -%}
    {%- for quoted, name in modules.re.findall(
        '"((?:[^"]|"")+)"|(?<![\\w:"])([A-Za-z_]\\w*)(?!\\w|\\s*\\(|\\.)', given
    ) -%}
        {%- if quoted -%}
            {%- do found.append(quoted | lower) -%}
        {%- elif name | lower not in words and name not in variables
            and not modules.re.fullmatch('element(_\\d+)?', name) -%}
            {%- do found.append(name | lower) -%}
        {%- endif -%}
    {%- endfor -%}
    {% do return(found | unique | list) %}
{% endmacro %}

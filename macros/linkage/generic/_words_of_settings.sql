{#- All words of the settings' SQL that could be the name of a column, lower case; none where a rule reads
    whole records, so that any column could matter.

    A word too many (a type, a variable of a lambda) only means that a column of that name counts as
    content; a word too few would take records for equal that are not. So texts and names of functions
    are left out, and nothing else. -#}
{% macro _words_of_settings(settings, further_columns=[]) %}
    {%- set texts, conditions = [], [] -%}
    {%- for comparison in settings.comparisons -%}
        {%- do texts.extend(comparison.similarities.values()) -%}
        {%- for level in comparison.comparison_levels -%}
            {%- do texts.append(level.sql_condition) -%}
            {%- do texts.extend(level.get('exact_u_on') or []) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for term in settings.terms -%}{%- do texts.extend(term.columns) -%}{%- endfor -%}
    {%- for rule in settings.blocking_rules -%}
        {%- do conditions.extend(
            rule.expressions + (rule.right or []) + rule.arrays + [rule.where or '']
        ) -%}
    {%- endfor -%}
    {%- set sql = modules.re.sub("'(?:[^']|'')*'", "''", (texts + conditions) | join(' ; ')) -%}
    {%- if modules.re.search(
        '(?i)\\bcolumns\\s*\\(|\\(\\s*\\*|(?<![\\w."])[lr](?![\\w$"])(?!\\s*\\.)', sql
    ) -%}
        {%- do return(none) -%}
    {%- endif -%}
    {%- set words = [] -%}
    {%- for quoted, name in modules.re.findall(
        '"((?:[^"]|"")+)"|(?<!::)(?<!\\w)([^\\W\\d][\\w$]*)(?![\\w$]|\\s*\\()', sql
    ) -%}
        {%- do words.append((quoted.replace('""', '"') or name) | lower) -%}
    {%- endfor -%}
    {%- for column in further_columns -%}
        {%- do words.append(data_first._unquoted(column) | lower) -%}
    {%- endfor -%}
    {% do return(words | unique | sort) %}
{% endmacro %}

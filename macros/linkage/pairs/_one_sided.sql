{#- What comparisons work out of one record alone and at some cost (a part of a postcode, a date as
    text): calls of functions over columns of `l`, or of `r`, that read patterns or write texts. A list
    of {name, sql (over the bare columns), l, r}.

    A record stands in several pairs, so that such a value is worked out once a record, before the
    join, not once a pair. Only functions that fail on no value: what a level guards by a condition
    stays behind it. -#}
{% macro _one_sided(settings) %}
    {%- set plain = "[^()']|'(?:[^']|'')*'" -%}
    {%- set nested = namespace(pattern='\\((?:' ~ plain ~ ')*\\)') -%}
    {%- for depth in range(4) -%}
        {%- set nested.pattern = '\\((?:' ~ plain ~ '|' ~ nested.pattern ~ ')*\\)' -%}
    {%- endfor -%}
    {%- set call = '\\b[A-Za-z_]\\w*' ~ nested.pattern -%}
    {%- set found, left = {}, [] -%}
    {%- for comparison in settings.comparisons -%}
        {%- do left.extend(comparison.comparison_levels | map(attribute='sql_condition') | list) -%}
        {%- do left.extend(comparison.similarities.values() | list) -%}
    {%- endfor -%}
    {%- for depth in range(6) -%}
        {%- set texts = left | unique | list -%}
        {%- do left.clear() -%}
        {%- for text in modules.re.findall(call, texts | join(' ; ')) -%}
            {%- set sides = modules.re.findall('(?i)(?<![\\w."])([lr])\\.', text) | map('lower') | unique | list -%}
            {%- if sides | length > 1 -%}
                {%- do left.append(text.split('(', 1)[1][:-1]) -%}
            {%- elif sides and data_first._is_dear_and_safe(text) -%}
                {%- set own = data_first._with_aliases(text, '', '') -%}
                {%- do found.update({own: {
                    'name': 'link__of_' ~ local_md5(own)[:8],
                    'sql': own,
                    'l': data_first._with_aliases(text, 'l.', 'l.'),
                    'r': data_first._with_aliases(text, 'r.', 'r.'),
                }}) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {% do return(found.values() | list) %}
{% endmacro %}


{#- Whether a call reads patterns or writes texts, and fails on no value. -#}
{% macro _is_dear_and_safe(call) %}
    {%- set bare = modules.re.sub("'(?:[^']|'')*'", "''", call) | lower -%}
    {%- set functions = modules.re.findall('(\\w+)\\s*\\(', bare) -%}
    {%- set dear = [
        'regexp_extract', 'regexp_replace', 'regexp_matches', 'regexp_full_match', 'try_strptime',
        'strftime', 'cast', 'strip_accents',
    ] -%}
    {%- set cheap = [
        'nullif', 'coalesce', 'lower', 'upper', 'trim', 'ltrim', 'rtrim', 'replace', 'left', 'right',
        'length', 'year', 'month', 'day',
    ] -%}
    {%- set others = functions | reject('in', dear + cheap) | list -%}
    {%- set other_types = modules.re.findall('\\bas\\s+(?!varchar\\s*\\))', bare) -%}
    {% do return(
        functions | select('in', dear) | list | length > 0
        and not others and not other_types and not modules.re.search('::|[-+*/%]', bare)
    ) %}
{% endmacro %}


{#- A relation with those values as columns. -#}
{% macro _with_one_sided(settings, relation) %}
    {%- set columns = [] -%}
    {%- for value in data_first._one_sided(settings) -%}
        {%- do columns.append(value.sql ~ ' as ' ~ value.name) -%}
    {%- endfor -%}
    {% do return(
        '(select *, ' ~ columns | join(', ') ~ ' from ' ~ relation ~ ')' if columns else relation
    ) %}
{% endmacro %}


{#- The settings with those columns in place of what they are worked out of. -#}
{% macro _reading_one_sided(settings) %}
    {%- set values = data_first._one_sided(settings) -%}
    {%- set comparisons = [] -%}
    {%- for comparison in settings.comparisons -%}
        {%- set levels, similarities = [], {} -%}
        {%- for level in comparison.comparison_levels -%}
            {%- do levels.append(dict(
                level, sql_condition=data_first._put_one_sided(level.sql_condition, values)
            )) -%}
        {%- endfor -%}
        {%- for name, expression in comparison.similarities.items() -%}
            {%- do similarities.update({name: data_first._put_one_sided(expression, values)}) -%}
        {%- endfor -%}
        {%- do comparisons.append(
            dict(comparison, comparison_levels=levels, similarities=similarities)
        ) -%}
    {%- endfor -%}
    {% do return(dict(settings, comparisons=comparisons)) %}
{% endmacro %}


{#- An expression with columns in place of what they are worked out of. -#}
{% macro _put_one_sided(expression, values) %}
    {%- set written = namespace(sql=expression) -%}
    {%- for value in values -%}
        {%- set written.sql = written.sql.replace(value.l, 'l.' ~ value.name).replace(value.r, 'r.' ~ value.name) -%}
    {%- endfor -%}
    {% do return(written.sql) %}
{% endmacro %}

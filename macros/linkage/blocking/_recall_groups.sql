{#- What rules compare, in groups of columns that belong together: a list of {columns, rules (their
    match_keys), parts}. A part is what one rule compares within a group, as a rule of its own.

    Columns belong together where one comparison reads them, one expression of a rule reads them,
    one is computed from the other (`blocking.derived_columns`), or a rule reads one that no
    comparison reads and touches a comparison whose column begins with the same word. -#}
{% macro _recall_groups(settings) %}
    {%- set sets = [] -%}
    {%- for comparison in settings.comparisons -%}
        {%- do sets.append(data_first._columns_of_comparison(comparison)) -%}
    {%- endfor -%}
    {%- for rule in settings.blocking_rules -%}
        {%- for expression in data_first._expressions_of_part(rule) -%}
            {%- set columns = data_first._columns_of(expression.sql) -%}
            {%- do sets.append(columns) -%}
            {%- for column in columns -%}
                {%- do sets.append([column] + data_first._columns_behind(
                    [column], settings.blocking.derived_columns
                )) -%}
                {%- do sets.append(data_first._columns_akin(settings, rule, column)) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- set groups = [] -%}
    {%- for columns in data_first._joined_sets(sets) -%}
        {%- set group = {'columns': columns, 'rules': [], 'parts': []} -%}
        {%- for rule in settings.blocking_rules -%}
            {%- set part = data_first._part_of_rule(rule, columns) -%}
            {%- if part -%}
                {%- do group.rules.append(rule.match_key) -%}
                {%- do group.parts.append(part) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if group.parts -%}{%- do groups.append(group) -%}{%- endif -%}
    {%- endfor -%}
    {% do return(groups) %}
{% endmacro %}


{#- The expressions of a rule with what they are of the other record, and the SQL that tells their
    columns: with the array behind an element, or the further condition. -#}
{% macro _expressions_of_part(rule) %}
    {%- set found = [] -%}
    {%- for expression in rule.expressions -%}
        {%- set other = rule.right[loop.index0] if rule.right else expression -%}
        {%- set texts = [expression, other] -%}
        {%- for array in rule.arrays -%}
            {%- set element = data_first._element(rule.arrays, loop.index0) -%}
            {%- if modules.re.search('\\b' ~ element ~ '\\b', expression ~ ' ' ~ other) -%}
                {%- do texts.append(array) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- do found.append({
            'left': expression, 'right': other, 'where': none, 'sql': texts | join(' , '),
        }) -%}
    {%- endfor -%}
    {%- if rule.where -%}
        {%- do found.append({
            'left': none, 'right': none, 'where': rule.where,
            'sql': data_first._with_aliases(rule.where, '', ''),
        }) -%}
    {%- endif -%}
    {% do return(found) %}
{% endmacro %}


{#- What a rule compares of a group's columns, as a rule; none where it compares nothing. -#}
{% macro _part_of_rule(rule, columns) %}
    {%- set left, right, wheres = [], [], [] -%}
    {%- for expression in data_first._expressions_of_part(rule)
        if data_first._columns_of(expression.sql) | select('in', columns) | list -%}
        {%- if expression.where -%}
            {%- do wheres.append(expression.where) -%}
        {%- else -%}
            {%- do left.append(expression.left) -%}
            {%- do right.append(expression.right) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not left and not wheres -%}{% do return(none) %}{%- endif -%}
    {% do return({
        'match_key': rule.match_key,
        'expressions': left,
        'right': right if rule.right else none,
        'arrays': rule.arrays if modules.re.search('\\belement', (left + right) | join(' '))
            else [],
        'nulls_agree': rule.nulls_agree,
        'where': wheres[0] if wheres else none,
    }) %}
{% endmacro %}


{#- A column that no comparison reads, with those of the touched comparisons that begin with the
    same word; without such a column, with those of touched comparisons that the rule does not
    read. -#}
{% macro _columns_akin(settings, rule, column) %}
    {%- set akin, unread = [column], [column] -%}
    {%- set read = data_first._columns_of(rule.expressions | join(' , ')) -%}
    {%- for comparison in settings.comparisons -%}
        {%- set columns = data_first._columns_of_comparison(comparison) -%}
        {%- if column in columns -%}{% do return([column]) %}{%- endif -%}
        {%- if comparison.output_column_name in rule.touches -%}
            {%- for other in columns if other.split('_')[0] == column.split('_')[0] -%}
                {%- do akin.append(other) -%}
            {%- endfor -%}
            {%- if not read | select('in', columns) | list -%}
                {%- do unread.extend(columns) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {% do return(akin if akin | length > 1 else unread) %}
{% endmacro %}


{#- Sets that share a member made one. -#}
{% macro _joined_sets(sets) %}
    {%- set state = namespace(joined=[]) -%}
    {%- for members in sets if members -%}
        {%- set together, apart = members | list, [] -%}
        {%- for other in state.joined -%}
            {%- if other | select('in', members) | list -%}
                {%- do together.extend(other) -%}
            {%- else -%}
                {%- do apart.append(other) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- set state.joined = apart + [together | unique | sort | list] -%}
    {%- endfor -%}
    {% do return(state.joined) %}
{% endmacro %}

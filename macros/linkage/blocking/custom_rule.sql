{#- A blocking rule from a condition over `l.` and `r.`, such as
    `l.surname = r.surname and levenshtein(l.forename, r.forename) <= 2`.

    Its equalities between the two records become the key of an equi-join, whatever else it asks is
    checked on the pairs that the join finds. At least one equality is needed. Where the two sides
    of an equality differ (`l.forename = r.surname`), either record may be `l`. -#}
{% macro custom_rule(condition, label=none, touches=none, trains=true) %}
    {%- set left, right, nulls_agree, rest = [], [], [], [] -%}
    {%- for part in data_first._cut(condition, 'and') -%}
        {%- set equality = data_first._equality(part) -%}
        {%- if equality -%}
            {%- do left.append(equality.left) -%}
            {%- do right.append(equality.right) -%}
            {%- if equality.nulls_agree -%}
                {%- do nulls_agree.append(equality.left) -%}
            {%- endif -%}
        {%- else -%}
            {%- do rest.append('(' ~ part ~ ')') -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not left -%}
        {%- do exceptions.raise_compiler_error(
            "custom_rule: '" ~ condition ~ "' has no equality between the two records, such as"
            ~ " l.surname = r.surname, so that every pair would have to be tried; add one, and"
            ~ " write an `or` as two rules."
        ) -%}
    {%- endif -%}
    {% do return(data_first.block_on(
        left,
        label or condition,
        touches,
        trains=trains,
        right=none if left == right else right,
        nulls_agree=nulls_agree or false,
        where=rest | join(' and ') or none,
    )) %}
{% endmacro %}


{#- The two expressions of an equality between the records, without alias; none for another
    condition. -#}
{% macro _equality(condition) %}
    {#- no condition has a semicolon: this only takes off the brackets around it -#}
    {%- set condition = data_first._cut(condition, ';')[0] -%}
    {%- set sides = data_first._cut(condition, '=') -%}
    {%- set distinct = modules.re.split('(?i)\\s+is\\s+not\\s+distinct\\s+from\\s+', condition) -%}
    {%- set nulls_agree = distinct | length == 2 -%}
    {%- set sides = distinct if nulls_agree else sides -%}
    {%- if sides | length != 2 -%}{% do return(none) %}{%- endif -%}
    {%- set aliases = [] -%}
    {%- for side in sides -%}
        {%- set read = modules.re.findall('\\b([lr])\\.', modules.re.sub("'[^']*'", "''", side)) -%}
        {%- do aliases.append(read | unique | list) -%}
    {%- endfor -%}
    {%- if aliases == [['l'], ['r']] -%}
        {% do return({
            'left': data_first._with_aliases(sides[0], '', ''),
            'right': data_first._with_aliases(sides[1], '', ''),
            'nulls_agree': nulls_agree,
        }) %}
    {%- elif aliases == [['r'], ['l']] -%}
        {% do return({
            'left': data_first._with_aliases(sides[1], '', ''),
            'right': data_first._with_aliases(sides[0], '', ''),
            'nulls_agree': nulls_agree,
        }) %}
    {%- endif -%}
    {% do return(none) %}
{% endmacro %}


{#- SQL cut at a word or sign outside brackets, texts, quoted names, `case` and `between`; a bracket
    around the whole is taken off first. -#}
{% macro _cut(sql, separator) %}
    {%- set tokens = modules.re.findall(
        "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\\w+|\\s+|<=|>=|<>|!=|=+|.", sql | trim
    ) -%}
    {%- set at = namespace(depth=0, between=false, piece='', closed_early=false) -%}
    {%- set pieces = [] -%}
    {%- for token in tokens -%}
        {%- set word = token | lower -%}
        {%- if word in ['(', '[', '{', 'case'] -%}{%- set at.depth = at.depth + 1 -%}{%- endif -%}
        {%- if word in [')', ']', '}', 'end'] -%}{%- set at.depth = at.depth - 1 -%}{%- endif -%}
        {%- if at.depth == 0 and not loop.last -%}{%- set at.closed_early = true -%}{%- endif -%}
        {%- if at.depth == 0 and word == 'or' and separator == 'and' -%}
            {% do return([sql | trim]) %}
        {%- endif -%}
        {%- if at.depth == 0 and word in [separator, separator ~ separator] and not at.between -%}
            {%- do pieces.append(at.piece | trim) -%}
            {%- set at.piece = '' -%}
        {%- else -%}
            {%- set at.piece = at.piece ~ token -%}
        {%- endif -%}
        {%- if at.depth == 0 and word == 'between' -%}
            {%- set at.between = true -%}
        {%- elif at.depth == 0 and word == 'and' -%}
            {%- set at.between = false -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not at.closed_early and tokens[0] == '(' and tokens[-1] == ')' -%}
        {% do return(data_first._cut((sql | trim)[1:-1], separator)) %}
    {%- endif -%}
    {%- do pieces.append(at.piece | trim) -%}
    {% do return(pieces) %}
{% endmacro %}

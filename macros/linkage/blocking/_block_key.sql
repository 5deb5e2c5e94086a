{#- The key of a record's block under a rule: a 64-bit hash of its expressions, null where one is
    null; for a rule over arrays, the sorted list of its distinct keys. `is_right` asks for the key
    as the other record of a rule whose two records have expressions of their own.

    Where all expressions let missing equal missing, one at least must be there; an element of an
    array always must. -#}
{% macro _block_key(rule, is_right=false) -%}
    {%- set expressions = rule.right if is_right else rule.expressions -%}
    {%- set needed, of_elements = [], [] -%}
    {%- for expression in expressions -%}
        {%- set may_be_null = rule.nulls_agree is true
            or (rule.nulls_agree and rule.expressions[loop.index0] in rule.nulls_agree) -%}
        {%- if modules.re.search('\\belement(_\\d+)?\\b', expression) -%}
            {%- do of_elements.append('(' ~ expression ~ ') is not null') -%}
        {%- elif not may_be_null -%}
            {%- do needed.append('(' ~ expression ~ ') is not null') -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not needed and not of_elements -%}
        {%- do needed.append(
            '(' ~ data_first._each(expressions, '(', ') is not null') | join(' or ') ~ ')'
        ) -%}
    {%- endif -%}
    {%- set key = 'hash(' ~ expressions | join(', ') ~ ')' -%}
    {%- if rule.arrays -%}
        {{ data_first._array_key(rule, expressions, key, needed, of_elements) }}
    {%- else -%}
        case when {{ needed | join(' and ') }} then {{ key }} end
    {%- endif -%}
{%- endmacro %}


{#- The list of keys of a rule over arrays: one a combination of their elements. -#}
{% macro _array_key(rule, expressions, key, needed, of_elements) -%}
    {%- set built = namespace(key=key) -%}
    {%- if of_elements -%}
        {%- set built.key = 'case when ' ~ of_elements | join(' and ') ~ ' then ' ~ key ~ ' end' -%}
    {%- endif -%}
    {%- set used = modules.re.search('\\belement(_\\d+)?\\b', expressions | join(' ')) -%}
    {%- for array in rule.arrays | reverse if used -%}
        {%- set element = data_first._element(rule.arrays, loop.revindex0) -%}
        {%- set built.key = 'list_transform(' ~ array ~ ', lambda ' ~ element ~ ': ' ~ built.key
            ~ ')' -%}
        {%- if not loop.first -%}{%- set built.key = 'flatten(' ~ built.key ~ ')' -%}{%- endif -%}
        {%- do needed.append('(' ~ array ~ ') is not null') -%}
    {%- endfor -%}
    {%- set keys = 'list_sort(list_distinct(' ~ built.key ~ '))' if used else '[' ~ key ~ ']' -%}
    case when {{ needed | join(' and ') }} then {{ keys }} end
{%- endmacro %}


{#- Each text between a prefix and a suffix. -#}
{% macro _each(texts, prefix, suffix) %}
    {%- set found = [] -%}
    {%- for text in texts -%}{%- do found.append(prefix ~ text ~ suffix) -%}{%- endfor -%}
    {% do return(found) %}
{% endmacro %}

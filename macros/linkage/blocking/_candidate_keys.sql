{#- Makes link__advice_keys: row_no, source_id and a hash a key (a list of hashes for an array).
    Returns the keys: {expression, column (its number), array,
    number, bit}. -#}
{% macro _candidate_keys(relation, columns, is_scored, link_type) %}
    {%- set described = run_query(
        'describe select ' ~ columns | join(', ') ~ ' from ' ~ relation ~ ' limit 0'
    ) -%}
    {%- set keys = [] -%}
    {%- for row in described.rows -%}
        {%- set column, type = columns[loop.index0], row[1] -%}
        {%- set number = loop.index0 -%}
        {%- set forms = data_first._forms_of_column(column, type) -%}
        {%- for form in forms -%}
            {%- do keys.append({
                'expression': form,
                'column': number,
                'array': column if type.endswith(']') else none,
                'number': keys | length,
                'bit': 2 ** (keys | length),
            }) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if keys | length > 62 -%}
        {%- do exceptions.raise_compiler_error(
            "advise_blocking_rules: " ~ columns | length ~ " columns give " ~ keys | length
            ~ " keys, more than 62; name fewer columns."
        ) -%}
    {%- endif -%}
    {% do run_query('create or replace temp table link__advice_keys as '
        ~ data_first._keys_of_records(relation, columns, keys, is_scored, link_type)) %}
    {% do return(keys) %}
{% endmacro %}


{#- What of a column can be a key: the whole, and parts that stay right where the rest is wrong. -#}
{% macro _forms_of_column(column, type) %}
    {%- if type.endswith(']') -%}
        {% do return(['element']) %}
    {%- elif type == 'VARCHAR' -%}
        {% do return([column, 'left(' ~ column ~ ', 3)', 'left(' ~ column ~ ', 1)']) %}
    {%- elif type == 'DATE' or type.startswith('TIMESTAMP') -%}
        {% do return([column, 'year(' ~ column ~ ')', "strftime(" ~ column ~ ", '%m-%d')"]) %}
    {%- endif -%}
    {% do return([column]) %}
{% endmacro %}


{#- A record a row, with its keys. -#}
{% macro _keys_of_records(relation, columns, keys, is_scored, link_type) -%}
select
    -- rows that tie in the order have the same values
    {{ 'identity_id' if is_scored
        else 'row_number() over (order by ' ~ columns | join(', ') ~ ')' }} as row_no,
    {{ 'source_id' if link_type != 'link_and_dedupe' else '0' }} as source_id,
    {%- for key in keys %}
    {%- if key.array %}
    list_sort(list_distinct(list_transform(
        {{ key.array }}, lambda element: case when element is not null then hash(element) end
    ))) as key_{{ loop.index0 }},
    {%- else %}
    case when {{ key.expression }} is not null
        then hash({{ key.expression }}) end as key_{{ loop.index0 }},
    {%- endif %}
    {%- endfor %}
from {{ relation }}
{%- endmacro %}

{#- A linkage model's settings as text, one line a setting: a list of {'setting', 'value'}. Members
    of a list go by their name, and their order is a setting too. What is empty, and numbers that
    follow from the rest (places in a pattern), are left out. -#}
{% macro setting_lines(settings) -%}
    {%- set lines = [] -%}
    {%- do data_first._add_setting_lines('', settings, lines) -%}
    {{- return(lines) -}}
{%- endmacro %}


{% macro _add_setting_lines(name, value, lines) -%}
    {%- set derived = [
        'radix', 'n_codes', 'first_index', 'match_key', 'pattern_radix', 'n_parameters',
        'group_radix', 'pattern_type', 'label', 'output_column_name',
    ] -%}
    {%- set prefix = name ~ '.' if name else '' -%}
    {%- if value is mapping -%}
        {%- for key, member in value.items() if key not in derived -%}
            {%- do data_first._add_setting_lines(prefix ~ key, member, lines) -%}
        {%- endfor -%}
    {%- elif value is sequence and value is not string and value and value[0] is mapping -%}
        {%- set names = [] -%}
        {%- for member in value -%}
            {%- set called = member.output_column_name or member.label or member.name -%}
            {%- do names.append(called) -%}
            {%- do data_first._add_setting_lines(prefix ~ called, member, lines) -%}
        {%- endfor -%}
        {%- do lines.append({'setting': name, 'value': names | join('; ')}) -%}
    {%- elif value is not none and value != [] -%}
        {%- do lines.append({'setting': name, 'value': value | string}) -%}
    {%- endif -%}
{%- endmacro %}

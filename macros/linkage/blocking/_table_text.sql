{#- The rows of a query as a table of text: numbers to the right, with separators of thousands. -#}
{% macro _table_text(result) %}
    {%- set lines = [result.column_names | list] -%}
    {%- set numeric = [] -%}
    {%- for row in result.rows -%}
        {%- set line = [] -%}
        {%- for value in row -%}
            {%- if value is none -%}
                {%- do line.append('–') -%}
            {%- elif value is number and value is not boolean -%}
                {%- do numeric.append(loop.index0) -%}
                {%- set is_whole = value == value | int -%}
                {%- do line.append(
                    '{:,}'.format(value | int) if is_whole else '{:,.4f}'.format(value | float)
                ) -%}
            {%- else -%}
                {%- do line.append(value | string) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- do lines.append(line) -%}
    {%- endfor -%}
    {%- set texts = [] -%}
    {%- for line in lines -%}
        {%- set cells = [] -%}
        {%- for cell in line -%}
            {%- set column = loop.index0 -%}
            {%- set width = lines | map(attribute=column) | map('length') | max -%}
            {%- set space = ' ' * (width - cell | length) -%}
            {%- do cells.append(space ~ cell if column in numeric else cell ~ space) -%}
        {%- endfor -%}
        {%- do texts.append((cells | join('  ')).rstrip()) -%}
        {%- if loop.first -%}{%- do texts.append('-' * (texts[0] | length)) -%}{%- endif -%}
    {%- endfor -%}
    {% do return(texts | join('\n')) %}
{% endmacro %}

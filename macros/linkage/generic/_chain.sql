{#- The models of a linkage, one after another: a list of {name, sql, description, columns}. -#}
{% macro _chain(model, relations, unique_id, settings) %}
    {%- set made = {'settings': settings ~ '()'} -%}
    {%- for link in data_first._links() -%}
        {%- do made.update({link.name: "ref('" ~ model ~ '__' ~ link.name ~ "')"}) -%}
    {%- endfor -%}
    {%- set chain = [] -%}
    {%- for link in data_first._links() -%}
        {%- set arguments = [made.settings] -%}
        {%- if link.name == 'records' -%}
            {%- do arguments.append(data_first._relations_text(relations)) -%}
            {%- if unique_id != 'unique_id' -%}
                {%- do arguments.append("unique_id='" ~ unique_id ~ "'") -%}
            {%- endif -%}
        {%- endif -%}
        {%- for name in link.reads -%}{%- do arguments.append(made[name]) -%}{%- endfor -%}
        {%- set config = "materialized='" ~ link.materialized ~ "'"
            ~ (", linkage_settings='" ~ settings ~ "'" if link.reads_settings else '') -%}
        {%- do chain.append({
            'name': model ~ '__' ~ link.name,
            'sql': '{{ config(' ~ config ~ ') }}\n\n'
                ~ data_first._call_text('linkage_' ~ link.name, arguments),
            'description': link.description,
            'columns': data_first._link_columns()[link.name],
        }) -%}
    {%- endfor -%}
    {% do return(chain) %}
{% endmacro %}


{#- A macro call as a model's file holds it, broken where it is long. -#}
{% macro _call_text(macro, arguments) %}
    {%- set line = '{{ data_first.' ~ macro ~ '(' ~ arguments | join(', ') ~ ') }}' -%}
    {%- if line | length <= 100 -%}
        {%- do return(line) -%}
    {%- endif -%}
    {% do return(
        '{{ data_first.' ~ macro ~ '(\n    ' ~ arguments | join(',\n    ') ~ ',\n) }}'
    ) %}
{% endmacro %}


{#- A name as a reference; what has a bracket, such as source('crm', 'customers'), is one already. -#}
{% macro _relations_text(relations) %}
    {%- if relations is string -%}
        {%- do return(relations if '(' in relations else "ref('" ~ relations ~ "')") -%}
    {%- endif -%}
    {%- set texts = [] -%}
    {%- for name, relation in relations.items() -%}
        {%- do texts.append("'" ~ name ~ "': " ~ data_first._relations_text(relation)) -%}
    {%- endfor -%}
    {% do return('{' ~ texts | join(', ') ~ '}') %}
{% endmacro %}


{#- The yml of a chain of models; columns are described by the package's own texts. -#}
{% macro _chain_yml(chain) %}
    {%- set lines = ['models:'] -%}
    {%- for link in chain -%}
        {%- do lines.extend(['  - name: ' ~ link.name, '    description: >']) -%}
        {%- for line in link.description -%}{%- do lines.append('      ' ~ line) -%}{%- endfor -%}
        {%- if link.name.endswith('__clusters') -%}
            {%- do lines.extend([
                '    data_tests:',
                '      - unique:',
                '          arguments: {column_name: "(source_dataset, record_key)"}',
            ]) -%}
        {%- endif -%}
        {%- do lines.append('    columns:') -%}
        {%- for column in link.columns -%}
            {%- do lines.extend([
                '      - name: ' ~ column,
                "        description: \"{{ doc('data_first', 'linkage_" ~ column ~ "') }}\"",
            ]) -%}
            {%- if loop.first and link.name.endswith(('__records', '__nodes')) -%}
                {%- do lines.append('        data_tests: [unique, not_null]') -%}
            {%- elif link.name.endswith('__clusters') and column in ['record_key', 'cluster_medium'] -%}
                {%- do lines.append('        data_tests: [not_null]') -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {% do return(lines | join('\n')) %}
{% endmacro %}

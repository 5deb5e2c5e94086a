{#- A draft of settings for records that are not people's: a comparison a column by its type, texts
    with the frequencies of their values, and a blocking rule for any two of the first seven columns. -#}
{% macro _draft_any_settings(model, link_type, columns) %}
    {%- set drafts = data_first._draft_comparisons(columns) -%}
    {%- set lines = [
        '    {% do return(data_first.linkage_settings(',
        "        model='" ~ model ~ "',",
        "        link_type='" ~ link_type ~ "',",
    ] -%}
    {%- do lines.extend(data_first._draft_list('terms', drafts.terms)) -%}
    {%- do lines.extend(data_first._draft_list('comparisons', drafts.comparisons)) -%}
    {%- do lines.extend(data_first._draft_list('blocking_rules', data_first._draft_rules(drafts.columns))) -%}
    {% do return(lines + ['    )) %}']) %}
{% endmacro %}


{#- An argument that is a list of calls. -#}
{% macro _draft_list(argument, calls) %}
    {%- set lines = ['        ' ~ argument ~ '=['] -%}
    {%- for call in calls -%}
        {%- do lines.append('            data_first.' ~ call ~ ',') -%}
    {%- endfor -%}
    {% do return(lines + ['        ],']) %}
{% endmacro %}


{#- Calls of terms and comparisons, and the columns to block on. `columns` is a list of {sql, type}. -#}
{% macro _draft_comparisons(columns) %}
    {%- set drafts = {'terms': [], 'comparisons': [], 'columns': []} -%}
    {%- for column in columns -%}
        {%- set name = column.sql -%}
        {%- if column.type != 'VARCHAR' -%}
            {%- do drafts.comparisons.append("exact_match('" ~ name ~ "')") -%}
        {%- elif '"' in name -%}
            {%- do drafts.comparisons.append("jaro_winkler_at_thresholds('" ~ name ~ "', [0.92, 0.8])") -%}
        {%- else -%}
            {%- do drafts.terms.append("term('" ~ name ~ "', ['" ~ name ~ "'])") -%}
            {%- do drafts.comparisons.append(
                "configure(\n                data_first.jaro_winkler_at_thresholds('" ~ name
                ~ "', [0.92, 0.8]),\n                term_frequency_adjustments=true,\n            )"
            ) -%}
        {%- endif -%}
        {%- do drafts.columns.append(name) -%}
    {%- endfor -%}
    {% do return(drafts) %}
{% endmacro %}


{#- Calls of blocking rules: any two of the first seven columns. Of one or two columns, each alone. -#}
{% macro _draft_rules(columns) %}
    {%- set calls, names = [], columns[:7] -%}
    {%- for name in names if names | length < 3 -%}
        {%- do calls.append("block_on(['" ~ name ~ "'])") -%}
    {%- endfor -%}
    {%- for name in names if names | length > 2 -%}
        {%- for other in names[loop.index:] -%}
            {%- do calls.append("block_on(['" ~ name ~ "', '" ~ other ~ "'])") -%}
        {%- endfor -%}
    {%- endfor -%}
    {% do return(calls) %}
{% endmacro %}

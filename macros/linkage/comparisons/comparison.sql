{#- A comparison: a name and its levels, the null level first, then best to worst, an else last.

    `similarities` maps a name to an expression over `l` and `r` that is computed once a pair and
    that the conditions may use by name; ready-made levels bring theirs along. A further null level
    takes what no level above it took. -#}
{% macro comparison(output_column_name, comparison_levels, similarities={}) %}
    {%- set name = data_first._safe_name(output_column_name | string) -%}
    {%- set levels = [] -%}
    {%- for level in comparison_levels -%}
        {%- do levels.append(data_first._whole_level(level)) -%}
    {%- endfor -%}
    {%- set levels = data_first._one_null_first(levels) -%}
    {%- set all_similarities = dict(similarities) -%}
    {%- for level in levels -%}
        {%- for similarity, expression in level.similarities.items() -%}
            {%- if all_similarities.get(similarity, expression) != expression -%}
                {%- do exceptions.raise_compiler_error(
                    "Comparison '" ~ name ~ "': similarity '" ~ similarity ~ "' means both `"
                    ~ all_similarities[similarity] ~ '` and `' ~ expression
                    ~ "`; give one of them another name."
                ) -%}
            {%- endif -%}
            {%- do all_similarities.update({similarity: expression}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {% do return({
        'output_column_name': name,
        'comparison_levels': levels,
        'similarities': all_similarities,
    }) %}
{% endmacro %}


{#- All null levels as one, in first place. A null level in a later place takes only what no level
    above it took. A first level whose equality may hold where a value counts as missing loses
    `exact_u_on`: the values alone do not tell how often it is met. -#}
{% macro _one_null_first(levels) %}
    {%- set conditions, labels, null_on, above, others = [], [], [], [], [] -%}
    {%- set null_similarities = {} -%}
    {%- for level in levels -%}
        {%- if level.is_null_level -%}
            {%- set condition = '(' ~ level.sql_condition ~ ')' -%}
            {%- do conditions.append(([condition] + above) | join(' and ')) -%}
            {%- do labels.append(level.label) -%}
            {%- do null_on.extend(level.null_on) -%}
            {%- do null_similarities.update(level.similarities) -%}
        {%- else -%}
            {%- do above.append('not coalesce(' ~ level.sql_condition ~ ', false)') -%}
            {%- do others.append(level) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not conditions -%}{%- do return(levels) -%}{%- endif -%}
    {%- set first = levels | selectattr('is_null_level') | first -%}
    {%- if conditions | length > 1 or not levels[0].is_null_level -%}
        {%- set first = dict(
            first,
            sql_condition=conditions | join(' or '),
            label=labels | unique | join(' or '),
            null_on=null_on,
            similarities=null_similarities,
        ) -%}
    {%- endif -%}
    {%- if others and others[0].exact_u_on
        and null_on | reject('in', others[0].exact_u_on) | list -%}
        {%- do others.insert(0, dict(others.pop(0), exact_u_on=none, exact_u_on_array=false)) -%}
    {%- endif -%}
    {% do return([first] + others) %}
{% endmacro %}

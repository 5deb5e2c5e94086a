{#- Settings as the text of a macro that returns them: what import_splink_model() writes. -#}
{% macro settings_text(settings, macro_name) %}
    {%- set closed = data_first._closed_comparisons(settings) -%}
    {%- set share = settings.training.probability_two_random_records_match -%}
    {%- set lines = [
        '{% macro ' ~ macro_name ~ '() %}',
        '    {% do return(data_first.linkage_settings(',
        '        model=' ~ data_first._jinja_text(settings.model) ~ ',',
        '        link_type=' ~ data_first._jinja_text(settings.link_type) ~ ',',
        '        max_block_size=' ~ settings.max_block_size ~ ',',
    ] -%}
    {%- if share is not none -%}
        {%- do lines.append(
            "        training={'probability_two_random_records_match': " ~ share ~ '},'
        ) -%}
    {%- endif -%}
    {%- do lines.append('        terms=[') -%}
    {%- for term in settings.terms -%}
        {%- do lines.append('            data_first.term(' ~ [
            data_first._jinja_text(term.name),
            data_first._jinja_texts(term.columns),
            'array=' ~ term.array | lower,
            'smooth_by=' ~ data_first._jinja_texts(term.smooth_by),
            'floor=' ~ term.floor,
            'shrink=' ~ term.shrink | lower,
        ] | join(', ') ~ '),') -%}
    {%- endfor -%}
    {%- do lines.extend(['        ],', '        comparisons=[']) -%}
    {%- for comparison in settings.comparisons -%}
        {%- do lines.extend(data_first._comparison_text(comparison)) -%}
    {%- endfor -%}
    {%- do lines.extend(['        ],', '        blocking_rules=[']) -%}
    {%- for rule in settings.blocking_rules -%}
        {%- do lines.extend(data_first._rule_text(rule, closed)) -%}
    {%- endfor -%}
    {%- do lines.extend(['        ],', '    )) %}', '{% endmacro %}']) -%}
    {%- if closed -%}
        {%- do lines.insert(0,
            '{#- Every rule fixes ' ~ closed | join(', ') ~ ', so that rules do not say what they touch:'
            ~ '\n    these settings need frozen parameters, or one more rule and its touches. -#}'
        ) -%}
    {%- endif -%}
    {% do return(lines | join('\n')) %}
{% endmacro %}


{#- The comparisons that every rule touches, which no training could reach. -#}
{% macro _closed_comparisons(settings) %}
    {%- set closed = [] -%}
    {%- for comparison in settings.comparisons -%}
        {%- set open = [] -%}
        {%- for rule in settings.blocking_rules
            if rule.trains and comparison.output_column_name not in rule.touches -%}
            {%- do open.append(rule.label) -%}
        {%- endfor -%}
        {%- if not open -%}{%- do closed.append(comparison.output_column_name) -%}{%- endif -%}
    {%- endfor -%}
    {% do return(closed) %}
{% endmacro %}


{#- A comparison as lines of text. -#}
{% macro _comparison_text(comparison) %}
    {%- set name = data_first._jinja_text(comparison.output_column_name) -%}
    {%- set lines = ['            data_first.comparison(' ~ name ~ ', ['] -%}
    {%- for level in comparison.comparison_levels -%}
        {%- set options = [] -%}
        {%- for option, value in level.items() if option in [
            'tf_term', 'tf_weight', 'tf_u_gamma', 'tf_minimum_u_value', 'm_probability',
            'u_probability', 'fix_m_probability', 'fix_u_probability', 'match_weight',
            'is_null_level',
        ] and value is not none and value is not sameas false
            and (option != 'tf_weight' or level.tf_term) -%}
            {%- do options.append(option ~ '=' ~ (
                data_first._jinja_text(value) if value is string else value | string | lower
            )) -%}
        {%- endfor -%}
        {%- do lines.extend([
            '                data_first.comparison_level(',
            '                    ' ~ data_first._jinja_text(level.sql_condition) ~ ',',
            '                    ' ~ data_first._jinja_text(level.label) ~ ',',
        ]) -%}
        {%- if options -%}
            {%- do lines.append('                    ' ~ options | join(', ') ~ ',') -%}
        {%- endif -%}
        {%- do lines.append('                ),') -%}
    {%- endfor -%}
    {%- set similarities = [] -%}
    {%- for name, expression in comparison.similarities.items() -%}
        {%- do similarities.append(
            '                ' ~ data_first._jinja_text(name) ~ ': '
            ~ data_first._jinja_text(expression) ~ ','
        ) -%}
    {%- endfor -%}
    {%- if similarities -%}
        {%- do lines.extend(['            ], similarities={'] + similarities + ['            }),']) -%}
    {%- else -%}
        {%- do lines.append('            ]),') -%}
    {%- endif -%}
    {% do return(lines) %}
{% endmacro %}


{#- A blocking rule as lines of text. -#}
{% macro _rule_text(rule, closed) %}
    {%- set lines = [
        '            data_first.block_on(',
        '                ' ~ data_first._jinja_texts(rule.expressions) ~ ',',
        '                label=' ~ data_first._jinja_text(rule.label) ~ ',',
        '                touches=' ~ data_first._jinja_texts([] if closed else rule.touches) ~ ',',
    ] -%}
    {%- for option in ['explode', 'right', 'nulls_agree', 'where'] if rule[option] -%}
        {%- set value = rule[option] -%}
        {%- do lines.append('                ' ~ option ~ '=' ~ (
            'true' if value is sameas true
            else data_first._jinja_text(value) if value is string else data_first._jinja_texts(value)
        ) ~ ',') -%}
    {%- endfor -%}
    {%- if not rule.trains -%}{%- do lines.append('                trains=false,') -%}{%- endif -%}
    {%- do lines.append('            ),') -%}
    {% do return(lines) %}
{% endmacro %}


{#- A text as Jinja writes it. -#}
{% macro _jinja_text(text) %}
    {%- set text = (text | string).replace('\\', '\\\\').replace('\n', '\\n') -%}
    {%- if "'" in text and '"' not in text -%}{%- do return('"' ~ text ~ '"') -%}{%- endif -%}
    {% do return("'" ~ text.replace("'", "\\'") ~ "'") %}
{% endmacro %}


{#- Texts as a list of Jinja. -#}
{% macro _jinja_texts(texts) %}
    {%- set written = [] -%}
    {%- for text in texts -%}{%- do written.append(data_first._jinja_text(text)) -%}{%- endfor -%}
    {% do return('[' ~ written | join(', ') ~ ']') %}
{% endmacro %}

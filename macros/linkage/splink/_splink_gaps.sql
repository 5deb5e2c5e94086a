{#- What of a model Splink has no word for, in sentences. -#}
{% macro _splink_gaps(settings) %}
    {%- set gaps = [] -%}
    {%- for comparison in settings.comparisons -%}
        {%- for level in data_first._adjusted_levels(comparison) -%}
            {%- set term = settings.terms | selectattr('name', 'equalto', level.term) | first -%}
            {%- if term.array -%}
                {%- do gaps.append(
                    "comparison '" ~ comparison.output_column_name ~ "': Splink has no frequencies of"
                    ~ " array elements, so the adjustment by '" ~ term.name ~ "' is left out"
                ) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for adjustment in settings.get('weight_adjustments') or [] -%}
        {%- do gaps.append(
            "weight adjustment '" ~ adjustment.name ~ "': Splink weighs each comparison alone, so it"
            ~ ' is left out'
        ) -%}
    {%- endfor -%}
    {%- for rule in settings.blocking_rules if rule.get('right') -%}
        {%- do gaps.append(
            "blocking rule '" ~ rule.label ~ "': its two sides differ, so it is two rules in Splink and"
            ~ ' the match_key of later rules is one higher'
        ) -%}
    {%- endfor -%}
    {%- if settings.blocking_rules | length > 10 and settings.blocking_rules | selectattr('explode') | list -%}
        {%- do gaps.append(
            'where a rule takes arrays apart, Splink sorts match_key as text (10 before 2), so that a'
            ~ ' pair of several rules may have another match_key'
        ) -%}
    {%- endif -%}
    {%- do gaps.append(
        'blocks are never too large to Splink, and a record has one name: compare'
        ~ ' max_block_size, and aliases'
    ) -%}
    {% do return(gaps) %}
{% endmacro %}

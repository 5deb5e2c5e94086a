{#- The key of a record's block under a rule: a 64-bit hash of its expressions, null where one is
    null; for a rule over an array, the list of one key an element. -#}
{% macro _block_key(rule) -%}
    {%- if rule.explode -%}
        {%- set fixed = rule.expressions | reject('equalto', 'element') | list -%}
        case
            when {{ rule.explode }} is not null
                {%- for expression in fixed %} and {{ expression }} is not null{% endfor %}
                then list_transform({{ rule.explode }}, lambda element: hash({{ rule.expressions | join(', ') }}))
        end
    {%- else -%}
        case
            when {% for expression in rule.expressions %}{{ expression }} is not null{{ ' and ' if not loop.last }}{% endfor %}
                then hash({{ rule.expressions | join(', ') }})
        end
    {%- endif -%}
{%- endmacro %}

{#- The rows of a relation with one column `tf_<term>` a term: the frequency of the row's own value,
    or, for an array, the list of its elements' frequencies in the array's order. Null where the
    value is missing; a value that was never counted (an alias's) is as rare as the rarest that was,
    so that pattern_weights knows the largest bonus. `key` is unique in the relation. -#}
{% macro with_term_frequencies(settings, relation, frequencies, key) %}
with link__frequencies as (
    select * from {{ frequencies }}
),
{% for term in settings.terms if term.array %}
link__array_{{ term.name }} as (
    -- one row a key; frequencies in the order of the array
    select
        elements.{{ key }},
        list(
            coalesce(link__frequencies.tf, {{ data_first._least_frequency(term) }})
            order by elements.position
        ) as tf,
    from (
        select
            {{ key }},
            unnest({{ term.columns[0] }}) as element,
            generate_subscripts({{ term.columns[0] }}, 1) as position,
        from {{ relation }}
    ) as elements
    left join link__frequencies
        on link__frequencies.term = '{{ term.name }}' and link__frequencies.value = elements.element
    group by elements.{{ key }}
),
{% endfor %}
link__rows as (
    select * from {{ relation }}
)

select
    link__rows.*,
    {%- for term in settings.terms %}
    {%- if term.array %}
    tf_{{ term.name }}.tf as tf_{{ term.name }},
    {%- else %}
    case
        when {% for column in term.columns %}link__rows.{{ column }} is not null{{ ' and ' if not loop.last }}{% endfor %}
            then coalesce(tf_{{ term.name }}.tf, {{ data_first._least_frequency(term) }})
    end as tf_{{ term.name }},
    {%- endif %}
    {%- endfor %}
from link__rows
{%- for term in settings.terms %}
{%- if term.array %}
left join link__array_{{ term.name }} as tf_{{ term.name }}
    on tf_{{ term.name }}.{{ key }} = link__rows.{{ key }}
{%- else %}
left join (
    select value, tf from link__frequencies where term = '{{ term.name }}'
) as tf_{{ term.name }}
    on tf_{{ term.name }}.value
    = case
        when {% for column in term.columns %}link__rows.{{ column }} is not null{{ ' and ' if not loop.last }}{% endfor %}
            then {{ data_first._term_value({'columns': data_first._prefixed(term.columns, 'link__rows.')}) }}
    end
{%- endif %}
{%- endfor %}
{% endmacro %}


{#- Each name with a prefix. -#}
{% macro _prefixed(names, prefix) %}
    {%- set prefixed = [] -%}
    {%- for name in names -%}{%- do prefixed.append(prefix ~ name) -%}{%- endfor -%}
    {% do return(prefixed) %}
{% endmacro %}


{#- The frequency of a term's rarest value. -#}
{% macro _least_frequency(term) -%}
    (select min(tf) from link__frequencies where term = '{{ term.name }}')
{%- endmacro %}

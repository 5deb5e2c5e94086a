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
    -- one row a key that has several elements; frequencies in the order of the array
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
        where len({{ term.columns[0] }}) > 1
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
    case
        when len(link__rows.{{ term.columns[0] }}) = 1
            then [coalesce(tf_{{ term.name }}.tf, {{ data_first._least_frequency(term) }})]
        else link__array_{{ term.name }}.tf
    end as tf_{{ term.name }},
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
left join link__array_{{ term.name }}
    on link__array_{{ term.name }}.{{ key }} = link__rows.{{ key }}
{%- endif %}
left join (
    select value, tf from link__frequencies where term = '{{ term.name }}'
) as tf_{{ term.name }}
    on tf_{{ term.name }}.value
    = case
        {%- if term.array %}
        -- a list of one, which most are, needs no list made anew
        when len(link__rows.{{ term.columns[0] }}) = 1 then link__rows.{{ term.columns[0] }}[1]
        {%- else %}
        when {% for column in term.columns %}link__rows.{{ column }} is not null{{ ' and ' if not loop.last }}{% endfor %}
            then {{ data_first._term_value({'columns': data_first._prefixed(term.columns, 'link__rows.')}) }}
        {%- endif %}
    end
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

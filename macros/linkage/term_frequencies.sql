{#- How common each value of each term is: term, value, tf.

    Counted over distinct entities (say name and date of birth), not rows, so that neither a
    prolific defendant nor one who moves often makes a rare name look common. Smoothed terms:
    (count - 1) / N + the product of the parts' frequencies. Never below the term's floor. -#}
{% macro term_frequencies(settings, relation, entity_columns) %}
with
{%- for term in settings.terms %}
link__entities_{{ term.name }} as (
    -- one row a distinct entity and value
    select distinct
        {%- if term.array %}
        unnest({{ term.columns[0] }}) as value,
        {%- else %}
        {{ data_first._term_value(term) }} as value,
        {%- for part in term.columns %}
        {{ part }} as part_{{ loop.index }},
        {%- endfor %}
        {%- endif %}
        {%- for column in entity_columns %}
        {{ column }} as entity_{{ loop.index }},
        {%- endfor %}
    from {{ relation }}
    where {% for column in term.columns %}{{ column }} is not null{{ ' and ' if not loop.last }}{% endfor %}
),

link__counts_{{ term.name }} as (
    select
        value,
        count(*) as n_entities,
        sum(count(*)) over () as n_all,
        {%- if not term.array %}
        {%- for part in term.columns %}
        any_value(part_{{ loop.index }}) as part_{{ loop.index }},
        {%- endfor %}
        {%- endif %}
    from link__entities_{{ term.name }}
    group by value
),

link__tf_{{ term.name }} as (
    select
        '{{ term.name }}' as term,
        link__counts_{{ term.name }}.value,
        {%- if term.smooth_by %}
        greatest(
            (n_entities - 1) / n_all
            + {% for part in term.smooth_by %}link__part_{{ loop.index }}.tf{{ ' * ' if not loop.last }}{% endfor %},
            {{ term.floor }}
        ) as tf,
        {%- else %}
        greatest(n_entities / n_all, {{ term.floor }}) as tf,
        {%- endif %}
    from link__counts_{{ term.name }}
    {%- for part in term.smooth_by %}
    inner join link__tf_{{ part }} as link__part_{{ loop.index }}
        on link__part_{{ loop.index }}.value = cast(link__counts_{{ term.name }}.part_{{ loop.index }} as varchar)
    {%- endfor %}
){{ ',' if not loop.last }}
{% endfor %}
{% for term in settings.terms %}
select term, value, tf from link__tf_{{ term.name }}
{{ 'union all' if not loop.last }}
{%- endfor %}
{% endmacro %}


{#- A term's value as one text. -#}
{% macro _term_value(term) -%}
    {%- if term.columns | length == 1 -%}
        cast({{ term.columns[0] }} as varchar)
    {%- else -%}
        concat_ws('|', {{ term.columns | join(', ') }})
    {%- endif -%}
{%- endmacro %}

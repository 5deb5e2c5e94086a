{#- How common each value of each term is: term, value, tf, n_entities.

    What a weight needs is the chance that another person bears the value of the one at hand. People
    (`entity_columns`) are counted, not rows, so that neither a prolific defendant nor one who moves
    often makes a rare name look common; and a person does not count for herself, since of a value
    that one person bears the data only say that it is rare. So, of K people k of whom bear a value,
    c = k - 1 others do. With c a Poisson count of mean (K - 1) * tf, and tf spread over the people as
    a gamma distribution of the term's mean, the posterior mean is

        tf = (shape + c) / (shape / mean + K - 1),

    the empirical Bayes estimate of Robbins (1956) for the gamma prior of Fisher, Corbet and Williams
    (1943). The shape comes from how much more the counts scatter than Poisson counts would: where
    they do not (dates of birth), every value is as common as the mean; where they do (surnames),
    counts speak. The mean of a term with `smooth_by` is the product of its parts' frequencies,
    scaled to the counts. -#}
{% macro term_frequencies(settings, relation, entity_columns) %}
{{ 'with' if settings.terms }}
{%- for term in settings.terms %}
{%- set name = term.name %}
link__entities_{{ name }} as (
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

link__counts_{{ name }} as (
    select
        value,
        count(*) as k,
        sum(count(*)) over () as n_borne,
        {%- if not term.array %}
        {%- for part in term.columns %}
        any_value(part_{{ loop.index }}) as part_{{ loop.index }},
        {%- endfor %}
        {%- endif %}
    from link__entities_{{ name }}
    group by value
),
{% if term.shrink %}
link__people_{{ name }} as (
    select greatest(count(*) - 1, 1)::double as n_others,
    from (
        select distinct {% for column in entity_columns %}entity_{{ loop.index }}, {% endfor %}
        from link__entities_{{ name }}
    )
),

link__guessed_{{ name }} as (
    -- others expected to bear each value, up to the scale
    select
        counts.value,
        counts.k,
        n_others,
        {%- if term.smooth_by %}
        {% for part in term.smooth_by %}link__part_{{ loop.index }}.tf * {% endfor %}n_others as guess,
        {%- else %}
        1.0::double as guess,
        {%- endif %}
    from link__counts_{{ name }} as counts
    cross join link__people_{{ name }}
    {%- for part in term.smooth_by %}
    inner join link__tf_{{ part }} as link__part_{{ loop.index }}
        on link__part_{{ loop.index }}.value = cast(counts.part_{{ loop.index }} as varchar)
    {%- endfor %}
),

link__expected_{{ name }} as (
    -- scaled so that the people together meet as many others as they do; half a one where none
    select
        value,
        k,
        n_others,
        guess * scale.ratio as expected,
    from link__guessed_{{ name }}
    cross join (
        select
            ({{ data_first.exact_sum('k * (k - 1)') }} + 0.5) / {{ data_first.exact_sum('k * guess') }}
                as ratio,
        from link__guessed_{{ name }}
    ) as scale
),

link__shape_{{ name }} as (
    -- the gamma shape by moments; null where counts scatter no more than Poisson counts
    select {{ data_first.exact_sum('k * expected * expected') }} / nullif(greatest({{
        data_first.exact_sum('k * ((k - 1 - expected) * (k - 1 - expected) - expected)') }}, 0), 0) as shape,
    from link__expected_{{ name }}
),

link__tf_{{ name }} as (
    select
        '{{ name }}' as term,
        value,
        greatest(
            coalesce((shape + k - 1) / (shape / expected + 1), expected) / n_others, {{ term.floor }}
        ) as tf,
        k as n_entities,
    from link__expected_{{ name }}
    cross join link__shape_{{ name }}
){{ ',' if not loop.last }}
{% else %}
link__tf_{{ name }} as (
    select
        '{{ name }}' as term,
        value,
        greatest(k / n_borne, {{ term.floor }}) as tf,
        k as n_entities,
    from link__counts_{{ name }}
){{ ',' if not loop.last }}
{% endif %}
{%- endfor %}
{% for term in settings.terms %}
select term, value, tf, n_entities, from link__tf_{{ term.name }}
{{ 'union all' if not loop.last }}
{%- else %}
select ''::varchar as term, ''::varchar as value, 1.0::double as tf, 0::bigint as n_entities, where false
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

{#- Links by the pair of sources that they join, added up by person: a select with the columns of
    person_link_sums() that group_measures() wants of links only. A record counts for a pair of
    sources where it has any link, true or found, to a record of the other source.

    `records` has true_person_id, unit_id, source_dataset, cluster_high, cluster_medium,
    cluster_low and is_looked_at: of people who are not, links are not counted, though others may
    be linked to them. No link is listed: a record has as many links to a source as there are
    records of it in the record's person, its cluster, or both. -#}
{% macro source_pair_link_sums(records) -%}
{%- set levels = ['high', 'medium', 'low'] -%}
{%- set kinds = [('true', 'true_person_id')] -%}
{%- for level in levels -%}
    {%- do kinds.append(('found_' ~ level, 'cluster_' ~ level)) -%}
    {%- do kinds.append(('right_' ~ level, 'true_person_id, cluster_' ~ level)) -%}
{%- endfor -%}
with quality__cells as (
    -- one row a person, source and high cluster, of those that anybody looked at may be linked to
    select
        true_person_id,
        source_dataset,
        cluster_high,
        min(cluster_medium) as cluster_medium,
        min(cluster_low) as cluster_low,
        min(unit_id) as unit_id,
        bool_and(is_looked_at) as is_looked_at,
        count(*) as n_records,
    from {{ records }}
    where is_looked_at or cluster_low in (select cluster_low from {{ records }} where is_looked_at)
    group by true_person_id, source_dataset, cluster_high
),

quality__links as (
    -- links of one record of the cell, of each kind and to each source
    {%- for kind, columns in kinds %}
    select
        cells.true_person_id,
        cells.cluster_high,
        cells.source_dataset,
        others.source_dataset as other_source_dataset,
        '{{ kind }}' as kind,
        others.n_records - cast(cells.source_dataset = others.source_dataset as integer) as n_links,
    from quality__cells as cells
    inner join (
        select {{ columns }}, source_dataset, sum(n_records) as n_records,
        from quality__cells
        group by {{ columns }}, source_dataset
    ) as others using ({{ columns }})
    where cells.is_looked_at
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

quality__linked as (
    select
        true_person_id,
        cluster_high,
        source_dataset,
        other_source_dataset,
        {%- for kind, columns in kinds %}
        coalesce(sum(n_links) filter (where kind = '{{ kind }}'), 0) as n_{{ kind }},
        {%- endfor %}
    from quality__links
    group by true_person_id, cluster_high, source_dataset, other_source_dataset
    having sum(n_links) > 0
)

select
    least(source_dataset, other_source_dataset) || ' and '
    || greatest(source_dataset, other_source_dataset) as group_name,
    true_person_id,
    min(unit_id) as unit_id,
    1 as n_people,
    cast(sum(n_records) as bigint) as n_records,
    cast(sum(n_records * n_true) as bigint) as n_true_links,
    cast(sum(n_true) > 0 as integer) as n_people_with_true_link,
    {%- for level in levels %}
    {%- set found, right = 'n_found_' ~ level, 'n_right_' ~ level %}
    cast(sum(n_records * {{ found }}) as bigint) as n_found_links_{{ level }},
    cast(sum(n_records * {{ right }}) as bigint) as n_right_links_{{ level }},
    {%- for error, of in [('false', found), ('missed', 'n_true')] %}
    {%- set with_error = 'with_' ~ error ~ '_link_' ~ level %}
    cast(coalesce(sum(n_records) filter (where {{ of }} > {{ right }}), 0) as bigint)
        as n_{{ with_error }},
    cast(n_{{ with_error }} > 0 as integer) as n_people_{{ with_error }},
    {%- endfor %}
    {%- endfor %}
from quality__linked
inner join quality__cells using (true_person_id, cluster_high, source_dataset)
group by 1, true_person_id
{%- endmacro %}

{#- The links of records added up by person and group: a select with group_name, true_person_id,
    unit_id and the sums that group_measures() divides. A person has an error where any of his or
    her records in the group has one. `records` has the columns of quality_record_links, and a
    group_name; records of people who were not looked at are left out. -#}
{% macro person_link_sums(records) -%}
select
    group_name,
    true_person_id,
    unit_id,
    1 as n_people,
    count(*) as n_records,
    cast(sum(records.n_true_links) as bigint) as n_true_links,
    cast(sum(records.n_reached_links) as bigint) as n_reached_links,
    count(*) filter (where is_unlinkable) as n_unlinkable,
    cast(sum(records.n_true_links) > 0 as integer) as n_people_with_true_link,
    cast(sum(records.n_reached_links) < sum(records.n_true_links) as integer)
        as n_people_lost_in_blocking,
    {%- for level in ['high', 'medium', 'low'] %}
    {%- set found, right = 'n_found_links_' ~ level, 'n_right_links_' ~ level %}
    cast(sum(records.{{ found }}) as bigint) as {{ found }},
    cast(sum(records.{{ right }}) as bigint) as {{ right }},
    {%- for error, rest in [('false', found), ('missed', 'n_true_links')] %}
    {%- set with_error = 'with_' ~ error ~ '_link_' ~ level %}
    count(*) filter (where records.{{ rest }} > records.{{ right }}) as n_{{ with_error }},
    cast(n_{{ with_error }} > 0 as integer) as n_people_{{ with_error }},
    {%- endfor %}
    {%- for share, of in [('precision', found), ('recall', 'n_true_links')] %}
    cast(sum(cast(
        round(1048576 * (records.{{ right }} + 1) / (records.{{ of }} + 1)) as bigint
    )) as bigint) as b_cubed_{{ share }}_units_{{ level }},
    {%- endfor %}
    {%- endfor %}
from {{ records }} as records
where records.n_reached_links is not null
group by group_name, true_person_id, unit_id
{%- endmacro %}

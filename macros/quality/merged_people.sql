{#- People who share an estimated person with each other, as one unit: a select with true_person_id
    and unit_id. A wrong link is an error of both its people, so that errors are independent between
    units and not between people.

    `cells` has true_person_id and cluster_low, one row a person and cluster or more; `people`
    has the smallest cluster of each person, first_cluster. The smallest number is handed on from
    people to clusters and back once, so that a chain of three wrong joins and more falls into
    two units. -#}
{% macro merged_people(cells, people) -%}
select
    cells.true_person_id,
    min(clusters.first_cluster) as unit_id,
from {{ cells }} as cells
inner join (
    select
        cells.cluster_low,
        min(people.first_cluster) as first_cluster,
    from {{ cells }} as cells
    inner join {{ people }} as people using (true_person_id)
    group by cells.cluster_low
) as clusters using (cluster_low)
group by cells.true_person_id
{%- endmacro %}

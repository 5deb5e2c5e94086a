-- The proofs of de-identification see the tables that macros/publish/published_relations.sql names.
-- Mend: name there every model of models/marts, and no other. A test that names a model which does
-- not exist is left out by dbt, so the three proofs themselves must be there too.
{% set proofs = [
    'published_values__are_hashes_dates_numbers_or_codes',
    'published_rows__hold_nothing_of_their_own_person',
    'published_hashes__are_salted',
] %}
{% set published = data_first.published_tables() %}

with marts as (
    select unnest(cast({{ published }} as varchar[])) as table_name
),

checked as (
    {% for proof in proofs %}
    {% set named = [] %}
    {% for node in (graph.nodes.values() if execute else []) if node.name == proof %}
        {% for parent in node.depends_on.nodes if graph.nodes[parent].database == 'candidate' %}
            {% do named.append(graph.nodes[parent].schema ~ '.' ~ graph.nodes[parent].alias) %}
        {% endfor %}
    {% endfor %}
    select
        '{{ proof }}' as proof,
        cast({{ named }} as varchar[]) as table_names,
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    checked.proof,
    marts.table_name,
    'not looked at by this proof' as problem,
from checked
cross join marts
where not list_contains(checked.table_names, marts.table_name)
